// Small tables in and out, as several commands need them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tables/csv_table.h"

namespace tidewaiter::cli {

// The column of that name, without case, blanks and underscores.
std::optional<std::size_t> find_column(const tables::CsvTable& table, std::string_view name);
// The same, or missing_column with the names that are there.
Result<std::size_t> column_of(const tables::CsvTable& table, std::string_view name);

// One line on standard error for each row that could not be read.
void tell_rejects(const tables::CsvTable& table);

// RFC 4180, the cells exactly as they are: for rows that go back to the program that sent them.
void append_csv_row(std::string& out, const std::vector<std::string>& cells);

// kDone, or the error told and kRefused.
int status_of(const Result<void>& result);

}  // namespace tidewaiter::cli
