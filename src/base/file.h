// Files: read whole, mapped, or replaced in one step. Errors name the file and what to do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tidewaiter {

// A read-only mapping of a whole file; pages are shared between processes. Movable, not copyable.
class MappedFile {
 public:
  // Errors: file_not_found, not_a_file, file_unreadable. An empty file maps to empty bytes.
  static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile() = default;
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

Result<std::string> read_file(const std::filesystem::path& path);

// Writes all of it, also where the system takes it in parts or a signal comes in between. 0, or the errno of the write
// that failed.
int write_whole(int descriptor, std::string_view bytes);

// Whether a process of this machine bears the number.
bool is_process_alive(std::int64_t process);

// The name under which `path` is written before it is renamed into its place: PATH.writing-PID. Removes what writers
// that are dead (killed, or the machine went down) left under such names.
std::filesystem::path writing_name(const std::filesystem::path& path);

// Writes beside the target, flushes to disk, then renames over it: a reader sees the old bytes or the new, never half.
Result<void> replace_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace tidewaiter
