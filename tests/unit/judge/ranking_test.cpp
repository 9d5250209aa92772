#include "judge/ranking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "judge/delay.h"
#include "judge/reference.h"

namespace tidewaiter::judge {
namespace {

using ::testing::DoubleNear;
using ::testing::Pointwise;

constexpr double kExact = 1e-9;

struct Sample {
  std::vector<std::uint32_t> levels, weights, group_of;
  std::vector<std::uint8_t> positive;
};

// `size` things with few levels, so that most are tied.
Sample sample(std::mt19937& engine, std::size_t size) {
  const auto some = [&](std::uint32_t bound) { return reference::below(engine, bound); };
  Sample found;
  for (std::size_t i = 0; i < size; ++i) {
    found.levels.push_back(some(1 + some(6)));
    found.weights.push_back(some(4));
    found.positive.push_back(some(3) == 0 ? 1 : 0);
    found.group_of.push_back(found.positive.back() != 0 ? some(3) : kNone);
  }
  return found;
}

TEST(AveragePrecision, OfAPerfectOrderIsOne) {
  const std::vector<std::uint32_t> levels{0, 1, 2, 3};
  const std::vector<std::uint8_t> positive{1, 1, 0, 0};
  EXPECT_EQ(average_precision(Ranking(levels), positive, {}, {}).all, 1);
}

TEST(AveragePrecision, OfOneTieIsTheShareOfPositives) {
  const std::vector<std::uint32_t> levels{0, 0, 0, 0};
  const std::vector<std::uint8_t> positive{0, 1, 0, 0};
  EXPECT_EQ(average_precision(Ranking(levels), positive, {}, {}).all, 0.25);
}

TEST(AveragePrecision, IsNotDefinedWithoutPositives) {
  const std::vector<std::uint32_t> levels{0, 1};
  const std::vector<std::uint8_t> positive{0, 0};
  EXPECT_TRUE(std::isnan(average_precision(Ranking(levels), positive, {}, {}).all));
}

TEST(AveragePrecision, IsThatOfTheReference) {
  std::mt19937 engine(11);
  for (int round = 0; round < 500; ++round) {
    Sample one = sample(engine, 1 + engine() % 60);
    one.positive[0] = 1;
    one.weights[0] = 1;
    const double slow = reference::average_precision(one.levels, one.positive, one.weights);
    EXPECT_NEAR(average_precision(Ranking(one.levels), one.positive, one.weights, {}).all, slow, kExact);
  }
}

TEST(AveragePrecision, OfPartsIsThatOfTheWorldCutToThem) {
  std::mt19937 engine(12);
  for (int round = 0; round < 300; ++round) {
    const Sample one = sample(engine, 1 + engine() % 60);
    Cut country, kind;
    country.parts = kind.parts = 3;
    kind.shared_negatives = true;
    for (std::size_t i = 0; i < one.levels.size(); ++i) {
      country.part.push_back(reference::below(engine, 3));
      kind.part.push_back(one.group_of[i]);
    }
    const Cut cuts[] = {country, kind};
    const AveragePrecision found = average_precision(Ranking(one.levels), one.positive, one.weights, cuts);
    for (std::uint32_t part = 0; part < 3; ++part) {
      for (const bool by_kind : {false, true}) {
        Sample cut;
        double positives = 0;
        for (std::size_t i = 0; i < one.levels.size(); ++i) {
          const bool inside = by_kind ? one.positive[i] == 0 || kind.part[i] == part : country.part[i] == part;
          if (!inside) continue;
          cut.levels.push_back(one.levels[i]);
          cut.weights.push_back(one.weights[i]);
          cut.positive.push_back(one.positive[i]);
          positives += one.positive[i] != 0 ? one.weights[i] : 0;
        }
        const double of_part = found.parts[by_kind ? 1 : 0][part];
        if (positives == 0) {
          EXPECT_TRUE(std::isnan(of_part));
        } else {
          EXPECT_NEAR(of_part, reference::average_precision(cut.levels, cut.positive, cut.weights), kExact);
        }
      }
    }
  }
}

TEST(FoundWithin, IsTheShareOfAllOrdersOfTies) {
  std::mt19937 engine(13);
  for (int round = 0; round < 60; ++round) {
    const Sample one = sample(engine, 1 + engine() % 7);
    const std::size_t looks = engine() % (one.levels.size() + 2);
    EXPECT_THAT(found_within(Ranking(one.levels), one.group_of, 3, looks),
                Pointwise(DoubleNear(kExact), reference::found_within(one.levels, one.group_of, 3, looks)));
  }
}

TEST(FoundWithin, LooksAtATieInRandomOrder) {
  // one scheme with one of four tied shipments, two looks: found in half of the orders
  const std::vector<std::uint32_t> levels{0, 0, 0, 0}, group_of{kNone, 0, kNone, kNone};
  EXPECT_EQ(found_within(Ranking(levels), group_of, 1, 2), (std::vector<double>{0.5}));
}

TEST(PrecisionRecall, EndsAtFullRecallHoweverThinned) {
  std::mt19937 engine(14);
  std::vector<std::uint32_t> levels;
  std::vector<std::uint8_t> positive;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    levels.push_back(i);
    positive.push_back(engine() % 4 == 0 ? 1 : 0);
  }
  const auto points = precision_recall(Ranking(levels), positive, 20);
  ASSERT_EQ(points.size(), 20U);
  EXPECT_EQ(points.back().recall, 1);
  for (std::size_t i = 1; i < points.size(); ++i) EXPECT_GT(points[i].recall, points[i - 1].recall);
}

TEST(MedianDelay, CountsThoseThatWereNeverSeenAsLongAsTheyWereWatched) {
  // Two of three were seen, after 4 and 9 days; the third was watched for 5.
  EXPECT_EQ(median_delay({{4, true}, {5, false}, {9, true}}, {}), 9);
  EXPECT_EQ(median_delay({{4, true}, {50, false}, {90, false}}, {}), std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(median_delay({}, {})));
}

TEST(MedianDelay, IsThatOfTheReference) {
  std::mt19937 engine(15);
  for (int round = 0; round < 500; ++round) {
    std::vector<Delay> delays;
    std::vector<std::uint32_t> weights;
    for (std::size_t i = engine() % 20; i > 0; --i)
      delays.push_back({static_cast<double>(engine() % 8), engine() % 3 > 0});
    std::ranges::sort(delays, before);
    for (std::size_t i = 0; i < delays.size(); ++i) weights.push_back(reference::below(engine, 3));
    const double slow = reference::median_delay(delays, weights);
    const double fast = median_delay(delays, weights);
    if (std::isnan(slow)) {
      EXPECT_TRUE(std::isnan(fast));
    } else {
      EXPECT_EQ(fast, slow);
    }
  }
}

}  // namespace
}  // namespace tidewaiter::judge
