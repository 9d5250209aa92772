#include "report/scoreboard.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "report/text.h"

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
  found.notes = {{"trees", "named by <b>somebody</b>\x1b[2J", 2, 9}};
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
  EXPECT_THAT(page, HasSubstr(".2500 [.1250, .5000]"));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));  // whatever a name holds
}

std::vector<std::string> lines_of(const std::string& page) {
  std::vector<std::string> lines;
  std::istringstream in(page);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Two results, one with a long name, and every measure at its widest.
Scoreboard wide_board() {
  Scoreboard found;
  found.folder = "world";
  found.seed = "101";
  found.results = {"decisions", "trees of three worlds, trained on amounts", "baseline: best column", "balances"};
  for (const std::string& result : found.results) {
    for (const std::string_view by : {"all", "scheme"}) {
      const std::string slice = by == "all" ? "" : "phantom_data_centre";
      for (const ScoreMeasure& measure : score_measures()) {
        const bool of_balances = measure.name.starts_with("c") || measure.name.ends_with("_width");
        if (of_balances != (result == "balances")) continue;
        const bool is_amount = measure.name.starts_with("chips") || measure.name.ends_with("_width");
        found.rows.push_back({result, std::string(measure.name), std::string(by), slice, is_amount ? 12345 : 0.98765,
                              0.12345, 0.99123, 90, 12345, ""});
      }
    }
  }
  found.rows.back().note = "too few for an interval; schemes: 3";
  return found;
}

TEST(Scoreboard, FitsEightyColumnsAndCutsNoName) {
  for (const std::size_t width : {80U, 200U}) {
    const std::string page = scoreboard_page(wide_board(), {width, false});
    for (const std::string& line : lines_of(page)) EXPECT_LE(display_width(line), width) << line;
    EXPECT_THAT(page, Not(HasSubstr("…")));
    EXPECT_THAT(page, HasSubstr("phantom data"));
    EXPECT_THAT(page, HasSubstr("trained on"));
  }
  EXPECT_THAT(scoreboard_page(wide_board(), {200, false}),
              HasSubstr("By kind of scheme: trees of three worlds, trained on amounts "));
  // What the table of a part shows is average precision, too, and not precision.
  const std::string page = scoreboard_page(wide_board(), {200, false});
  EXPECT_THAT(page.substr(page.find("By kind of scheme")), HasSubstr("schemes  avg. precision [95 %]"));
}

TEST(Scoreboard, SaysWhereThereAreTooFewForAnInterval) {
  Scoreboard few = board();
  few.rows[0].low = few.rows[0].high = std::nullopt;
  few.rows[0].note = "too few for an interval; schemes: 4";
  EXPECT_THAT(scoreboard_page(few, {80, false}), HasSubstr(".2500 [too few]"));
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
