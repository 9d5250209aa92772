// Whether somebody asked the program to stop. Whatever reads or writes for long asks this between pieces of at most
// about a tenth of a second.
#pragma once

#include <atomic>

#include "base/result.h"

namespace tidewaiter::tables {

class Stop {
 public:
  // `flag` is set by a signal and outlives this; nullptr: nobody asks.
  Stop(const std::atomic<bool>* flag = nullptr) : flag_(flag) {}  // NOLINT(google-explicit-constructor): a flag is one
  bool asked() const { return flag_ != nullptr && flag_->load(std::memory_order_relaxed); }
  // Errors: interrupted.
  Result<void> check() const {
    if (!asked()) return {};
    return fail(ErrorCode::interrupted, "interrupted while a file was read");
  }
  const std::atomic<bool>* flag() const { return flag_; }

 private:
  const std::atomic<bool>* flag_;
};

}  // namespace tidewaiter::tables
