#include "report/distinct_count.h"

#include <gtest/gtest.h>

#include <random>
#include <unordered_set>

namespace tidewaiter::report {
namespace {

TEST(DistinctCount, CountsWhatASetCounts) {
  std::mt19937_64 random(7);  // NOLINT(cert-msc51-cpp): the same numbers on every run
  for (const std::uint64_t different : {1, 100, 4'096, 50'000}) {
    DistinctCount count;
    std::unordered_set<std::uint64_t> set;
    EXPECT_EQ(count.size(), 0U);
    for (int i = 0; i < 200'000; ++i) {
      const std::uint64_t hash = random() % different;
      count.insert(hash);
      set.insert(hash);
    }
    EXPECT_EQ(count.size(), set.size()) << different;
  }
}

}  // namespace
}  // namespace tidewaiter::report
