#include "match/marked.h"

#include <gtest/gtest.h>

namespace tidewaiter::match {
namespace {

void expect_marked(const char* query, const char* entry, const char* query_marked, const char* entry_marked) {
  const Marked both = marked(query, entry);
  EXPECT_EQ(both.query, query_marked);
  EXPECT_EQ(both.entry, entry_marked);
}

TEST(Marked, ShowsWhereTwoSpellingsDiffer) {
  expect_marked("elektronics", "electronics", "ele[k]tronics", "ele[c]tronics");
  expect_marked("zen da", "zenda", "zen[ ]da", "zenda");
  expect_marked("zenda", "zendaa", "zenda", "zenda[a]");
  expect_marked("intl", "international", "intl", "int[ernationa]l");
}

TEST(Marked, LeavesEqualAndUnlikeTextsAlone) {
  expect_marked("zenda", "zenda", "zenda", "zenda");
  expect_marked("abc", "xyz", "abc", "xyz");
  expect_marked("", "zenda", "", "zenda");
}

}  // namespace
}  // namespace tidewaiter::match
