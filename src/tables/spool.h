// Text that a reader makes out of a file of another kind (unpacked, transcoded, rows of a workbook), on its way to
// being an InputFile: in memory while it is small, then in a temporary file without a name, of which nothing can be
// left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "tables/input_file.h"
#include "tables/stop.h"

namespace tidewaiter::tables {

class Spool {
 public:
  // `in_memory`: bytes from which on a file is made.
  explicit Spool(Stop stop = {}, std::size_t in_memory = std::size_t{4} << 20) : stop_(stop), in_memory_(in_memory) {}
  Spool(Spool&& other) noexcept;
  Spool& operator=(Spool&&) = delete;
  Spool(const Spool&) = delete;
  ~Spool();

  // Errors: file_unwritable (no room), interrupted.
  Result<void> add(std::string_view bytes);
  std::uint64_t size() const { return written_ + buffer_.size(); }

  // What was added, under that name. Errors: those of add() and of mapping the file.
  Result<InputFile> finish(std::string name) &&;

 private:
  Result<void> flush();
  Stop stop_;
  std::size_t in_memory_;
  std::string buffer_;
  std::uint64_t written_ = 0;
  int descriptor_ = -1;
};

// One row after the other as comma-separated text that CsvScanner reads back cell for cell. A row that cannot be read
// is written with what was read of it, and its fault in cells beyond the last column.
class RowSpool {
 public:
  explicit RowSpool(std::size_t columns, Stop stop = {}) : columns_(columns), spool_(stop) {}

  void cell(std::string_view text);  // REQUIRES: at most `columns` of them a row
  // Ends the row; missing cells are empty. A row over the scanner's limit becomes a faulty one.
  Result<void> end_row();
  // Ends the row as one that cannot be read: in `column` (may be empty) stands `value`, and this is why.
  Result<void> end_faulty_row(std::string_view column, std::string_view value, std::string_view reason);
  Result<void> blank_row();  // takes a line and is no record
  Result<InputFile> finish(std::string name) &&;

 private:
  Result<void> write();
  std::size_t columns_;
  std::size_t cells_ = 0;
  std::string row_;
  Spool spool_;
};

}  // namespace tidewaiter::tables
