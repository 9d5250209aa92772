// Small tables in and out, as several commands need them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/arguments.h"
#include "tables/csv_table.h"

namespace tidewaiter::cli {

// A table that a command is given, its encoding as stated, "" where it is to be found; how it was read is told where
// that is not plain. Errors: those of tables::read_csv_table; interrupted.
Result<tables::CsvTable> read_table(const std::string& file, const std::string& encoding);
Result<tables::CsvTable> read_table(tables::InputFile input, const std::string& encoding);

// The column of that name, without case, blanks and underscores.
std::optional<std::size_t> find_column(const tables::CsvTable& table, std::string_view name);
// The same, or missing_column with the names that are there.
Result<std::size_t> column_of(const tables::CsvTable& table, std::string_view name);

// One line on standard error for each row that could not be read; how many there were.
std::size_t tell_rejects(const tables::CsvTable& table);
void tell_left_out(std::string_view where, std::string_view reason);  // "where: row left out: reason"
int status_of_rows(std::size_t rejected);                             // kRejects, or kDone where there is none

// The form of answers to many questions at once: they are for a program, so NDJSON where none is named.
inline Format form_of_many(const Common& common) {
  return common.format == Format::table && !common.format_named ? Format::ndjson : common.format;
}

// A result for programs, object by object: as NDJSON, as one JSON array, or as CSV with a header. REQUIRES: not table.
class ObjectRows {
 public:
  // `columns`: of the CSV; none: the members of the first object.
  ObjectRows(Format format, std::vector<std::string> columns = {}) : format_(format), columns_(std::move(columns)) {}
  // `object`: the text of one JSON object. In CSV an array becomes its elements with '|' between them.
  Result<void> add(std::string& out, std::string_view object);
  Result<void> add_lines(std::string& out, std::string_view objects);  // one a line
  void end(std::string& out);                                          // also of a result without any object

 private:
  void begin(std::string& out);
  Format format_;
  std::vector<std::string> columns_;
  bool begun_ = false;
  bool first_ = true;
};

int status_of(const Result<void>& result);  // kDone, or the error told and its status

}  // namespace tidewaiter::cli
