// The whole US lists, where they are there (they are not part of the repository).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "lists/forms.h"
#include "support.h"
#include "text/fold.h"

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
  const auto path = real("dpl.txt");
  SKIP_WITHOUT(path);
  const std::string text = read_file(path).value();
  const Reading reading{shipped_catalog(), shipped_places()};
  const auto parsed = read_dpl_text(text, "dpl.txt", reading);
  ASSERT_TRUE(parsed) << to_string(parsed.error());
  ASSERT_EQ(parsed->entries.size(), 581U);
  const Date day(2026, 7, 31);
  std::size_t running = 0;
  std::size_t without_end = 0;
  for (const ListEntry& order : parsed->entries) {
    EXPECT_EQ(order.from_basis, DateBasis::stated) << order.name;
    if (!order.to || day <= *order.to) ++running;
    if (!order.to) ++without_end;
  }
  EXPECT_EQ(running, 278U);
  EXPECT_EQ(without_end, 53U);
  EXPECT_THAT(parsed->notes, testing::SizeIs(1)) << "only that the day is taken from the latest change";
}

TEST(RealLists, BothTogetherLoseNoNameAndHangOnNoOrder) {
  const auto consolidated = real("consolidated-2026-07-31.json");
  const auto text = real("dpl.txt");
  SKIP_WITHOUT(consolidated);
  SKIP_WITHOUT(text);
  const auto result = import({consolidated, text});
  ASSERT_TRUE(result) << to_string(result.error());
  const auto alone = import({consolidated});
  ASSERT_TRUE(alone);
  std::map<std::string, std::set<std::string>> names;
  for (const ListEntry& entry : result->entries) names[entry.list].insert(text::fold(entry.name));
  std::size_t aliases = 0;
  for (const ListEntry& entry : alone->entries) {
    EXPECT_TRUE(names[entry.list].contains(text::fold(entry.name))) << entry.name;
  }
  for (const ListEntry& entry : result->entries) aliases += entry.aliases.size();
  EXPECT_EQ(aliases, 31'253U);
  const auto other = import({text, consolidated});
  ASSERT_TRUE(other);
  EXPECT_TRUE(compiled(*result) == compiled(*other));
}

// What stands between two marks, counted without the reader of XML.
std::size_t count_rows(std::string_view part, std::string_view supplement) {
  const std::size_t begin = part.find(supplement);
  if (begin == std::string_view::npos) return 0;
  part = part.substr(begin, part.find("</DIV9>", begin) - begin);
  part = part.substr(part.find("<TBODY>"));
  part = part.substr(0, part.find("</TBODY>"));
  std::size_t rows = 0;
  for (std::size_t at = part.find("<TR>"); at != std::string_view::npos; at = part.find("<TR>", at + 1)) ++rows;
  return rows;
}

TEST(RealLists, EveryRowOfTheRegulationComesOut) {
  const auto part = real("title-15_part-744_2026-03-25.xml");
  SKIP_WITHOUT(part);
  const std::string text = read_file(part).value();
  const auto result = import({part});
  ASSERT_TRUE(result) << to_string(result.error());
  std::map<std::string, std::size_t> counts;
  std::size_t without_words = 0;
  std::size_t undated = 0;
  std::size_t listed_addresses = 0;
  for (const ListEntry& entry : result->entries) {
    ++counts[entry.list];
    if (entry.list == "EL" && (entry.requirement.empty() || entry.policy.empty())) ++without_words;
    if (entry.from_basis != DateBasis::stated) ++undated;
    if (entry.is_address) ++listed_addresses;
    EXPECT_FALSE(entry.addresses.empty()) << entry.name;
    for (const ListAddress& address : entry.addresses) EXPECT_TRUE(address.country.known()) << entry.name;
  }
  // 3,411 rows of the Entity List name somebody and four go on with a row before; some name several.
  EXPECT_EQ(count_rows(text, "<DIV9 N=\"Supplement No. 4 to"), 3'411U + 4U);
  EXPECT_EQ(count_rows(text, "<DIV9 N=\"Supplement No. 6 to"), 186U);
  EXPECT_EQ(count_rows(text, "<DIV9 N=\"Supplement No. 7 to"), 90U);
  EXPECT_THAT(counts, testing::ElementsAre(testing::Pair("EL", 3'411U + 55U), testing::Pair("MEU", 70U),
                                           testing::Pair("UVL", 186U)));
  EXPECT_EQ(without_words, 0U);
  EXPECT_EQ(listed_addresses, 19U);
  EXPECT_LE(undated, 1U) << "one citation states a day of another year than its volume's";
  for (const ImportNote& note : result->notes) EXPECT_FALSE(note.lost) << note.where << note.message;
}

TEST(RealLists, TheTextAndTheConsolidatedListAgreeOnNearlyEveryEntry) {
  const auto part = real("title-15_part-744_2026-03-25.xml");
  const auto consolidated = real("consolidated-2026-07-31.json");
  SKIP_WITHOUT(part);
  SKIP_WITHOUT(consolidated);
  const auto result = import({consolidated, part});
  ASSERT_TRUE(result) << to_string(result.error());
  std::size_t alone = 0;
  for (const ListEntry& entry : result->entries)
    alone += entry.source.find("not found in") != std::string::npos ? 1U : 0U;
  EXPECT_LE(alone, 40U) << "names that only a person finds to be one, and entries that came between the two days";
  const auto other = import({part, consolidated});
  ASSERT_TRUE(other);
  EXPECT_TRUE(compiled(*result) == compiled(*other)) << "the order of the files makes no difference";
}

TEST(RealLists, NearlyEveryCountryIsRead) {
  const auto consolidated = real("consolidated-2026-07-31.json");
  SKIP_WITHOUT(consolidated);
  const auto result = import({consolidated});
  ASSERT_TRUE(result);
  std::set<std::string> unread;
  for (const ListEntry& entry : result->entries) {
    for (const ListAddress& address : entry.addresses) {
      if (!address.country.known()) unread.insert(address.text);
    }
  }
  // Regions that are no country, codes that were withdrawn, and a place whose embargo no country code shows.
  EXPECT_THAT(unread, testing::UnorderedElementsAre(
                          "AN", "NM", "CRIMEA (OCCUPIED)", "REGION: KAFIA KINGI", "REGION: KASHMIR",
                          "REGION: NORTHERN MALI", "REGION: JAMMU AND KASHMIR", "REGION: NORTHERN GAZA",
                          "REGION: NORTH GAZA", "REGION: COMMONWEALTH OF INDEPENDENT STATES"));
}

}  // namespace
}  // namespace tidewaiter::lists
