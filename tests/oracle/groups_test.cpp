// The country groups of regimes/places against those of the second opinion, which come from the machine copy of the
// regulation by a script of their own: every country, on the days around every change.
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string_view>

#include "oracle/country_groups.h"
#include "oracle/reading.h"
#include "regime/shipped.h"

namespace tidewaiter::oracle {
namespace {

bool snapshot(Country country, std::string_view group) {
  for (const CountryGroups& groups : kCountryGroups) {
    if (groups.code != country.code()) continue;
    if (group == "D:1") return groups.d1;
    if (group == "D:4") return groups.d4;
    if (group == "D:5") return groups.d5;
    if (group == "A:5") return groups.a5;
    if (group == "A:6") return groups.a6;
    if (group == "E:1") return groups.e1;
    return groups.e2;
  }
  return false;
}

constexpr std::array<std::string_view, 7> kGroups{"D:1", "D:4", "D:5", "A:5", "A:6", "E:1", "E:2"};

TEST(Groups, SnapshotOfTheRegulation) {
  const Places& places = shipped_places();
  std::size_t members = 0;
  for (const Country country : places.countries()) {
    for (const std::string_view group : kGroups) {
      const Truth got = places.in_group(country, group, Date(2026, 7, 23));
      EXPECT_EQ(got, truth(snapshot(places.counts_as(country), group))) << country.code() << " in " << group;
      members += got == Truth::yes ? 1 : 0;
    }
  }
  EXPECT_GT(members, 140U);
  for (const CountryGroups& groups : kCountryGroups) EXPECT_FALSE(places.name(Country(groups.code)).empty());
}

TEST(Groups, ChangesKnown) {
  const Places& places = shipped_places();
  for (const Date day :
       {Date(2021, 12, 8), Date(2021, 12, 9), Date(2024, 3, 14), Date(2024, 3, 15), Date(2025, 11, 6),
        Date(2025, 11, 7), Date(2026, 3, 25), Date(2026, 3, 26), Date(2026, 7, 22), Date(2027, 1, 1)}) {
    for (const Country country : places.countries()) {
      const Country counted = places.counts_as(country);
      EXPECT_EQ(places.in_group(country, "D:5", day), truth(d5(counted, day))) << country.code() << day.to_string();
      // Open points of law, where the rules name the country: Nicaragua in D:1 before D:5, the UAE until the snapshot.
      if (counted.code() == "NI" || counted.code() == "AE") continue;
      const Truth d14 = any_of({places.in_group(country, "D:1", day), places.in_group(country, "D:4", day)});
      EXPECT_EQ(d14, truth(d1_or_d4(counted, day))) << country.code() << day.to_string();
    }
  }
  const Country emirates("AE");
  EXPECT_EQ(places.in_group(emirates, "D:4", Date(2026, 3, 25)), Truth::yes);
  EXPECT_EQ(places.in_group(emirates, "A:5", Date(2026, 3, 25)), Truth::no);
  EXPECT_EQ(places.in_group(emirates, "A:5", Date(2026, 3, 26)), Truth::unknown);
}

}  // namespace
}  // namespace tidewaiter::oracle
