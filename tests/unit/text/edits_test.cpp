#include "text/edits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace tidewaiter::text {
namespace {

TEST(Edits, AreInsertionsDeletionsChangesAndSwaps) {
  EXPECT_TRUE(within_edits("semiconducter", "semiconductor", 1));
  EXPECT_TRUE(within_edits("lukashenko", "luakshenko", 1));
  EXPECT_FALSE(within_edits("abc", "cab", 1));
  EXPECT_TRUE(within_edits("abc", "cab", 2));
  EXPECT_FALSE(within_edits("ca", "abc", 2));  // optimal string alignment: no place is edited twice
  EXPECT_TRUE(within_edits("", "ab", 2));
  EXPECT_FALSE(within_edits("", "abc", 2));
}

TEST(Edits, LongWordsToo) {
  const std::string word(200, 'a');
  EXPECT_TRUE(within_edits("x" + word + "y", word, 2));
  EXPECT_TRUE(within_edits("x" + word + "y", "z" + word, 2));
  EXPECT_FALSE(within_edits("x" + word + "yy", "z" + word, 2));
}

// The textbook's table of distances (Boytsov 2011), of which within_edits is the short way.
int distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = static_cast<int>(i + j);
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

TEST(Edits, AgreeWithTheTableOfDistances) {
  std::mt19937 random(11);
  const auto word = [&] {
    std::string text(random() % 9, 'a');
    for (char& c : text) c = static_cast<char>('a' + random() % 3);
    return text;
  };
  std::size_t within = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::string a = word();
    const std::string b = word();
    for (int edits = 0; edits <= 3; ++edits) {
      ASSERT_EQ(within_edits(a, b, edits), distance(a, b) <= edits) << a << " " << b << " " << edits;
    }
    within += within_edits(a, b, 2) ? 1 : 0;
  }
  EXPECT_GT(within, 1'000U);
}

}  // namespace
}  // namespace tidewaiter::text
