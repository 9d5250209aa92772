// A table read whole, by column, each distinct text of it once: how a world of a million rows fits into memory with
// every column in reach.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/string_pool.h"

namespace tidewaiter::judge {

// Movable, not copyable. Reading is thread-safe.
class ColumnTable {
 public:
  // CSV, NDJSON, JSON, Parquet or a workbook, packed or not. `wanted`: columns to keep, those that are not there are
  // left out; empty: all; or a question that is asked of each column's name. Names are compared as everywhere
  // (tables/column_name.h). Errors: those of tables::open_csv; bad_format with file:line for the first row that cannot
  // be read, or for a column that is there twice.
  static Result<ColumnTable> read(const std::filesystem::path& path, std::span<const std::string_view> wanted = {});
  static Result<ColumnTable> read(const std::filesystem::path& path,
                                  const std::function<bool(std::string_view)>& wanted);

  const std::string& file() const { return file_; }
  std::size_t rows() const { return lines_.size(); }
  const std::vector<std::string>& names() const { return names_; }    // of the columns kept, as written
  const std::vector<std::string>& header() const { return header_; }  // of all columns of the file, as written
  std::optional<std::size_t> find(std::string_view name) const;       // place in names()
  Result<std::size_t> column(std::string_view name) const;            // the same; errors: missing_column
  std::string_view cell(std::size_t column, std::size_t row) const {
    return pool_->text(syms_[column][row]);
  }  // trimmed
  // Equal texts have equal symbols, in whatever columns of this table they stand; an empty cell is Sym::missing.
  Sym sym(std::size_t column, std::size_t row) const { return syms_[column][row]; }
  std::span<const Sym> syms(std::size_t column) const { return syms_[column]; }
  std::string_view text(Sym sym) const { return pool_->text(sym); }
  Sym find_text(std::string_view text) const { return pool_->find(text); }
  std::size_t distinct() const { return pool_->size(); }  // symbols are 1 … distinct()

  std::string where(std::size_t row) const;  // file:line
  // An empty cell is nullopt. Errors: bad_value with file:line.
  Result<std::optional<double>> number(std::size_t column, std::size_t row) const;
  Result<std::optional<Date>> date(std::size_t column, std::size_t row) const;
  // The same, of a cell that may not be empty.
  Result<double> needed_number(std::size_t column, std::size_t row) const;
  Result<Date> needed_date(std::size_t column, std::size_t row) const;
  Result<std::string_view> needed_text(std::size_t column, std::size_t row) const;

 private:
  ColumnTable() = default;
  std::string file_;
  std::vector<std::string> header_, names_;
  std::vector<std::vector<Sym>> syms_;
  std::vector<std::uint32_t> lines_;
  std::unique_ptr<StringPool> pool_ = std::make_unique<StringPool>();
};

// `folder`/`name` with the ending under which it is there: .csv, .csv.gz, .csv.zst, .ndjson or .parquet. Errors:
// file_not_found, which names the first of them.
Result<std::filesystem::path> find_table(const std::filesystem::path& folder, std::string_view name);

}  // namespace tidewaiter::judge
