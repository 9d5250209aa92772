// The generator keeps its promises: strata, edges, facts left out, and the same case for the same number.
#include "oracle/cases.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "oracle/decision_table.h"

namespace tidewaiter::oracle {
namespace {

constexpr std::size_t kAll = 100'000;

TEST(Cases, EveryRowAndWindowHasThreeHundredOfAHundredThousand) {
  EXPECT_GE(kAll / (case_rows().size() * windows().size()), 300U);
  for (std::size_t i = 1; i < windows().size(); ++i) EXPECT_EQ(windows()[i].first, windows()[i - 1].last + 1);
}

TEST(Cases, HalfAtAnEdgeAndAFifthWithFactsLeftOut) {
  std::size_t at_edge = 0;
  std::size_t sparse = 0;
  constexpr std::size_t kCount = 10'000;
  for (std::size_t i = 0; i < kCount; ++i) {
    const Case made = make_case(1, i);
    at_edge += made.at_edge ? 1 : 0;
    sparse += made.sparse ? 1 : 0;
    EXPECT_EQ(window_of(made.facts.as_of), made.window) << i;
  }
  EXPECT_NEAR(static_cast<double>(at_edge), kCount / 2.0, kCount / 50.0);
  EXPECT_NEAR(static_cast<double>(sparse), kCount / 5.0, kCount / 50.0);
}

TEST(Cases, SomeRowFiresOrStaysOpenAlways) {
  std::map<std::string, std::size_t> fired;
  for (std::size_t i = 0; i < 20'000; ++i) {
    const Case made = make_case(2, i);
    const Answer answer = decide(made.facts, Footing::enforced);
    EXPECT_FALSE(answer.rows.empty() && answer.open.empty()) << i;
    for (const std::string& row : answer.rows) ++fired[row];
  }
  for (const std::string_view row : case_rows()) {
    if (row != "letters") {
      EXPECT_GT(fired["row " + std::string(row)], 50U) << row;
    }
  }
  for (const char* letter : {"letter W1", "letter 2023-08", "letter W7"}) EXPECT_GT(fired[letter], 25U) << letter;
}

TEST(Cases, SameNumberSameCase) {
  const Case a = make_case(7, 123);
  const Case b = make_case(7, 123);
  EXPECT_EQ(a.facts.as_of, b.facts.as_of);
  EXPECT_EQ(std::get<Country>(a.facts[LineFact::destination]), std::get<Country>(b.facts[LineFact::destination]));
  EXPECT_EQ(a.facts.parties.size(), b.facts.parties.size());
}

}  // namespace
}  // namespace tidewaiter::oracle
