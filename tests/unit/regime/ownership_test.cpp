// Ownership: direct, in aggregate, through steps and circles, dated and unknown; and against the slow reference.
#include "regime/ownership.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "regime/reference/ownership.h"

namespace tidewaiter {
namespace {

const Date kDay(2025, 10, 15);

Stake stake(OwnershipNode owner, OwnershipNode owned, double percent, DateRange days = {}) {
  return {owner, owned, static_cast<ShareUnits>(percent * kPercent), days};
}
Stake unknown(OwnershipNode owner, OwnershipNode owned, DateRange days = {}) { return {owner, owned, {}, days}; }

OwnersAbove owners(std::vector<Stake> stakes, std::set<OwnershipNode> marked, Date day = kDay) {
  return Ownership(10, std::move(stakes)).owners_of(0, day, [&](OwnershipNode node) { return marked.contains(node); });
}

TEST(Ownership, HalfHeldDirectlyReachesAndLessDoesNotWhenTheRestIsStated) {
  EXPECT_EQ(owners({stake(1, 0, 50)}, {1}).held.half(), Truth::yes);
  EXPECT_EQ(owners({stake(1, 0, 49.999999), stake(2, 0, 50.000001)}, {1}).held.half(), Truth::no);
  EXPECT_EQ(owners({stake(2, 0, 100)}, {1}).held, (Held{0, 0}));
}

TEST(Ownership, WhatNobodyStatesMayBeTheirs) {
  const OwnersAbove open = owners({stake(1, 0, 30)}, {1});
  EXPECT_EQ(open.held, (Held{30 * kPercent, 100 * kPercent}));
  EXPECT_EQ(open.owners.at(0).counts, Truth::unknown);
  EXPECT_EQ(owners({stake(1, 0, 30), stake(2, 0, 50)}, {1}).held.half(), Truth::unknown);
  EXPECT_EQ(owners({stake(1, 0, 30), stake(2, 0, 51)}, {1}).held.half(), Truth::no);
  EXPECT_EQ(owners({unknown(1, 0)}, {1}).held.half(), Truth::unknown);
  // Without a marked owner nothing is asked, however little is stated.
  EXPECT_EQ(owners({stake(2, 0, 10)}, {1}).held.half(), Truth::no);
}

TEST(Ownership, AddsUpMarkedOwners) {
  const OwnersAbove both = owners({stake(1, 0, 25), stake(2, 0, 25)}, {1, 2});
  EXPECT_EQ(both.held.half(), Truth::yes);
  ASSERT_EQ(both.owners.size(), 2U);
  EXPECT_EQ(both.owners[1].counts, Truth::yes);
}

TEST(Ownership, CountsWholeThroughSteps) {
  // 1 holds 50 % of 2, which holds 50 % of 3, which holds 50 % of the party: 12.5 % multiplied, but whole by the rule.
  const OwnersAbove far = owners({stake(1, 2, 50), stake(2, 3, 50), stake(3, 0, 50)}, {1});
  EXPECT_EQ(far.held.half(), Truth::yes);
  ASSERT_EQ(far.owners.size(), 1U);
  EXPECT_EQ(far.owners[0].stakes.size(), 3U);
  // A step below one half breaks the chain once the rest is stated.
  EXPECT_EQ(owners({stake(1, 2, 40), stake(9, 2, 60), stake(2, 0, 100)}, {1}).held, (Held{0, 0}));
  // Direct and indirect shares of one owner add up.
  EXPECT_EQ(owners({stake(1, 2, 60), stake(2, 0, 30), stake(1, 0, 20)}, {1}).held.half(), Truth::yes);
}

TEST(Ownership, CirclesHoldNothingByThemselves) {
  EXPECT_EQ(owners({stake(0, 2, 60), stake(2, 0, 60)}, {1}).held, (Held{0, 0}));
  const OwnersAbove fed = owners({stake(0, 2, 60), stake(2, 0, 60), stake(1, 2, 50)}, {1});
  EXPECT_EQ(fed.held.half(), Truth::yes);
  EXPECT_EQ(owners({stake(0, 0, 100), stake(1, 0, 10), stake(2, 0, 90)}, {1}).held.half(), Truth::no);
}

TEST(Ownership, HoldsOnItsDaysOnly) {
  const std::vector<Stake> sold{stake(1, 0, 60, {kFirstDate, Date(2025, 10, 14)}), stake(2, 0, 100, {kDay, kLastDate})};
  EXPECT_EQ(owners(sold, {1}, Date(2025, 10, 14)).held.half(), Truth::yes);
  EXPECT_EQ(owners(sold, {1}, kDay).held.half(), Truth::no);
}

TEST(Ownership, TakesTheLeastOfContradictingSharesAsSure) {
  EXPECT_EQ(owners({stake(1, 0, 60), stake(1, 0, 30), stake(2, 0, 20)}, {1}).held,
            (Held{30 * kPercent, 80 * kPercent}));
}

TEST(Ownership, AgreesWithTheReference) {
  std::mt19937 random(20251115);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  std::size_t half = 0;
  std::size_t open = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::uint32_t nodes = 2 + below(8);
    std::vector<Stake> stakes;
    for (std::uint32_t i = 0, count = below(16); i < count; ++i) {
      Stake one = stake(below(nodes), below(nodes), 5.0 * (1 + below(20)));
      if (below(8) == 0) one.share.reset();
      if (below(6) == 0) one.days.to = kDay + -1;
      if (below(6) == 0) one.days.from = kDay;
      stakes.push_back(one);
    }
    std::set<OwnershipNode> marked;
    for (OwnershipNode node = 1; node < nodes; ++node) {
      if (below(3) == 0) marked.insert(node);
    }
    const reference::OwnersAbove want = reference::owners_of(stakes, 0, kDay, marked);
    const Ownership graph(nodes, stakes);
    const OwnersAbove got = graph.owners_of(0, kDay, [&](OwnershipNode node) { return marked.contains(node); });
    ASSERT_EQ(got.held, want.held) << "round " << round;
    ASSERT_EQ(got.owners.size(), want.owners.size()) << "round " << round;
    for (const OwnerAbove& owner : got.owners) {
      ASSERT_TRUE(want.owners.contains(owner.owner)) << "round " << round;
      EXPECT_EQ(owner.counts, want.owners.at(owner.owner)) << "round " << round;
      // The way leads from the party to the owner.
      OwnershipNode at = 0;
      for (const std::uint32_t number : owner.stakes) {
        ASSERT_EQ(graph.stakes()[number].owned, at);
        at = graph.stakes()[number].owner;
      }
      EXPECT_EQ(at, owner.owner);
    }
    half += want.held.half() == Truth::yes;
    open += want.held.half() == Truth::unknown;
  }
  EXPECT_GT(half, 1'000U);
  EXPECT_GT(open, 1'000U);
}

TEST(Ownership, KnowsEverybodyAbove) {
  const Ownership graph(5, {stake(1, 0, 10), stake(2, 1, 10), stake(0, 2, 10), stake(4, 3, 10)});
  EXPECT_EQ(graph.above(0), (std::vector<OwnershipNode>{0, 1, 2}));
  EXPECT_EQ(graph.above(4), (std::vector<OwnershipNode>{}));
}

}  // namespace
}  // namespace tidewaiter
