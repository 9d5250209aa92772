#include "tables/input_file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <utility>
#include <vector>

#include "base/file.h"

namespace tidewaiter::tables {
namespace {

constexpr std::size_t kCopyBytes = std::size_t{1} << 20;
// The room on the disk is looked at after each so many bytes of a copy, which ends where less than this is left for
// everybody else, or less than this part of a small disk.
constexpr std::uint64_t kLookBytes = std::uint64_t{64} << 20;
constexpr std::uint64_t kLeftFree = std::uint64_t{1} << 30;
constexpr std::uint64_t kLeftPart = 20;
constexpr int kStopCheckMilliseconds = 100;  // within which whoever presses Ctrl-C is answered

std::unexpected<Error> read_error(const std::string& name, int error) {
  if (error == ENOENT || error == ENOTDIR) {
    return fail(ErrorCode::file_not_found, "there is no such file", name, "check the path");
  }
  if (error == ENOMEM) {
    return fail(ErrorCode::out_of_memory, "there is not enough memory to map this file", name,
                "free some, or split the input");
  }
  if (error == ENXIO) return fail(ErrorCode::not_a_file, "this is a socket or a device", name, "name a file");
  return fail(ErrorCode::file_unreadable, std::string("this cannot be read: ") + std::strerror(error), name,
              error == ELOOP ? "check where the links lead" : "check the permissions of the file");
}

std::unexpected<Error> copy_error(const std::filesystem::path& folder, int error) {
  return fail(ErrorCode::file_unwritable, std::string("the stream cannot be copied: ") + std::strerror(error),
              folder.string(), "point TMPDIR to a folder with room for the whole input");
}

// Its descriptor, or -1.
int open_nameless(const std::filesystem::path& folder) {
  const int direct = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (direct >= 0) return direct;
  std::string path = (folder / "tidewaiter-XXXXXX").string();  // a file system that cannot do O_TMPFILE
  const int named = ::mkostemp(path.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(path.c_str());
  return named;
}

// How a file that may be meant ends, ".csv" or ".csv.gz"; empty for others. A file is opened by its content; here only
// names are looked at.
std::string ending_of(const std::filesystem::path& file) {
  static constexpr std::array<std::string_view, 10> kEndings{".csv",  ".tsv",    ".txt",   ".xlsx", ".xlsm",
                                                             ".json", ".ndjson", ".jsonl", ".xml",  ".parquet"};
  const std::string name = file.filename().string();
  if (name.starts_with('.')) return {};  // no pattern matches it either
  std::string packing = file.extension().string();
  if (packing != ".gz" && packing != ".zst") packing.clear();
  const std::string ending = packing.empty() ? file.extension().string() : file.stem().extension().string();
  return std::ranges::find(kEndings, ending) == kEndings.end() ? std::string() : ending + packing;
}

// "name a file: in it are 3 *.csv (all: night/*.csv) and 1 *.xlsx"
std::string what_to_name_of(const std::filesystem::path& folder) {
  std::map<std::string, std::size_t> counts;
  std::error_code ignored;  // of a folder that cannot be read nothing is told
  for (const auto& file : std::filesystem::directory_iterator(folder, ignored)) {
    std::error_code gone;
    if (std::string ending = ending_of(file.path()); !ending.empty() && file.is_regular_file(gone)) ++counts[ending];
  }
  if (counts.empty()) return "name a file; none in it is named as a table or a list is";
  std::string told = "name a file: in it are ";
  std::size_t left = counts.size();
  for (const auto& [ending, count] : counts) {
    told += std::to_string(count) + " *" + ending;
    if (count > 1) told += " (all: " + (folder / ("*" + ending)).string() + ")";
    if (--left > 0) told += left > 1 ? ", " : " and ";
  }
  return told;
}

// A block device, or one of characters that never ends, such as /dev/zero; a terminal and /dev/null are streams.
bool is_device(int descriptor, const struct stat& status) {
  if (S_ISBLK(status.st_mode)) return true;
  return S_ISCHR(status.st_mode) && ::isatty(descriptor) == 0 && status.st_rdev != makedev(1, 3);  // Linux's null(4)
}

Result<int> copy_stream(int stream, const std::string& name, Stop stop, Peek peek) {
  TIDEWAITER_TRY(const int copy, open_nameless_file());
  std::vector<char> buffer(kCopyBytes);
  std::string front;
  std::uint64_t written = 0;
  const auto take = [&](std::string_view bytes) -> Result<void> {
    if (peek) {
      if (front.size() >= kCopyBytes) {
        TIDEWAITER_CHECK(peek(front));
        peek = {};
        front = {};
      } else {
        front += bytes;
      }
    }
    return write_copy(copy, bytes, written);
  };
  for (;;) {
    // A read goes on after a signal, and whoever waits for a stream could not be stopped by Ctrl-C.
    pollfd waiting{stream, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, kStopCheckMilliseconds);
    if (auto going_on = stop.check(); !going_on) {
      ::close(copy);
      return std::unexpected(std::move(going_on).error());
    }
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    const ssize_t got = ::read(stream, buffer.data(), buffer.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) {
      const int error = errno;
      ::close(copy);
      return read_error(name, error);
    }
    if (got == 0) return copy;
    if (auto taken = take({buffer.data(), static_cast<std::size_t>(got)}); !taken) {
      ::close(copy);
      return std::unexpected(std::move(taken).error());
    }
  }
}

}  // namespace

Result<int> open_nameless_file() {
  const std::filesystem::path folder = large_temporary_folder();
  const int descriptor = open_nameless(folder);
  if (descriptor < 0) return copy_error(folder, errno);
  return descriptor;
}

Result<void> write_copy(int descriptor, std::string_view bytes, std::uint64_t& written) {
  if (const int error = write_whole(descriptor, bytes); error != 0) return copy_error(large_temporary_folder(), error);
  const bool look = (written + bytes.size()) / kLookBytes != written / kLookBytes;
  written += bytes.size();
  struct statvfs disk{};
  if (!look || ::fstatvfs(descriptor, &disk) != 0) return {};
  const std::uint64_t most = std::uint64_t{disk.f_blocks} * disk.f_frsize;
  const std::uint64_t left = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (left >= std::min(kLeftFree, most / kLeftPart)) return {};
  return fail(ErrorCode::file_unwritable,
              "a copy of " + std::to_string(written >> 20) + " MiB leaves no more than " + std::to_string(left >> 20) +
                  " MiB free here, and was ended",
              large_temporary_folder().string(),
              "point TMPDIR to a folder with room for the whole input; a stream must have an end");
}

std::filesystem::path large_temporary_folder() {
  std::error_code ignored;  // a folder that cannot be looked at is no candidate
  if (const char* chosen = std::getenv("TMPDIR"); chosen != nullptr && std::filesystem::is_directory(chosen, ignored)) {
    return chosen;
  }
  if (::access("/var/tmp", W_OK | X_OK) == 0) return "/var/tmp";
  return "/tmp";
}

Result<InputFile> InputFile::open(const std::filesystem::path& path, Stop stop, const Peek& peek) {
  if (path == "-") {
    std::string name = "standard input";
    struct stat status{};
    if (::fstat(STDIN_FILENO, &status) == 0 && is_device(STDIN_FILENO, status)) {
      return fail(ErrorCode::not_a_file, "this is a device", name, "name a file");
    }
    TIDEWAITER_TRY(const int copy, copy_stream(STDIN_FILENO, name, stop, peek));
    return map(copy, std::move(name));
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe is waited for below
  if (descriptor < 0) return read_error(path.string(), errno);
  struct stat status{};
  if (::fstat(descriptor, &status) != 0) {
    const int error = errno;
    ::close(descriptor);
    return read_error(path.string(), error);
  }
  if (S_ISREG(status.st_mode)) return map(descriptor, path.string());
  if (S_ISDIR(status.st_mode) || is_device(descriptor, status)) {
    ::close(descriptor);
    if (!S_ISDIR(status.st_mode)) return fail(ErrorCode::not_a_file, "this is a device", path.string(), "name a file");
    return fail(ErrorCode::not_a_file, "this is a folder, not a file", path.string(), what_to_name_of(path));
  }
  auto copy = copy_stream(descriptor, path.string(), stop, peek);  // a pipe, as of a shell's <(…)
  ::close(descriptor);
  if (!copy) return std::unexpected(std::move(copy).error());
  return map(*copy, path.string());
}

Result<InputFile> InputFile::map(int descriptor, std::string name) {
  InputFile file;
  file.name_ = std::move(name);
  file.descriptor_ = descriptor;  // closed by the destructor
  struct stat status{};
  if (::fstat(descriptor, &status) != 0) return read_error(file.name_, errno);
  if (status.st_size == 0) return file;
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (data == MAP_FAILED) return read_error(file.name_, errno);
  file.data_ = static_cast<const char*>(data);
  file.size_ = size;
  ::madvise(data, size, MADV_SEQUENTIAL);  // advice only: a refusal costs nothing but speed
  return file;
}

InputFile InputFile::from_bytes(std::string name, std::string bytes) {
  InputFile file;
  file.name_ = std::move(name);
  file.owned_ = std::move(bytes);
  file.data_ = file.owned_.data();
  file.size_ = file.owned_.size();
  return file;
}

InputFile::InputFile(InputFile&& other) noexcept { *this = std::move(other); }

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  std::swap(name_, other.name_);
  std::swap(stated_, other.stated_);
  std::swap(owned_, other.owned_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(descriptor_, other.descriptor_);
  if (descriptor_ < 0) data_ = owned_.data();  // a short string moves with its object
  if (other.descriptor_ < 0) other.data_ = other.owned_.data();
  return *this;
}

InputFile::~InputFile() {
  if (descriptor_ < 0) return;
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
  ::close(descriptor_);
}

void InputFile::release(std::uint64_t from, std::uint64_t to) const {
  if (descriptor_ < 0 || data_ == nullptr) return;
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  from = (from + page - 1) / page * page;
  to = std::min<std::uint64_t>(to, size_) / page * page;
  if (from >= to) return;
  // The mapping is private and never written: its pages come back from the file when they are read again.
  ::madvise(const_cast<char*>(data_) + from, static_cast<std::size_t>(to - from), MADV_DONTNEED);
}

Result<void> InputFile::read_at(std::uint64_t offset, char* out, std::size_t size) const {
  if (offset > size_ || size > size_ - offset) {
    return fail(ErrorCode::internal, "a read beyond the end of the file", name_);
  }
  if (descriptor_ < 0) {
    std::memcpy(out, data_ + offset, size);
    return {};
  }
  while (size > 0) {
    const ssize_t got = ::pread(descriptor_, out, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return read_error(name_, errno);
    if (got == 0) {
      return fail(ErrorCode::file_unreadable, "the file became shorter while it was read", name_,
                  "run again once nothing writes to it");
    }
    out += got;
    offset += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  return {};
}

}  // namespace tidewaiter::tables
