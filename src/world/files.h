// The files of a world: a table as CSV and, beside it, as Parquet. Rows come in blocks, in order.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "tables/parquet.h"
#include "world/table_block.h"

namespace tidewaiter::world {

class TableFile {
 public:
  // FOLDER/NAME.csv with its header, and FOLDER/NAME.parquet if asked for. Errors: file_unwritable, library_failed.
  static Result<TableFile> open(const std::filesystem::path& folder, const std::string& name,
                                std::vector<std::string> columns, bool parquet);
  // `csv`: the bytes of the block's rows (TableBlock::append_csv). Errors: file_unwritable.
  Result<void> add(const std::shared_ptr<const TableBlock>& block, const std::string& csv);
  Result<void> finish();
  std::uint64_t rows() const { return rows_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };
  Result<void> write(std::string_view bytes);
  std::filesystem::path path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::optional<tables::ParquetWriter> parquet_;
  std::uint64_t rows_ = 0;
};

// A whole table at once.
Result<std::uint64_t> write_table(const std::filesystem::path& folder, const std::string& name,
                                  std::vector<std::string> columns, const std::shared_ptr<const TableBlock>& block,
                                  bool parquet);

}  // namespace tidewaiter::world
