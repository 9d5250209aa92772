// ThreadSanitizer cannot see how oneTBB, whose library is not instrumented, orders the stages of a pipeline. A Handoff
// says the same order in atomics of ours, so that the tool reports true races only, at the price of a few atomic
// operations a stage.
#pragma once

#include <atomic>

namespace tidewaiter {

// What a thread did before give() is seen by every thread that calls take() later.
class Handoff {
 public:
  void give() { count_.fetch_add(1, std::memory_order_release); }
  void take() const { static_cast<void>(count_.load(std::memory_order_acquire)); }

 private:
  std::atomic<unsigned> count_{0};
};

}  // namespace tidewaiter
