// A table that comes in, as bytes that may be read more than once: a file, mapped; or a stream ("-", a pipe), copied
// first into a temporary file without a name, of which nothing can be left behind. Memory that was read through the
// mapping can be given back, so that a large file does not fill the process.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "tables/stop.h"

namespace tidewaiter::tables {

// TMPDIR, else /var/tmp (on disk), else what the system offers: for data that may be as large as the input.
std::filesystem::path large_temporary_folder();
// The descriptor of a new file without a name in that folder; the caller closes it. Errors: file_unwritable.
Result<int> open_nameless_file();
// Writes behind the `written` bytes of such a file and counts on. Errors: file_unwritable, also where the disk would be
// left with too little room for others: a stream may have no end.
Result<void> write_copy(int descriptor, std::string_view bytes, std::uint64_t& written);

// What a stream begins with, shown once while there is more of it: an error ends the copy.
using Peek = std::function<Result<void>(std::string_view front)>;

// What the user says of the encoding of a table.
struct StatedEncoding {
  std::string name{};        // empty: nothing
  bool unless_utf8 = false;  // of tables of which some may be UTF-8: for those that are not
};

class InputFile {
 public:
  // "-" is standard input. Errors: file_not_found, not_a_file, file_unreadable, file_unwritable (no room to copy a
  // stream), interrupted (while a stream was waited for), those of `peek`. An empty file gives empty bytes.
  static Result<InputFile> open(const std::filesystem::path& path, Stop stop = {}, const Peek& peek = {});
  // For tests and texts that are already in memory.
  static InputFile from_bytes(std::string name, std::string bytes);
  // Takes the descriptor over, on an error too. Errors: file_unreadable, out_of_memory.
  static Result<InputFile> map(int descriptor, std::string name);

  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();

  const std::string& name() const { return name_; }  // as given; "-" is shown as "standard input"
  std::string_view bytes() const { return {data_, size_}; }
  const StatedEncoding& stated() const { return stated_; }
  void state(StatedEncoding encoding) { stated_ = std::move(encoding); }
  int descriptor() const { return descriptor_; }  // of the mapped file; -1 if the bytes are in memory

  // Says that [from, to) will not be needed soon: the process gives the pages back. They may still be read.
  void release(std::uint64_t from, std::uint64_t to) const;

  // Copies [offset, offset + size) to `out` without touching the mapping; thread-safe. Errors: file_unreadable (also
  // when the file was cut short in the meantime).
  Result<void> read_at(std::uint64_t offset, char* out, std::size_t size) const;

 private:
  InputFile() = default;

  std::string name_;
  StatedEncoding stated_;
  std::string owned_;  // only from_bytes
  const char* data_ = nullptr;
  std::size_t size_ = 0;
  int descriptor_ = -1;
};

}  // namespace tidewaiter::tables
