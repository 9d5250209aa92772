#include "tables/spool.h"

#include <unistd.h>

#include <utility>

#include "tables/cell.h"
#include "tables/csv.h"

namespace tidewaiter::tables {

Spool::Spool(Spool&& other) noexcept
    : stop_(other.stop_),
      in_memory_(other.in_memory_),
      buffer_(std::move(other.buffer_)),
      written_(std::exchange(other.written_, 0)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

Spool::~Spool() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> Spool::add(std::string_view bytes) {
  TIDEWAITER_CHECK(stop_.check());
  buffer_.append(bytes);
  if (buffer_.size() < in_memory_) return {};
  return flush();
}

Result<void> Spool::flush() {
  if (descriptor_ < 0) {
    TIDEWAITER_TRY(descriptor_, open_nameless_file());
    in_memory_ = std::size_t{1} << 20;  // written by pieces of so many bytes from now on
  }
  TIDEWAITER_CHECK(write_copy(descriptor_, buffer_, written_));
  buffer_.clear();
  return {};
}

Result<InputFile> Spool::finish(std::string name) && {
  if (descriptor_ < 0) return InputFile::from_bytes(std::move(name), std::move(buffer_));
  TIDEWAITER_CHECK(flush());
  return InputFile::map(std::exchange(descriptor_, -1), std::move(name));
}

void RowSpool::cell(std::string_view text) {
  if (cells_++ > 0) row_ += ',';
  append_csv_cell(row_, text);
}

Result<void> RowSpool::end_row() {
  while (cells_ < columns_) cell({});
  if (row_.empty()) row_ = "\"\"";  // one column, empty: a blank line would be no record
  if (row_.size() > kMaxRecordBytes) {
    row_.clear();
    cells_ = 0;
    return end_faulty_row({}, {}, reason(RecordFault::too_long));
  }
  return write();
}

Result<void> RowSpool::end_faulty_row(std::string_view column, std::string_view value, std::string_view reason) {
  if (row_.size() > kMaxRecordBytes / 2) {
    row_.clear();
    cells_ = 0;
  }
  while (cells_ < columns_) cell({});
  cell(printable(column, kRejectValueBytes));
  cell(printable(value, kRejectValueBytes));
  cell(reason);
  return write();
}

Result<void> RowSpool::blank_row() { return spool_.add("\n"); }

Result<void> RowSpool::write() {
  row_ += '\n';
  TIDEWAITER_CHECK(spool_.add(row_));
  row_.clear();
  cells_ = 0;
  return {};
}

Result<InputFile> RowSpool::finish(std::string name) && { return std::move(spool_).finish(std::move(name)); }

}  // namespace tidewaiter::tables
