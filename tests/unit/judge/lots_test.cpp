// What came of each lot, and the assignment of uses to lots against a slow one that tries them all.
#include "judge/audit/lots.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "judge/audit/assignment.h"
#include "reference.h"
#include "rounds.h"
#include "small_events.h"

namespace tidewaiter::judge::audit {
namespace {

using reference::below;

// Each piece of each use in turn is of a lot that has some left, or of none: the most that are of some.
std::uint32_t most_by_trying_all(std::vector<std::uint32_t> lots, std::vector<std::uint32_t> uses,
                                 const std::vector<std::vector<bool>>& may_be) {
  for (std::size_t use = 0; use < uses.size(); ++use) {
    if (uses[use] == 0) continue;
    --uses[use];
    std::uint32_t most = most_by_trying_all(lots, uses, may_be);
    for (std::size_t lot = 0; lot < lots.size(); ++lot) {
      if (lots[lot] == 0 || !may_be[lot][use]) continue;
      --lots[lot];
      most = std::max(most, 1 + most_by_trying_all(lots, uses, may_be));
      ++lots[lot];
    }
    return most;
  }
  return 0;
}

// Small numbers of pieces, so that everything can be tried. `windows`: the uses of each lot follow each other.
struct Puzzle {
  std::vector<std::uint32_t> lots, uses;
  std::vector<std::vector<bool>> may_be;

