// The whole US lists, where they are there (they are not part of the repository).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "lists/status.h"
#include "support.h"

namespace tidewaiter::lists {
namespace {

#define SKIP_WITHOUT(path) \
  if ((path).empty()) GTEST_SKIP() << "the real lists are not here: set TIDEWAITER_TEST_DATA to their folder"

TEST(RealLists, EveryEntryAndAliasOfTheConsolidatedListComesOut) {
  const auto consolidated = real("consolidated-2026-07-31.json");
  SKIP_WITHOUT(consolidated);
  const auto result = import({consolidated});
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(result->entries.size(), 25'921U);
  std::size_t aliases = 0;
  std::map<std::string, std::size_t> counts;
  for (const ListEntry& entry : result->entries) {
    aliases += entry.aliases.size();
    ++counts[entry.list];
  }
  EXPECT_EQ(aliases, 31'253U);
  EXPECT_THAT(counts,
              testing::ElementsAre(testing::Pair("CAP", 1), testing::Pair("CMIC", 68), testing::Pair("DPL", 1596),
                                   testing::Pair("DTC", 787), testing::Pair("EL", 3420), testing::Pair("ISN", 161),
                                   testing::Pair("MBS", 51), testing::Pair("MEU", 70), testing::Pair("PLC", 78),
                                   testing::Pair("SDN", 19181), testing::Pair("SSI", 286), testing::Pair("UVL", 222)));
  EXPECT_TRUE(result->notes.empty()) << result->notes.front().message;
  EXPECT_EQ(result->sources.front().date, Date(2026, 7, 31));
}

TEST(RealLists, TheDatesOfDenialOrdersDecide) {
  const auto text = real("dpl.txt");
  SKIP_WITHOUT(text);
  const auto result = import({text});
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(result->sources.front().entries, 581U);  // rows; the rows of one order are one entry
  for (const ImportNote& note : result->notes) EXPECT_FALSE(note.lost) << note.where << ": " << note.message;
}

TEST(RealLists, BothTogether) {
  const auto consolidated = real("consolidated-2026-07-31.json");
  const auto text = real("dpl.txt");
  SKIP_WITHOUT(consolidated);
  SKIP_WITHOUT(text);
  const auto result = import({consolidated, text});
  ASSERT_TRUE(result) << to_string(result.error());
  const auto alone = import({text});
  ASSERT_TRUE(alone);
  const auto other = import({text, consolidated});
  ASSERT_TRUE(other);
  EXPECT_TRUE(compiled(*result) == compiled(*other)) << "the order of the files makes no difference";
}

}  // namespace
}  // namespace tidewaiter::lists
