// What came of each lot, and the assignment of uses to lots against a slow one that tries them all.
#include "judge/audit/lots.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <random>

#include "judge/audit/assignment.h"
#include "reference.h"
#include "rounds.h"
#include "slow_lots.h"
#include "small_events.h"

namespace tidewaiter::judge::audit {
namespace {

using judge::reference::below;
using reference::most_by_trying_all;

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

// A few events of two items between three parties, of which many could be of the same goods.
std::string random_events(std::mt19937& random) {
  std::string events;
  const std::size_t size = 6 + below(random, 8);
  for (std::size_t i = 0; i < size; ++i) {
    static constexpr std::array kKinds{"shipment", "shipment", "shipment", "installation", "installation", "opening"};
    const std::string_view kind = kKinds[below(random, kKinds.size())];
    const std::uint32_t from = 2 + below(random, 3), to = 2 + (from - 1 + below(random, 2)) % 3;
    std::string serials;
    for (std::uint32_t listed = below(random, 2) * (1 + below(random, 2)); listed > 0; --listed)
      serials += fmt::format("{}N{}", serials.empty() ? "" : "|", below(random, 6));
    const bool sent = kind == "shipment", arrives = sent && below(random, 2) == 0;
    const std::uint32_t month = 1 + below(random, 6), day = 1 + below(random, 14);
    const auto row = [&](std::string_view what, std::uint32_t on) {
      events += fmt::format("E{},2023-{:02}-{:02},{},{},{},{},{},,,{},{},\n", i, month, on, what,
                            kind == "opening" ? "" : fmt::format("P{}", from),
                            sent || kind == "opening" ? fmt::format("P{}", to) : "",
                            below(random, 6) == 0 ? "H100 PCIe" : "H100 SXM5", 1 + below(random, 2), serials,
                            arrives && i < 4 ? fmt::format("S0{}", i + 1) : "");
    };
    row(kind, day);
    if (arrives && i < 4) row("receipt", day + below(random, 14));
  }
  return events;
}

TEST(Lots, AreThoseOfTheSlowWay) {
  std::mt19937 random(20250303);
  std::size_t linked = 0, silent = 0, passages = 0;
  for (std::size_t round = 0; round < rounds(150); ++round) {
    const std::string events = random_events(random);
    const EventGraph graph = graph_of(events);
    const Lots lots(graph);
    const reference::SlowLots slow(graph);
    for (std::uint32_t i = 0; i < graph.passages.size(); ++i) {
      EXPECT_EQ(lots.before(i), slow.before[i]) << i << "\n" << events;
      EXPECT_EQ(lots.after(i), slow.after[i]) << i << "\n" << events;
      EXPECT_TRUE(std::ranges::equal(lots.serials(i), slow.serials[i])) << i << "\n" << events;
      EXPECT_EQ(lots.silent(i), slow.silent(i)) << i << "\n" << events;
      linked += lots.after(i) ? 1 : 0;
      silent += lots.silent(i) ? 1 : 0;
    }
    passages += graph.passages.size();
  }
  EXPECT_GT(linked * 20, passages);  // there is something to compare
  EXPECT_GT(silent * 5, passages);
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
