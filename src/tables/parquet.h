// Rows of text in Parquet files: how a run keeps the rows that it accepted, and how `explain` finds them again.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tidewaiter::tables {

// Some rows on their way into a file: cells column after column, `rows` of each, as views into what `owner` keeps.
struct TextColumns {
  std::size_t rows = 0;
  std::vector<std::string_view> cells;
  std::shared_ptr<const void> owner;
};

// Every column is text (VARCHAR), compressed with zstd; an empty cell is NULL. Rows stream through: memory does not
// grow with their number. The file appears under its name only once it is whole.
class ParquetWriter {
 public:
  // `threads` of DuckDB's write; more than one write the rows in any order. REQUIRES: at least one column, names
  // distinct without regard to case. Errors: library_failed.
  static Result<ParquetWriter> open(std::filesystem::path path, std::vector<std::string> columns, unsigned threads = 1);
  ParquetWriter(ParquetWriter&&) noexcept;
  ParquetWriter& operator=(ParquetWriter&&) noexcept;
  ~ParquetWriter();  // without finish(), nothing is left

  // Appends rows; they are written by threads of DuckDB's and their owner let go afterwards. REQUIRES: as many columns
  // as opened with, valid UTF-8; one call at a time. Errors: those of the writing so far (file_unwritable).
  Result<void> add(TextColumns rows);

  // Says that no more rows come, so that the rest is written while the caller does something else.
  void end();

  // Ends it, and waits for the file. Errors: file_unwritable.
  Result<void> finish();

 private:
  struct State;
  explicit ParquetWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct TextTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // NULL reads as empty
};

// The rows of a Parquet file whose `column` equals `value`, in the order of the file. Errors: file_not_found,
// bad_format, missing_column, library_failed.
Result<TextTable> read_parquet_where(const std::filesystem::path& path, std::string_view column,
                                     const std::string& value);

}  // namespace tidewaiter::tables
