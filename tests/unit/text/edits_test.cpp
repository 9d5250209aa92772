#include "text/edits.h"

#include <gtest/gtest.h>

#include <string>

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

}  // namespace
}  // namespace tidewaiter::text
