#include "store/run_lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>
#include <utility>

namespace tidewaiter::store {
namespace {

struct flock byte_of(std::int64_t run, short type) {
  struct flock lock{};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = run;
  lock.l_len = 1;
  return lock;
}

// Far behind the bytes of runs, by the front of the version: two lists that share it wait for each other, no more.
std::int64_t place_of(std::string_view version) {
  constexpr std::int64_t kLists = std::int64_t{1} << 62;
  constexpr std::size_t kDigits = 15;  // 60 bits
  std::int64_t number = 0;
  const std::string_view front = version.substr(0, kDigits);
  std::from_chars(front.data(), front.data() + front.size(), number, 16);  // of another word: the first of these bytes
  return kLists + number;
}

}  // namespace

RunLocks::RunLocks(RunLocks&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
RunLocks& RunLocks::operator=(RunLocks&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}
RunLocks::~RunLocks() {
  if (file_ >= 0) ::close(file_);
}

Result<RunLocks> RunLocks::open(const std::filesystem::path& store, bool create) {
  const std::string name = store.string() + "-runs";
  RunLocks locks;
  locks.file_ = ::open(name.c_str(), (create ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0644);
  if (locks.file_ < 0 && create) {
    return fail(ErrorCode::file_unwritable, std::string("this cannot be written: ") + std::strerror(errno), name,
                "check that the folder may be written to");
  }
  return locks;
}

Result<void> RunLocks::hold(std::int64_t run) {
  // Locks of the open file (not of the process): they also keep two Stores of one process apart.
  struct flock lock = byte_of(run, F_WRLCK);
  if (::fcntl(file_, F_OFD_SETLK, &lock) != 0) {
    return fail(ErrorCode::store_failed, std::string("cannot mark the run as going: ") + std::strerror(errno));
  }
  return {};
}

void RunLocks::release(std::int64_t run) {
  struct flock lock = byte_of(run, F_UNLCK);
  ::fcntl(file_, F_OFD_SETLK, &lock);
}

bool RunLocks::held_by_others(std::int64_t run) const {
  if (file_ < 0) return false;
  struct flock lock = byte_of(run, F_RDLCK);  // a read lock may be asked for on a file opened for reading
  return ::fcntl(file_, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

Result<void> RunLocks::share_list(std::string_view version) {
  struct flock lock = byte_of(place_of(version), F_RDLCK);
  while (::fcntl(file_, F_OFD_SETLKW, &lock) != 0) {
    if (errno == EINTR) continue;
    return fail(ErrorCode::store_failed, std::string("cannot mark the list as needed: ") + std::strerror(errno));
  }
  return {};
}

bool RunLocks::hold_list_alone(std::string_view version) {
  struct flock lock = byte_of(place_of(version), F_WRLCK);
  return ::fcntl(file_, F_OFD_SETLK, &lock) == 0;
}

void RunLocks::release_list(std::string_view version) { release(place_of(version)); }

bool RunLocks::is_list_held_by_others(std::string_view version) const {
  if (file_ < 0) return false;
  struct flock lock = byte_of(place_of(version), F_WRLCK);  // asking needs no right to write
  return ::fcntl(file_, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

}  // namespace tidewaiter::store