  Puzzle(std::mt19937& random, bool windows) : lots(below(random, 4)), uses(below(random, 4)), may_be(lots.size()) {
    for (std::uint32_t& pieces : lots) pieces = below(random, 4);
    for (std::uint32_t& pieces : uses) pieces = below(random, 3);
    for (auto& of_lot : may_be) {
      const std::uint32_t begin = below(random, uses.size() + 1), end = below(random, uses.size() + 1);
      for (std::uint32_t use = 0; use < uses.size(); ++use)
        of_lot.push_back(windows ? begin <= use && use < end : below(random, 3) != 0);
    }
  }
};

TEST(Assignment, LeavesOverWhatTheLotsCannotAccountFor) {
  std::mt19937 random(20250301);
  for (std::size_t round = 0; round < rounds(600); ++round) {
    const Puzzle puzzle(random, round % 2 == 0);
    const auto total = std::accumulate(puzzle.uses.begin(), puzzle.uses.end(), 0U);
    const std::uint32_t left = total - most_by_trying_all(puzzle.lots, puzzle.uses, puzzle.may_be);
    for (std::uint32_t least = 0; least <= total + 1; ++least) {
      EXPECT_EQ(leave_over(puzzle.lots, puzzle.uses, least,
                           [&](std::size_t lot, std::size_t use) { return puzzle.may_be[lot][use]; }),
                left >= least);
    }
  }
  EXPECT_TRUE(leave_over({}, {}, 0, [](std::size_t, std::size_t) { return true; }));
}

// Why Lots asks how much is left over: a lot that may have all uses is needed for just that, as far as its pieces go.
TEST(Assignment, NeedsOfALotThatMayHaveAllUsesWhatTheOthersLeaveOver) {
  std::mt19937 random(20250302);
  for (std::size_t round = 0; round < rounds(300); ++round) {
    Puzzle puzzle(random, round % 2 == 0);
    const auto total = std::accumulate(puzzle.uses.begin(), puzzle.uses.end(), 0U);
    const std::uint32_t without = most_by_trying_all(puzzle.lots, puzzle.uses, puzzle.may_be), own = below(random, 4);
    puzzle.lots.push_back(own);
    puzzle.may_be.emplace_back(puzzle.uses.size(), true);
    EXPECT_EQ(most_by_trying_all(puzzle.lots, puzzle.uses, puzzle.may_be) - without, std::min(own, total - without));
  }
}

constexpr std::string_view kTwoLots =
    "E01,2023-02-14,shipment,P2,P4,H100 SXM5,8,,,{},S01,\n"
    "E02,2023-02-20,shipment,P2,P4,H100 SXM5,8,,,{},S02,\n";

std::vector<bool> silences(const std::string& events) {
  const EventGraph graph = graph_of(events);
  const Lots lots(graph);
  std::vector<bool> silent;
  for (std::uint32_t i = 0; i < graph.passages.size(); ++i) silent.push_back(lots.silent(i));
  return silent;
}

TEST(Lots, GivesAUseToTheLotWhoseSerialNumberItStates) {
  const std::string lots = fmt::format(fmt::runtime(kTwoLots), "N1|N2", "N11|N12");
  EXPECT_THAT(silences(lots), testing::ElementsAre(true, true));
  EXPECT_THAT(silences(lots + "E03,2023-03-10,installation,P4,,H100 SXM5,8,,,N12,,\n"),
              testing::ElementsAre(true, false));
  // Of neither, by its number; but goods of several runs are installed run by run, and the first may state none.
  EXPECT_THAT(silences(lots + "E03,2023-03-10,installation,P4,,H100 SXM5,8,,,N99,,\n"),
              testing::ElementsAre(true, true));
}

TEST(Lots, GivesAUseThatStatesNothingToALotOnlyIfNoOtherAccountsForIt) {
  const std::string lots = fmt::format(fmt::runtime(kTwoLots), "N1|N2", "N11|N12");
  const std::string one = "E03,2023-03-10,installation,P4,,H100 SXM5,8,,,,,\n";
  EXPECT_THAT(silences(lots + one), testing::ElementsAre(true, true));
  EXPECT_THAT(silences(lots + one + "E04,2023-03-12,installation,P4,,H100 SXM5,8,,,,,\n"),
              testing::ElementsAre(false, false));
  EXPECT_THAT(silences(lots + one + "E04,2023-03-12,installation,P4,,H100 SXM5,8,,,N2,,\n"),
              testing::ElementsAre(false, false));
  // The second had not come yet.
  EXPECT_THAT(silences(lots + "E03,2023-02-22,installation,P4,,H100 SXM5,8,,,,,\n"), testing::ElementsAre(false, true));
}

TEST(Lots, TakesALotOfSeveralRunsForUsedIfItsRunsAddUp) {
  EXPECT_THAT(silences("E01,2023-02-14,shipment,P2,P4,H100 SXM5,40,,,N1|N2,S01,\n"
                       "E02,2023-03-10,installation,P4,,H100 SXM5,14,,,,,\n"
                       "E03,2023-03-12,installation,P4,,H100 SXM5,26,,,N71|N72,,\n"),
              testing::ElementsAre(false));
}

TEST(Lots, FollowsGoodsOverAPaperThatStatesNoSerialNumbers) {
  const std::string way =
      "E01,2023-02-14,shipment,P2,P4,H100 SXM5,8,,,N1|N2,S01,\n"
      "E02,2023-02-24,shipment,P2,P4,H100 SXM5,8,,,,S02,\n"
      "E03,2023-03-01,shipment,P4,P5,H100 SXM5,8,,,,S03,\n"
      "E04,2023-03-15,shipment,P5,P7,H100 SXM5,8,,,N1|N2,S04,\n";
  const EventGraph graph = graph_of(way);
  const Lots lots(graph);
  EXPECT_EQ(lots.after(0), 2U);  // by its numbers, though a later lot of as many lay there
  EXPECT_EQ(lots.before(3), 2U);
  EXPECT_FALSE(lots.after(1).has_value());
  EXPECT_TRUE(lots.share_serial(0, 2));
}

TEST(Lots, CarriesSerialNumbersToTheLastPaperOfAChain) {
  const std::string chain =
      "E01,2023-02-14,shipment,P2,P4,H100 SXM5,8,,,,S01,\n"
      "E01,2023-02-20,receipt,P2,P4,H100 SXM5,8,,,N1|N2,S01,\n"
      "E02,2023-03-01,shipment,P4,P5,H100 SXM5,8,,,,S02,\n";
  EXPECT_THAT(silences(chain + "E03,2023-03-20,installation,P5,,H100 SXM5,8,,,N99,,\n"),
              testing::ElementsAre(false, true));
  EXPECT_THAT(silences(chain + "E03,2023-03-20,installation,P5,,H100 SXM5,8,,,N2,,\n"),
              testing::ElementsAre(false, false));
}

// Who gets a list passes it on.
TEST(Lots, LinksNoPaperThatListsNumbersToOneThatListsNone) {
  const EventGraph graph = graph_of(
      "E01,2023-02-14,shipment,P2,P4,H100 SXM5,8,,,N1|N2,S01,\n"
      "E02,2023-03-01,shipment,P4,P5,H100 SXM5,8,,,,S02,\n");
  EXPECT_FALSE(Lots(graph).after(0).has_value());
}

TEST(Lots, TakesAPartThatIsSentOnForNoSilence) {
  EXPECT_THAT(silences("E01,2023-02-14,shipment,P2,P4,H100 SXM5,40,,,N1|N2,S01,\n"
                       "E02,2023-03-01,shipment,P4,P3,H100 SXM5,1,,,N1,S02,\n"),
              testing::ElementsAre(false, true));
}

TEST(Lots, SaysNothingOfSilenceAtTheEndOfAWorld) {
  EXPECT_THAT(silences("E01,2024-05-14,shipment,P2,P4,H100 SXM5,40,,,N1|N2,,\n"), testing::ElementsAre(false));
}

}  // namespace
}  // namespace tidewaiter::judge::audit
