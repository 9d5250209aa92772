// How many different hashes were seen. A run sees some hundred thousand again and again, one after the other: they are
// only noted down, and put in order when there are twice as many as before (perf: looking each up in a hash set took
// 3 % of a run's second pass).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace tidewaiter::report {

class DistinctCount {
 public:
  void insert(std::uint64_t hash) {
    if (seen_.size() >= limit_) {
      keep_distinct(seen_);
      limit_ = std::max(kSmallest, 2 * seen_.size());
    }
    seen_.push_back(hash);
  }
  std::size_t size() const {
    std::vector<std::uint64_t> distinct = seen_;
    keep_distinct(distinct);
    return distinct.size();
  }

 private:
  static constexpr std::size_t kSmallest = 4096;
  static void keep_distinct(std::vector<std::uint64_t>& hashes) {
    std::ranges::sort(hashes);
    const auto repeated = std::ranges::unique(hashes);
    hashes.erase(repeated.begin(), repeated.end());
  }
  std::vector<std::uint64_t> seen_;
  std::size_t limit_ = kSmallest;
};

}  // namespace tidewaiter::report
