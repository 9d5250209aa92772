// Tells a run that is still going from one that was killed: each run holds a lock on its own byte of a file beside the
// store, and the kernel lets go of it however the process ends. (A process number could be taken again; this cannot.)
#pragma once

#include <cstdint>
#include <filesystem>

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

 private:
  int file_ = -1;
};

}  // namespace tidewaiter::store
