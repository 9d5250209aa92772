// What the rows of every table and output hold, member by member: the one description from which docs/schemas is
// written. Enumerations are those of the model, columns those of model/fields.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tidewaiter {

struct SchemaMember;

inline constexpr std::string_view kDayPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

enum class SchemaKind : std::uint8_t { text, number, integer, truth, array, object };

struct SchemaType {
  SchemaKind kind = SchemaKind::text;
  bool nullable = false;
  std::vector<std::string> words;     // a text that is one of these
  std::string_view pattern;           // a text of this form; ECMA 262, as JSON Schema has it
  std::vector<SchemaType> element;    // of an array: one
  std::vector<SchemaMember> members;  // of an object, in the order of output
  bool open = false;                  // an object that may have other members, too
  std::vector<SchemaType> others;     // of an object whose members have names of their own: one, what each of them is
};

struct SchemaMember {
  std::string name;
  SchemaType type;
  std::string meaning;
  bool required = true;
};

struct RowSchema {
  std::string name;  // "decision": the file is decision.schema.json
  std::string title;
  std::string meaning;
  SchemaType row;
  std::vector<std::vector<std::string>> one_of_each = {};  // of each group at least one member must be there
};

std::vector<RowSchema> output_schemas();  // a row of what commands print: an object of NDJSON, a record of CSV
std::vector<RowSchema> table_schemas();   // a row of a table that comes in, by column name, every cell a text

// The columns of a table in the order of its schema. REQUIRES: there is one of that name.
std::vector<std::string> table_columns(std::string_view name);

}  // namespace tidewaiter
