#include "world/files.h"

#include <fmt/ranges.h>

#include <cerrno>
#include <cstring>

namespace tidewaiter::world {
namespace {

constexpr const char* kHint = "check that the folder may be written to and that the disk is not full";

}  // namespace

Result<TableFile> TableFile::open(const std::filesystem::path& folder, const std::string& name,
                                  std::vector<std::string> columns, bool parquet) {
  TableFile table;
  table.path_ = folder / (name + ".csv");
  table.file_.reset(std::fopen(table.path_.c_str(), "wbe"));
  if (!table.file_) return fail(ErrorCode::file_unwritable, std::strerror(errno), table.path_.string(), kHint);
  TIDEWAITER_CHECK(table.write(fmt::format("{}\n", fmt::join(columns, ","))));
  if (parquet) {
    TIDEWAITER_TRY(table.parquet_, tables::ParquetWriter::open(folder / (name + ".parquet"), std::move(columns)));
  }
  return table;
}

Result<void> TableFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size()) return {};
  return fail(ErrorCode::file_unwritable, std::strerror(errno), path_.string(), kHint);
}

Result<void> TableFile::add(const std::shared_ptr<const TableBlock>& block, const std::string& csv) {
  if (block->rows() == 0) return {};
  rows_ += block->rows();
  TIDEWAITER_CHECK(write(csv));
  if (parquet_) TIDEWAITER_CHECK(parquet_->add(block->columns(block)));
  return {};
}

Result<void> TableFile::finish() {
  const bool flushed = std::fflush(file_.get()) == 0;
  const int closed = std::fclose(file_.release());
  if (!flushed || closed != 0) return fail(ErrorCode::file_unwritable, std::strerror(errno), path_.string(), kHint);
  if (parquet_) return parquet_->finish();
  return {};
}

Result<std::uint64_t> write_table(const std::filesystem::path& folder, const std::string& name,
                                  std::vector<std::string> columns, const std::shared_ptr<const TableBlock>& block,
                                  bool parquet) {
  TIDEWAITER_TRY(TableFile file, TableFile::open(folder, name, std::move(columns), parquet));
  std::string csv;
  block->append_csv(csv);
  TIDEWAITER_CHECK(file.add(block, csv));
  TIDEWAITER_CHECK(file.finish());
  return file.rows();
}

}  // namespace tidewaiter::world
