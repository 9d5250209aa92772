// Every item of the catalogue to every kind of destination, for every kind of headquarters, by every movement, on every
// day on which the law turns: no cell without a row, the rules and the decision table agree, and where rows differ it
// is said which one wins.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>

#include "oracle/cases.h"
#include "oracle/catalog_facts.h"
#include "oracle/decision_table.h"
#include "regime/shipped.h"
#include "rounds.h"

namespace tidewaiter::oracle {
namespace {

// One of every kind: D:5 with and without a change, Macau, Russia, embargo, D:1, D:4, the UAE, A:6 of D:4, A:6, A:5,
// none.
constexpr std::array<std::string_view, 15> kDestinations{"CN", "HK", "MO", "RU", "IR", "ZW", "KH", "NI",
                                                         "VN", "SA", "AE", "IL", "SG", "MY", "US"};
constexpr std::array<std::string_view, 5> kHeadquarters{"CN", "MO", "KH", "DE", ""};  // the last: nobody stated it
constexpr std::array<Way, 3> kWays{{{"export", true}, {"reexport", false}, {"transfer_in_country", false}}};

std::vector<Date> days() {
  std::vector<Date> days;
  for (const Window& window : windows()) {
    days.push_back(window.first);
    days.insert(days.end(), window.turns.begin(), window.turns.end());
  }
  return days;
}

// A row that a rule stands for, beside its result: "6 denial", "10 notify".
std::string name_of(std::uint32_t number) {
  const rules::Rule& rule = shipped_law().rule(number);
  const std::string_view policy = to_string(rule.result.policy);
  const std::string_view words = policy.empty() ? to_string(rule.result.determination) : policy;
  return fmt::format("{} ({})", rule.row, words);
}

using Wins = std::map<std::pair<std::string, std::string>, std::size_t>;  // winner, loser

void count_wins(const LineDetermination& line, Wins& wins) {
  if (!line.deciding) return;
  const std::string winner = name_of(*line.deciding);
  std::set<std::string> losers;
  for (const std::uint32_t rule : line.fired) losers.insert(name_of(rule));
  losers.erase(winner);
  for (const std::string& loser : losers) ++wins[{winner, loser}];
}

TEST(Grid, EveryCellHasARowAndTheRulesAndTheTableAgree) {
  const auto& items = catalog::shipped_catalog().items();
  const bool whole = rounds(1) > 1;  // else one cell in twenty, by a fixed seed
  std::mt19937_64 chance(20261125);
  Wins wins;
  std::map<std::string, std::size_t> results;
  std::size_t cells = 0;
  std::size_t asked = 0;
  std::size_t wrong = 0;
  for (const Date day : days()) {
    for (const catalog::CatalogItem& item : items) {
      for (const std::string_view to : kDestinations) {
        for (const std::string_view headquarters : kHeadquarters) {
          for (const Way& way : kWays) {
            ++cells;
            if (!whole && chance() % 20 != 0) continue;
            ++asked;
            const Facts facts = cell(item, day, to, headquarters, way);
            const auto got = shipped_law().determine(facts, rules::Basis::practice);
            const Answer want = decide(facts, Footing::enforced);
            const bool rows = !want.rows.empty() || !want.open.empty();
            const bool agreed = got && rows && (!got->fired.empty() || !got->open.empty()) &&
                                got->determination == want.determination &&
                                to_string(got->policy) == to_string(want.policy);
            if (agreed) {
              count_wins(*got, wins);
              ++results[std::string(to_string(got->determination))];
              continue;
            }
            ADD_FAILURE() << fmt::format("{} to {}, headquarters {}, {} on {}: rules {} {}, table {} {} ({}; open {})",
                                         item.name, to, headquarters.empty() ? "unknown" : headquarters, way.movement,
                                         day.to_string(), got ? to_string(got->determination) : got.error().message,
                                         got ? to_string(got->policy) : "", to_string(want.determination),
                                         to_string(want.policy), fmt::join(want.rows, ", "),
                                         fmt::join(want.open, ", "));
            ASSERT_LT(++wrong, 20U) << "and more";
          }
        }
      }
    }
  }
  fmt::print("{} cells, {} asked, every one with a row\n", cells, asked);
  for (const auto& [result, count] : results) fmt::print("{:10} {}\n", count, result);
  if (whole) {
    fmt::print("which row wins over which, and in how many cells\n");
    for (const auto& [rows, count] : wins) fmt::print("{:10} {} over {}\n", count, rows.first, rows.second);
  }
  EXPECT_GT(cells, 250'000U);
}

}  // namespace
}  // namespace tidewaiter::oracle
