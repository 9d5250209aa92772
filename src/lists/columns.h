// Rows of a delimited file by the names of their columns, for the forms of lists. Rows that cannot be read are noted.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lists/import.h"
#include "tables/csv.h"

namespace tidewaiter::lists {

// Lower case, without blanks, hyphens and underscores: how column names are compared.
std::string column_key(std::string_view name);

bool has_column(std::span<const std::string> names, std::string_view wanted);  // by column_key()

// One record; the cells by the number of the column asked for, empty where the file has no such column.
class Row {
 public:
  std::string_view operator[](std::size_t column) const;
  bool blank() const;                                // no cell has content
  bool ends_before(std::size_t column) const;        // the file has such a column, the record no cell for it
  std::string where(const std::string& file) const;  // file:line

 private:
  friend class Rows;
  tables::RecordFields fields_;
  std::span<const std::size_t> columns_;
  std::uint64_t line_ = 0;
};

class Rows {
 public:
  // Reads the header. `columns` are the names that the reader asks for; the first one must be there, else
  // missing_column. Names without case, blanks, hyphens, underscores; a column that is there twice is bad_format.
  static Result<Rows> open(std::string_view bytes, std::string file, std::span<const std::string_view> columns);

  // The next row that can be read, nullptr at the end; one that is faulty, too long or, with Short::lost, too short
  // becomes a note. With Short::filled the missing cells are empty, but not in a last row without a line break behind
  // it: there the file is cut.
  enum class Short : std::uint8_t { lost, filled };
  const Row* next(std::vector<ImportNote>& notes, Short on_short);

  // Columns of the file that nobody asked for, as written.
  const std::vector<std::string>& ignored() const { return ignored_; }

 private:
  Rows(std::string_view bytes, std::string file, tables::CsvHeader header);

  std::string_view bytes_;
  std::string file_;
  tables::CsvHeader header_;
  tables::CsvScanner scanner_;
  std::size_t named_ = 0;             // so many cells a row must have: no column behind them has a name
  std::vector<std::size_t> columns_;  // where each column asked for stands
  std::vector<std::string> ignored_;
  Row row_;
};

}  // namespace tidewaiter::lists
