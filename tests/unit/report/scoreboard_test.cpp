#include "report/scoreboard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidewaiter::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Scoreboard board() {
  Scoreboard found;
  found.folder = "world";
  found.seed = "101";
  found.shipments = 1000;
  found.schemes = 4;
  found.results = {"trees"};
  found.notes = {"trees: named by <b>somebody</b>\x1b[2J"};
  found.rows = {{"trees", "average_precision_shipments", "all", "", 0.25, 0.125, 0.5, 10, 1000, ""},
                {"trees", "delay_days", "all", "", std::nullopt, 12.0, std::nullopt, 1, 4, "no median"}};
  found.curves = {{"trees", {{0.5, 1}, {1, 0.25}}}};
  found.told = ToldScheme{"X1", "pass_through", Date(2025, 1, 2), Date(2025, 2, 3), 8, {{}}, 0};
  found.told->steps[0].to = "</script>";
  return found;
}

TEST(Scoreboard, IsATableWithIntervals) {
  const std::string page = scoreboard_page(board(), {120, false});
  EXPECT_THAT(page, HasSubstr("seed 101"));
  EXPECT_THAT(page, HasSubstr("0.2500 [0.1250, 0.5000]"));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));  // whatever a name holds
}

TEST(Scoreboard, ARowSaysWhatIsNotDefined) {
  EXPECT_EQ(score_json(board(), board().rows[1]),
            R"({"seed":"101","scenario":"","result":"trees","measure":"delay_days","by":"all","slice":"","value":null,)"
            R"("low":12,"high":null,"count":1,"of":4,"note":"no median"})");
}

TEST(Scoreboard, ThePageHoldsItsDataAndNoNameEndsIt) {
  const std::string page = scoreboard_html(board());
  EXPECT_THAT(page, HasSubstr("1,000 shipments, 4 schemes"));
  EXPECT_THAT(page, HasSubstr("\"to\":\"\\u003c/script>\""));
  EXPECT_THAT(page, HasSubstr("[[0.5,1],[1,0.25]]"));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
  EXPECT_EQ(page, scoreboard_html(board()));
}

}  // namespace
}  // namespace tidewaiter::report
