#include "world/parameters.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace tidewaiter::world
