// Several files: snapshots of one form, and forms over each other.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "support.h"

namespace tidewaiter::lists {
namespace {

using testing::HasSubstr;

TEST(Sources, TheSameNameOnTheSameListIsOneEntryThatCitesBoth) {
  const ImportResult result = read({invented("consolidated-2026-01-31.json"), invented("denied.txt")});
  const ListEntry& lawford = one(result, "IMRE LAWFORD");
  EXPECT_EQ(lawford.source, "denied.txt (2026-01-21); consolidated-2026-01-31.json (2026-01-31)");
  EXPECT_EQ(lawford.to, Date(2056, 6, 29)) << "the dates of the text decide";
  EXPECT_EQ(lawford.addresses[0].country, Country("US")) << "the text leaves the country out";
  EXPECT_EQ(lawford.addresses.size(), 1U);
  EXPECT_EQ(lawford.url, "https://example.org/dpl");
  std::size_t orders = 0;
  for (const ListEntry& entry : result.entries) {
    if (entry.name.starts_with("BLUE")) {
      ++orders;
      EXPECT_THAT(entry.source, HasSubstr("consolidated"));
    }
  }
  EXPECT_EQ(orders, 2U);
}

TEST(Sources, ADeniedPersonWithoutARowInTheTextCountsWithoutAnEnd) {
  const ImportResult result = read({invented("consolidated-2026-01-31.json"), invented("denied.txt")});
  const ListEntry& kite = one(result, "PAPER KITE ELECTRONICS");
  EXPECT_EQ(kite.to_basis, DateBasis::none);
  EXPECT_EQ(kite.from, Date(2023, 1, 1)) << "the year of its citation is all that is known";
  EXPECT_EQ(kite.from_basis, DateBasis::year);
}

TEST(Sources, AHouseRowOnAnOfficialListFillsButDoesNotDecide) {
  const ImportResult result = read({invented("consolidated-2026-01-31.json"), invented("house.csv")});
  const auto herons = named(result, "Grey Heron Trading");
  ASSERT_EQ(herons.size(), 2U) << "the two rows of the consolidated list stay apart";
  for (const ListEntry* heron : herons) {
    EXPECT_THAT(heron->aliases, testing::ElementsAre("Grey Heron FZE"));
    EXPECT_EQ(heron->addresses.size(), 1U) << "whose address it is among two is not known";
    EXPECT_THAT(heron->source, HasSubstr("counsel; house.csv"));
  }
}

TEST(Snapshots, TheLaterSupersedesAndDatesAreInferred) {
  const ImportResult result =
      read({invented("consolidated-2026-02-28.json"), invented("consolidated-2026-01-31.json")});
  const ListEntry& kept = one(result, "Harbour Lantern Microsystems Co., Ltd.");
  EXPECT_EQ(kept.source, "consolidated-2026-02-28.json (2026-02-28)");
  EXPECT_EQ(kept.from_basis, DateBasis::year);
  EXPECT_EQ(kept.to_basis, DateBasis::none);
  const ListEntry& gone = one(result, "NORTH QUAY SHIPPING");
  EXPECT_EQ(gone.to, Date(2026, 2, 27)) << "the day before the snapshot that does not hold it";
  EXPECT_EQ(gone.to_basis, DateBasis::inferred);
  EXPECT_EQ(gone.source, "consolidated-2026-01-31.json (2026-01-31)");
  const ListEntry& fresh = one(result, "NEW ARRIVAL LLC");
  EXPECT_EQ(fresh.from, Date(2026, 2, 28));
  EXPECT_EQ(fresh.from_basis, DateBasis::inferred);
  const ListEntry& cited = one(result, "Tin Whistle Semiconductor");
  EXPECT_EQ(cited.from, Date(2026, 2, 28)) << "first seen is closer than the year of the citation";
  EXPECT_EQ(cited.from_basis, DateBasis::inferred);
  EXPECT_EQ(named(result, "Grey Heron Trading").size(), 2U);
}

TEST(Snapshots, AnEntryThatComesBackHasTwoSpans) {
  const Folder folder;
  const auto list = [&](const char* name, const char* party) {
    return folder.write(
        name,
        std::string(R"({"results":[{"source":"Unverified List (UVL) - Bureau of Industry and Security","name":")") +
            party + "\"}]}");
  };
  const ImportResult result =
      read({list("l-2025-01-01.json", "Returning Works"), list("l-2025-02-01.json", "Other Works"),
            list("l-2025-03-01.json", "RETURNING works")});
  ASSERT_EQ(result.entries.size(), 3U);
  const ListEntry& first = one(result, "Returning Works");
  EXPECT_EQ(first.from_basis, DateBasis::none);
  EXPECT_EQ(first.to, Date(2025, 1, 31));
  const ListEntry& second = one(result, "RETURNING works");
  EXPECT_EQ(second.from, Date(2025, 3, 1));
  EXPECT_EQ(second.to_basis, DateBasis::none);
  const ListEntry& other = one(result, "Other Works");
  EXPECT_EQ(other.from, Date(2025, 2, 1));
  EXPECT_EQ(other.to, Date(2025, 2, 28));
}

TEST(Snapshots, WithoutAnOrderInTimeIsAnError) {
  const Folder folder;
  const std::string content = read_file(invented("consolidated-2026-01-31.json")).value();
  const auto undated = folder.write("a.json", content);
  auto result = import({undated, invented("consolidated-2026-02-28.json")});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::usage);
  const auto same_day = folder.write("b-2026-02-28.json", content);
  result = import({same_day, invented("consolidated-2026-02-28.json")});
  ASSERT_FALSE(result);
  EXPECT_THAT(result.error().message, HasSubstr("of one day"));
}

TEST(Snapshots, TheSameFileTwiceIsReadOnce) {
  const ImportResult once = read({invented("consolidated-2026-01-31.json")});
  const ImportResult twice = read({invented("consolidated-2026-01-31.json"), invented("consolidated-2026-01-31.json")});
  EXPECT_EQ(twice.entries.size(), once.entries.size());
  EXPECT_EQ(twice.sources.size(), 1U);
  EXPECT_THAT(twice.notes.back().message, HasSubstr("read once"));
}

TEST(Snapshots, HouseListsOfOtherCodesDoNotSupersedeEachOther) {
  const Folder folder;
  const auto a = folder.write("a.csv", "name,list\nFirst Party,ONE\n");
  const auto b = folder.write("b.csv", "name,list\nSecond Party,TWO\n");
  EXPECT_EQ(read({a, b}).entries.size(), 2U);
  const auto c = folder.write("c.csv", "name,list\nThird Party,ONE\n");
  EXPECT_FALSE(import({a, c})) << "two undated files of one house list";
  const auto d = folder.write("d-2025-01-01.csv", "name,list\nFirst Party,ONE\n");
  const auto e = folder.write("e-2025-02-01.csv", "name,list\nThird Party,ONE\n");
  const ImportResult result = read({d, e});
  EXPECT_EQ(one(result, "First Party").to, Date(2025, 1, 31));
  EXPECT_EQ(one(result, "Third Party").from, Date(2025, 2, 1));
}

TEST(Ids, AreUniqueSortedAndTheSameInAnyOrderOfTheFiles) {
  std::vector<std::filesystem::path> files{invented("consolidated-2026-01-31.json"), invented("denied.txt"),
                                           invented("house.csv"), invented("consolidated-2026-02-28.json")};
  const std::string expected = compiled(read(files));
  const ImportResult result = read(files);
  std::set<std::string> ids;
  for (const ListEntry& entry : result.entries) {
    EXPECT_TRUE(ids.insert(entry.id).second) << entry.id;
    EXPECT_TRUE(entry.id.starts_with(entry.list + "-")) << entry.id;
  }
  EXPECT_TRUE(std::ranges::is_sorted(result.entries, {}, [](const ListEntry& entry) { return entry.list; }));
  std::ranges::sort(files);
  do {
    EXPECT_TRUE(compiled(read(files)) == expected);
  } while (std::ranges::next_permutation(files).found);
}

TEST(Ids, DoNotHangOnSpellingOrOnOtherEntries) {
  const Folder folder;
  const auto id_in = [&](const char* name, const std::string& rows) {
    return one(read({folder.write(name, "name,country\n" + rows)}), "Silver Reed").id;
  };
  const std::string id = id_in("a.csv", "Silver Reed,SG\n");
  EXPECT_THAT(id, testing::MatchesRegex("HOUSE-[0-9a-f]{8}"));
  EXPECT_EQ(id_in("b.csv", "Another,DE\nSilver Reed,Singapore\n"), id);
  EXPECT_NE(id_in("c.csv", "Silver Reed,MY\n"), id);
}

}  // namespace
}  // namespace tidewaiter::lists
