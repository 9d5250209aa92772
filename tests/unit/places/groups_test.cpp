// Country groups as of a day: the snapshot of 2026-07-23 and the changes known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shipped.h"

namespace tidewaiter {
namespace {

Membership at(std::string_view code, std::string_view group, Date date) {
  return shipped_places().membership(Country(code), group, date);
}
Truth in(std::string_view code, std::string_view group, Date date) { return at(code, group, date).member; }

constexpr Date kSnapshot(2026, 7, 23);

TEST(CountryGroups, TheSnapshot) {
  const std::pair<const char*, const char*> members[] = {
      {"CN", "D:5"}, {"RU", "D:1"}, {"VN", "D:1"}, {"KZ", "D:1"}, {"SA", "D:4"}, {"MO", "D:4"},
      {"SG", "A:6"}, {"TW", "A:6"}, {"AE", "A:5"}, {"IN", "A:5"}, {"KR", "A:1"}, {"IR", "E:1"},
      {"CU", "E:2"}, {"CD", "D:5"}, {"CI", "B"},   {"SX", "B"},   {"NI", "D:1"}};
  for (const auto& [code, group] : members) EXPECT_EQ(in(code, group, kSnapshot), Truth::yes) << code << " " << group;
  const std::pair<const char*, const char*> strangers[] = {{"MO", "D:5"}, {"AE", "D:4"}, {"MY", "D:1"}, {"MY", "D:4"},
                                                           {"TH", "D:4"}, {"KH", "D:5"}, {"SG", "D:1"}, {"CU", "E:1"}};
  for (const auto& [code, group] : strangers) EXPECT_EQ(in(code, group, kSnapshot), Truth::no) << code << " " << group;
  EXPECT_EQ(at("CN", "D:5", kSnapshot).confidence, Confidence::primary);
  EXPECT_EQ(at("MY", "D:5", kSnapshot + 30).confidence, Confidence::primary);
}

TEST(CountryGroups, BeforeTheSnapshotMembershipCountsUnverified) {
  const Membership china = at("CN", "D:5", Date(2024, 5, 1));
  EXPECT_EQ(china.member, Truth::yes);
  EXPECT_EQ(china.confidence, Confidence::unverified);
  EXPECT_THAT(china.source, testing::HasSubstr("Supplement No. 1"));
  EXPECT_EQ(at("MY", "D:1", kSnapshot + -1).confidence, Confidence::unverified);
}

TEST(CountryGroups, HongKongCountsAsChinaAndMacauDoesNot) {
  EXPECT_EQ(in("HK", "D:5", kSnapshot), Truth::yes);
  EXPECT_EQ(at("HK", "D:5", kSnapshot).confidence, Confidence::primary);
  EXPECT_EQ(in("HK", "D:1", Date(2023, 11, 17)), Truth::yes);
  EXPECT_EQ(in("MO", "D:5", Date(2023, 11, 17)), Truth::no);
}

TEST(CountryGroups, ATerritoryIsNoSurerThanItsStanding) {
  EXPECT_EQ(in("KY", "A:5", kSnapshot), Truth::yes);
  EXPECT_EQ(at("KY", "A:5", kSnapshot).confidence, Confidence::unverified);
  EXPECT_THAT(at("KY", "A:5", kSnapshot).source, testing::HasSubstr("738.3"));
}

TEST(CountryGroups, CambodiaInTheArmsEmbargoes) {
  EXPECT_EQ(in("KH", "D:5", Date(2021, 12, 8)), Truth::no);
  EXPECT_EQ(in("KH", "D:5", Date(2021, 12, 9)), Truth::yes);
  EXPECT_EQ(in("KH", "D:5", Date(2025, 11, 6)), Truth::yes);
  EXPECT_EQ(at("KH", "D:5", Date(2025, 11, 6)).confidence, Confidence::secondary);
  EXPECT_EQ(in("KH", "D:5", Date(2025, 11, 7)), Truth::no);
  EXPECT_EQ(in("KH", "D:1", Date(2025, 11, 7)), Truth::yes);
}

TEST(CountryGroups, NicaraguaBefore2024) {
  EXPECT_EQ(in("NI", "D:5", Date(2024, 3, 14)), Truth::no);
  EXPECT_EQ(in("NI", "D:5", Date(2024, 3, 15)), Truth::yes);
  EXPECT_EQ(in("NI", "D:1", Date(2024, 3, 14)), Truth::unknown);
  EXPECT_EQ(in("NI", "D:1", Date(2024, 3, 15)), Truth::yes);
}

TEST(CountryGroups, TheEmiratesMove) {
  EXPECT_EQ(in("AE", "D:4", Date(2023, 11, 17)), Truth::yes);
  EXPECT_EQ(in("AE", "A:5", Date(2023, 11, 17)), Truth::no);
  EXPECT_EQ(at("AE", "D:4", Date(2025, 12, 31)).confidence, Confidence::unverified);
  EXPECT_EQ(at("AE", "D:4", Date(2026, 3, 25)).confidence, Confidence::inferred);
  EXPECT_EQ(in("AE", "D:4", Date(2026, 3, 26)), Truth::unknown);
  EXPECT_EQ(in("AE", "A:5", Date(2026, 7, 22)), Truth::unknown);
  EXPECT_EQ(in("AE", "A:5", Date(2026, 7, 23)), Truth::yes);
  EXPECT_EQ(in("AE", "D:4", Date(2026, 7, 23)), Truth::no);
}

TEST(CountryGroups, AnUnknownCountryIsUnknown) {
  EXPECT_EQ(shipped_places().in_group(Country(), "D:5", kSnapshot), Truth::unknown);
}

TEST(CountryGroups, GroupsKnown) {
  EXPECT_THAT(shipped_places().known_groups(), testing::ElementsAre("A:1", "A:2", "A:3", "A:4", "A:5", "A:6", "B",
                                                                    "D:1", "D:2", "D:3", "D:4", "D:5", "E:1", "E:2"));
  EXPECT_TRUE(shipped_places().is_known_group("D:5"));
  EXPECT_FALSE(shipped_places().is_known_group("D:6"));
  EXPECT_EQ(shipped_places().group_title("D:5"), "U.S. arms-embargoed countries");
}

TEST(CountryGroups, NothingChangesBetweenTwoDatesOfChange) {
  const std::vector<Date>& dates = shipped_places().change_dates();
  ASSERT_TRUE(std::ranges::is_sorted(dates));
  EXPECT_THAT(dates, testing::IsSupersetOf({Date(2021, 12, 9), Date(2024, 3, 15), Date(2025, 11, 7), Date(2026, 1, 1),
                                            Date(2026, 3, 26), Date(2026, 7, 23)}));
  for (Date day(2021, 1, 1); day < Date(2026, 12, 31); day = day + 1) {
    if (std::ranges::binary_search(dates, day)) continue;
    for (const char* code : {"CN", "AE", "KH", "NI", "MO", "KY"}) {
      for (const std::string_view group : shipped_places().known_groups()) {
        const Membership before = at(code, group, day + -1);
        const Membership now = at(code, group, day);
        ASSERT_TRUE(before.member == now.member && before.confidence == now.confidence && before.source == now.source)
            << code << " " << group << " " << day.to_string();
      }
    }
  }
}

// Mistakes in the data are errors with their place.
std::string error_of(std::string text) {
  const SourceText source{"mine.toml", std::move(text)};
  const auto loaded = Places::load(std::span(&source, 1));
  return loaded ? std::string("loaded") : to_string(loaded.error());
}

constexpr const char* kLand = R"([[country]]
code = "AA"
alpha3 = "AAA"
name = "Aland"
[[country]]
code = "BB"
alpha3 = "BBB"
name = "Beland"
[[group]]
name = "G"
title = "some"
as_of = 2026-01-01
source = "here"
confidence = "M"
before_confidence = "U"
members = ["AA"]
)";

TEST(PlacesData, MistakesAreErrorsWithTheirPlace) {
  EXPECT_EQ(error_of(kLand), "loaded");
  EXPECT_THAT(error_of("[[country]]\ncode = \"AA\"\n"), testing::HasSubstr("mine.toml:1:1"));
  EXPECT_THAT(error_of("[[land]]\n"), testing::HasSubstr("no key \"land\""));
  EXPECT_THAT(error_of(std::string(kLand) + "[[country]]\ncode = \"CC\"\nalpha3 = \"CCC\"\nname = \"Aland\"\n"),
              testing::HasSubstr("already written for AA"));
  EXPECT_THAT(error_of(std::string(kLand) + "[[country]]\ncode = \"c\"\nalpha3 = \"CCC\"\nname = \"Celand\"\n"),
              testing::HasSubstr("two letters"));
  EXPECT_THAT(error_of(std::string(kLand) + "[[country]]\ncode = \"AA\"\nalpha3 = \"CCC\"\nname = \"Celand\"\n"),
              testing::HasSubstr("the code AA is there twice"));
  EXPECT_THAT(error_of(std::string(kLand) + "[[country]]\ncode = \"CC\"\nalpha3 = \"CCC\"\nname = \"Aa\"\n"),
              testing::HasSubstr("already written for AA"));
  EXPECT_THAT(error_of(std::string(kLand) + "[[change]]\ncountry = \"AA\"\ngroup = \"H\"\nmember = \"yes\"\n"),
              testing::HasSubstr("no group \"H\""));
  EXPECT_THAT(error_of(std::string(kLand) + "[[change]]\ncountry = \"ZZ\"\ngroup = \"G\"\nmember = \"yes\"\n"),
              testing::HasSubstr("no country \"ZZ\""));
  const std::string change =
      "[[change]]\ncountry = \"BB\"\ngroup = \"G\"\nto = 2025-01-01\nmember = \"yes\"\nsource = \"x\"\nconfidence = "
      "\"S\"\n";
  EXPECT_EQ(error_of(kLand + change), "loaded");
  EXPECT_THAT(error_of(kLand + change + change), testing::HasSubstr("same country, group and days"));
}

}  // namespace
}  // namespace tidewaiter
