#include "world/parameters.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "world/habits.h"

namespace tidewaiter::world {
namespace {

TEST(Parameters, EveryShippedFigureHasASource) {
  const auto parameters = Parameters::load(shipped_parameters(), "baseline");
  ASSERT_TRUE(parameters) << to_string(parameters.error());
  EXPECT_GT(parameters->figures().size(), 60U);
  for (const Figure& figure : parameters->figures()) EXPECT_FALSE(figure.source.empty()) << figure.path;
  for (const Figure& figure : parameters->figures()) {
    EXPECT_TRUE(figure.source == "assumed" || !figure.confidence.empty())
        << figure.path << " has a source and no confidence";
  }
  EXPECT_GE(parameters->countries().size(), 40U);
}

TEST(Parameters, ASpanHasTwoEnds) {
  const auto parameters = Parameters::load(shipped_parameters(), "baseline");
  ASSERT_TRUE(parameters) << to_string(parameters.error());
  const Habits habits = Habits::of(*parameters);
  EXPECT_EQ(habits.time_late.least, (*parameters)("time.late"));
  EXPECT_EQ(habits.time_late.most, parameters->most("time.late"));
  EXPECT_LT(habits.time_late.least, habits.time_late.most);
  EXPECT_THROW(static_cast<void>(parameters->most("lots.small_median")), std::logic_error);
}

TEST(Parameters, AScenarioLaysFiguresOver) {
  const auto base = Parameters::load(shipped_parameters(), "baseline");
  const auto phantom = Parameters::load(shipped_parameters(), "phantom-centres");
  ASSERT_TRUE(base && phantom);
  EXPECT_GT((*phantom)("schemes.phantom_data_centre"), (*base)("schemes.phantom_data_centre"));
  EXPECT_EQ((*phantom)("lots.small_median"), (*base)("lots.small_median"));
}

TEST(Parameters, MistakesAreToldWithTheirPlace) {
  const auto none = Parameters::load(shipped_parameters(), "nowhere");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::usage);
  EXPECT_NE(none.error().hint.find("phantom-centres"), std::string::npos);
  const auto turned =
      Parameters::load({{"x.toml", "[time]\nlate = { value = 5, most = 4, source = \"assumed\" }\n"}}, "baseline");
  ASSERT_FALSE(turned);
  EXPECT_EQ(turned.error().where, "x.toml:2:1");
  const auto bare = Parameters::load({{"x.toml", "[demand]\nrate = 3\n"}}, "baseline");
  ASSERT_FALSE(bare);
  EXPECT_EQ(bare.error().where, "x.toml:2:1");
}

TEST(Parameters, RoadsJoinCountriesOfTheWorldBothWays) {
  const auto parameters = Parameters::load(shipped_parameters(), "baseline");
  ASSERT_TRUE(parameters);
  ASSERT_FALSE(parameters->roads().empty());
  const auto [one, other] = parameters->roads().front();
  EXPECT_TRUE(parameters->road_between(one, other) && parameters->road_between(other, one));
  EXPECT_FALSE(parameters->road_between(one, one));
  const auto bad = Parameters::load({{"x.toml", "[roads]\npairs = [[\"US\", \"CA\"]]\n"}}, "baseline");
  ASSERT_FALSE(bad);  // no country has been read
  EXPECT_EQ(bad.error().where.substr(0, 8), "x.toml:2");
}

// What stays in a region goes over no other.
TEST(Parameters, WaysWithinARegionStayInIt) {
  const auto parameters = Parameters::load(shipped_parameters(), "baseline");
  ASSERT_TRUE(parameters) << to_string(parameters.error());
  const Routes& routes = parameters->routes();
  const std::size_t count = parameters->countries().size();
  std::size_t with_hubs = 0;
  for (std::size_t one = 0; one < count; ++one) {
    for (std::size_t other = 0; other < count; ++other) {
      for (const Way way : {Way::air, Way::sea}) {
        EXPECT_EQ(routes.hubs(way, one, other).size(), routes.hubs(way, other, one).size());
        const std::uint16_t hub = routes.over(way, one, other, 0.999, 99);
        EXPECT_TRUE(hub == 99 || (hub != one && hub != other));
        with_hubs += hub == 99 ? 0 : 1;
        if (routes.region(one) != routes.region(other)) continue;
        for (const Hub& each : routes.hubs(way, one, other)) EXPECT_EQ(routes.region(each.country), routes.region(one));
      }
    }
  }
  EXPECT_GT(with_hubs, count);
}

TEST(Parameters, MistakesInRoutesAreToldWithTheirPlace) {
  const std::string countries =
      "[countries]\nfabs = \"AT\"\nrows = [[\"AT\", 1, 1, \"AG\", \"EUR\", \"+43\"], [\"DE\", 1, 1, \"AG\", \"EUR\", "
      "\"+49\"]]\n"
      "[routes]\nlandlocked = [\"AT\"]\n";
  const std::string regions = "[routes.regions]\neurope = [\"AT\", \"DE\"]\n";
  const auto place_of_mistake = [&](const std::string& text) {
    const auto bad = Parameters::load({{"x.toml", countries + text}}, "baseline");
    return bad ? std::string("none") : bad.error().where.substr(0, 8);
  };
  EXPECT_EQ(place_of_mistake("air = [[\"europe\", \"europe\", \"DE\", 0]]\nsea = []\n" + regions), "x.toml:6");
  EXPECT_EQ(
      place_of_mistake("air = [[\"europe\", \"europe\"]]\nsea = [[\"europe\", \"europe\", \"AT\", 1]]\n" + regions),
      "x.toml:7");
  EXPECT_EQ(place_of_mistake("air = []\nsea = []\n" + regions), "x.toml:4");
  EXPECT_EQ(place_of_mistake("air = []\nsea = []\n[routes.regions]\neurope = [\"AT\"]\n").substr(0, 7), "x.toml:");
}

}  // namespace
}  // namespace tidewaiter::world
