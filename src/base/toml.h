// TOML as a small tree of our own that keeps every value's place. The only user of toml++ is toml.cpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace tidewaiter::toml {

struct Place {
  std::uint32_t line = 0;    // from 1
  std::uint32_t column = 0;  // from 1, in code points
};

struct Value;
using Array = std::vector<Value>;

struct Member;

class Table {
 public:
  const Value* find(std::string_view key) const;                   // nullptr if absent
  const std::vector<Member>& members() const { return members_; }  // in order of place
  std::vector<Member>& members() { return members_; }

 private:
  std::vector<Member> members_;
};

struct Value {
  std::variant<bool, std::int64_t, double, std::string, Date, Array, Table> data;
  Place place;

  const bool* boolean() const { return std::get_if<bool>(&data); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
  const std::string* string() const { return std::get_if<std::string>(&data); }
  const Date* date() const { return std::get_if<Date>(&data); }
  const Array* array() const { return std::get_if<Array>(&data); }
  const Table* table() const { return std::get_if<Table>(&data); }
  // An integer or a float as a double.
  const double* number(double& storage) const;
  std::string_view kind() const;  // "a string", "an array", … for messages
};

struct Member {
  std::string key;
  Place key_place;
  Value value;
};

struct Document {
  std::string file;  // as named in messages
  std::string text;  // the source, to show a line with a caret
  Table root;

  std::string where(Place place) const;                            // file:line:column
  std::string snippet(Place place, std::size_t length = 1) const;  // the line, and a caret under it
};

// Errors: bad_format with file:line:column.
Result<Document> parse(std::string text, std::string file);

}  // namespace tidewaiter::toml
