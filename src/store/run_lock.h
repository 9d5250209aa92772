// Tells a run that is still going from one that was killed: each run holds a lock on its own byte of a file beside the
// store, and the kernel lets go of it however the process ends. (A process number could be taken again; this cannot.)
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace tidewaiter::store {

class RunLocks {
 public:
  RunLocks() = default;
  RunLocks(RunLocks&& other) noexcept;
  RunLocks& operator=(RunLocks&& other) noexcept;
  RunLocks(const RunLocks&) = delete;
  RunLocks& operator=(const RunLocks&) = delete;
  ~RunLocks();

  // `create`: the file is made if it is not there. Without the file nobody holds anything.
  static Result<RunLocks> open(const std::filesystem::path& store, bool create);

  Result<void> hold(std::int64_t run);
  void release(std::int64_t run);
  bool held_by_others(std::int64_t run) const;

  // A kept list that a run rests on and has not named yet, by its version in hexadecimal digits: shared by all runs
  // that are about to name it, held until the file of locks is closed. Waits for whoever removes it.
  Result<void> share_list(std::string_view version);
  // Whether nobody else holds it; if so nobody may share it from now on, until release_list().
  bool hold_list_alone(std::string_view version);
  void release_list(std::string_view version);
  bool is_list_held_by_others(std::string_view version) const;

 private:
  int file_ = -1;
};

}  // namespace tidewaiter::store
