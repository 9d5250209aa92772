#include "base/file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "base/unfinished.h"

namespace tidewaiter {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

std::unexpected<Error> read_error(const std::filesystem::path& path, int error) {
  if (error == ENOENT || error == ENOTDIR) {
    return fail(ErrorCode::file_not_found, "there is no such file", path.string(), "check the path");
  }
  if (error == ENOMEM) {
    return fail(ErrorCode::out_of_memory, "there is not enough memory to read this file", path.string(), "free some");
  }
  if (error == ENXIO) return fail(ErrorCode::not_a_file, "this is a socket or a device", path.string(), "name a file");
  return fail(ErrorCode::file_unreadable, std::string("this cannot be read: ") + std::strerror(error), path.string(),
              error == ELOOP ? "check where the links lead" : "check the permissions of the file");
}

std::unexpected<Error> write_error(const std::filesystem::path& path, int error) {
  const char* hint = error == ENOSPC ? "free some disk space, or write somewhere else"
                                     : "check that the folder exists and may be written to";
  return fail(ErrorCode::file_unwritable, std::string("this cannot be written: ") + std::strerror(error), path.string(),
              hint);
}

// A handler of signals can be given nothing and may lock nothing: names are only added, and never freed.
struct Unfinished {
  std::string name;
  const Unfinished* before;
};
std::atomic<const Unfinished*> last_unfinished = nullptr;

void remember(const std::string& name) {
  auto added = std::make_unique<Unfinished>(name, last_unfinished.load());
  while (!last_unfinished.compare_exchange_weak(added->before, added.get())) {
  }
  (void)added.release();
}

}  // namespace

void remove_unfinished() noexcept {
  for (const Unfinished* file = last_unfinished; file != nullptr; file = file->before) ::unlink(file->name.c_str());
}

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) return read_error(path, errno);
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return read_error(path, errno);
  if (!S_ISREG(status.st_mode)) {
    const char* what = S_ISDIR(status.st_mode) ? "this is a folder, not a file" : "this is not an ordinary file";
    return fail(ErrorCode::not_a_file, what, path.string(), "name a file");
  }
  MappedFile mapped;
  if (status.st_size == 0) return mapped;
  mapped.size_ = static_cast<std::size_t>(status.st_size);
  void* data = ::mmap(nullptr, mapped.size_, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (data == MAP_FAILED) {
    mapped.size_ = 0;
    return read_error(path, errno);
  }
  mapped.data_ = static_cast<const char*>(data);
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

Result<std::string> read_file(const std::filesystem::path& path) {
  TIDEWAITER_TRY(const MappedFile mapped, MappedFile::open(path));
  return std::string(mapped.bytes());
}

int write_whole(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

bool is_process_alive(std::int64_t process) { return ::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM; }

std::filesystem::path writing_name(const std::filesystem::path& path) {
  const std::string front = path.filename().string() + ".writing-";
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  std::error_code ignored;  // a folder that cannot be read holds nothing to remove; writing will say what is wrong
  for (const auto& file : std::filesystem::directory_iterator(folder, ignored)) {
    const std::string name = file.path().filename().string();
    if (!name.starts_with(front)) continue;
    std::int64_t process = 0;
    const char* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + front.size(), end, process);
    if (read.ec != std::errc{} || read.ptr != end || process <= 0 || is_process_alive(process)) continue;
    std::filesystem::remove(file.path(), ignored);
  }
  std::string name = path.string() + ".writing-" + std::to_string(::getpid());
  remember(name);
  return name;
}

Result<void> replace_file(const std::filesystem::path& path, std::string_view bytes) {
  const std::filesystem::path temporary = writing_name(path);
  {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) return write_error(path, errno);
    if (const int error = write_whole(file.get(), bytes); error != 0) {
      ::unlink(temporary.c_str());
      return write_error(path, error);
    }
    if (::fsync(file.get()) != 0) {
      const int error = errno;
      ::unlink(temporary.c_str());
      return write_error(path, error);
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error = errno;
    ::unlink(temporary.c_str());
    return write_error(path, error);
  }
  return {};
}

}  // namespace tidewaiter
