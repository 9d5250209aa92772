// The searches of the leak audit against the slow reference, and what they find in rows made for it.
#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <memory>
#include <random>

#include "judge/audit/leak.h"
#include "judge/audit/levels.h"
#include "judge/audit/reference/slow_search.h"
#include "judge/audit/rule_search.h"
#include "judge/audit/tree_search.h"
#include "rounds.h"

namespace tidewaiter::judge::audit {
namespace {

Labels random_labels(std::mt19937& random, std::size_t rows, std::size_t kinds) {
  Labels labels;
  for (std::size_t kind = 0; kind < kinds; ++kind) labels.kinds.push_back(std::to_string(kind));
  for (std::size_t row = 0; row < rows; ++row) {
    labels.kind.push_back(random() % 4 == 0 ? static_cast<std::uint8_t>(1 + random() % kinds) : std::uint8_t{0});
    labels.half.push_back(static_cast<std::uint8_t>(random() % 2));
  }
  return labels;
}

// Few distinct values, so that ties are common; some unknown; some that follow the truth.
Feature random_feature(std::mt19937& random, const Labels& labels, bool ordered) {
  Feature feature{"f", Sign::none, ordered, {}, {}};
  const std::size_t distinct = 2 + random() % 12;
  for (std::size_t word = 0; word < distinct + 4; ++word) feature.words.push_back(std::to_string(word));
  const bool follows = random() % 2 == 0;
  for (std::size_t row = 0; row < labels.rows(); ++row) {
    auto value = static_cast<float>(random() % distinct);
    if (follows && random() % 3 != 0) value += labels.kind[row];
    feature.values.push_back(random() % 10 == 0 ? kUnknown : std::min(value, static_cast<float>(distinct + 3)));
  }
  if (ordered) feature.words.clear();
  return feature;
}

// Whole numbers, negative ones, fractions and texts by codes, each with rows that know none; one maker for all.
TEST(Levels, AreTheDistinctValuesInOrderAndTheirRows) {
  std::mt19937 random(20260803);
  for (std::size_t round = 0; round < rounds(40); ++round) {
    const Labels labels = random_labels(random, 1 + random() % 3000, 2);
    const LabelIndex index(labels);
    LevelMaker maker(index);
    for (const float step : {1.F, .25F, 1000.F, 1e6F}) {
      for (const bool coded : {false, true, true}) {
        Feature feature{"f", Sign::none, true, {}, {}};
        const std::size_t distinct = 1 + random() % 40;
        for (std::size_t i = 0; i < (coded ? distinct : labels.rows()); ++i) {
          const float value = step * (static_cast<float>(random() % distinct) - 5);
          feature.values.push_back(random() % 7 == 0 ? kUnknown : value);
        }
        if (coded) {
          auto codes = std::make_shared<std::vector<std::uint32_t>>();
          for (std::size_t row = 0; row < labels.rows(); ++row)
            codes->push_back(static_cast<std::uint32_t>(random() % distinct));
          feature.codes = codes;
        }
        std::map<float, std::array<std::uint32_t, 3>> expected;
        for (std::size_t row = 0; row < labels.rows(); ++row) {
          if (!std::isnan(feature.at(row))) ++expected[feature.at(row)][labels.kind[row] != 0 ? 2 : labels.half[row]];
        }
        const Levels& levels = maker.of(feature);
        ASSERT_EQ(levels.values.size(), expected.size());
        std::size_t level = 0;
        for (const auto& [value, counts] : expected) {
          EXPECT_EQ(levels.values[level], value);
          EXPECT_EQ(levels.counts[level++].rows, counts);
        }
        for (std::size_t row = 0; row < labels.rows(); ++row) {
          const float value = feature.at(row);
          ASSERT_EQ(levels.of(row) == levels.unknown(), std::isnan(value));
          if (!std::isnan(value)) {
            EXPECT_EQ(levels.values[levels.of(row)], value);
          }
        }
        ASSERT_EQ(levels.positive.size(), index.positive.size());
        for (std::size_t i = 0; i < levels.positive.size(); ++i) {
          const auto [of, row] = levels.positive[i];
          EXPECT_EQ(of, levels.of(row));
          if (i != 0) {
            EXPECT_LT(std::pair(levels.positive[i - 1].level, levels.positive[i - 1].row), std::pair(of, row));
          }
        }
      }
    }
  }
}

TEST(LeakRules, AreThoseOfTheReference) {
  std::mt19937 random(20260801);
  for (std::size_t round = 0; round < rounds(200); ++round) {
    const Labels labels = random_labels(random, 1 + random() % 60, 1 + random() % 3);
    const std::array<Counts, 2> all{all_rows(labels, 0), all_rows(labels, 1)};
    const Feature feature = random_feature(random, labels, random() % 3 != 0);
    const auto found = best_rules(feature, 7, labels, all);
    for (unsigned train : {0U, 1U}) {
      const BestRules expected = reference::best_rules(feature, 7, labels, train);
      const BestRules any = reference::best_rules(feature, 7, labels, train, true);
      ASSERT_EQ(found[train].size(), expected.size());
      for (std::size_t kind = 0; kind < expected.size(); ++kind) {
        ASSERT_EQ(found[train][kind].has_value(), expected[kind].has_value()) << round;
        if (!expected[kind]) continue;
        EXPECT_EQ(found[train][kind]->condition, expected[kind]->condition) << round;
        EXPECT_EQ(found[train][kind]->trained, expected[kind]->trained) << round;
        EXPECT_EQ(found[train][kind]->tried, expected[kind]->tried) << round;
        // No threshold between the values of schemes' rows would have done better.
        const auto score = [&](const FoundRule& rule) {
          return kind == 0 ? rule.trained.f1(all[train]) : rule.trained.precision();
        };
        EXPECT_DOUBLE_EQ(score(*found[train][kind]), score(*any[kind])) << round;
      }
    }
  }
}

TEST(LeakTrees, AreAsGoodAsThoseOfTheReference) {
  std::mt19937 random(20260802);
  for (std::size_t round = 0; round < rounds(30); ++round) {
    const Labels labels = random_labels(random, 20 + random() % 60, 1 + random() % 3);
    std::vector<Binned> features;
    for (std::size_t f = 2 + random() % 3; f > 0; --f) {
      if (auto bins = binned(random_feature(random, labels, random() % 3 != 0), labels, 0)) features.push_back(*bins);
    }
    if (features.empty()) continue;
    for (unsigned train : {0U, 1U}) {
      const auto found = best_trees(features, labels, train, {.honest = 1000, .roots = 3, .threads = 1});
      const std::vector<double> expected = reference::best_tree_scores(features, labels, train);
      const Counts all = all_rows(labels, train);
      for (std::size_t kind = 0; kind < expected.size(); ++kind) {
        const double score = found[kind].empty() ? -1
                             : kind == 0         ? found[kind][0].trained.f1(all)
                                                 : found[kind][0].trained.precision();
        EXPECT_NEAR(score, expected[kind], 1e-9) << "round " << round << ", class " << kind;
      }
    }
  }
}

TEST(LeakTrees, AreTheSameAtAnyNumberOfThreads) {
  std::mt19937 random(3);
  const Labels labels = random_labels(random, 3000, 3);
  std::vector<Binned> features;
  for (int f = 0; f < 9; ++f) features.push_back(*binned(random_feature(random, labels, f % 2 == 0), labels, 0));
  const auto one = best_trees(features, labels, 0, {.honest = 500, .roots = 4, .threads = 1});
  const auto three = best_trees(features, labels, 0, {.honest = 500, .roots = 4, .threads = 3});
  ASSERT_EQ(one.size(), three.size());
  for (std::size_t kind = 0; kind < one.size(); ++kind) {
    ASSERT_EQ(one[kind].size(), three[kind].size());
    for (std::size_t i = 0; i < one[kind].size(); ++i) {
      EXPECT_EQ(one[kind][i].tree, three[kind][i].tree);
      EXPECT_EQ(one[kind][i].tried, three[kind][i].tried);
    }
  }
}

// 4,000 rows, 1 in 40 of a scheme; `a` and `b` are noise where the test does not set them.
struct Rows {
  Labels labels;
  Feature a{"price", Sign::none, true, {}, {}}, b{"age", Sign::none, true, {}, {}};

  Rows() {
    std::mt19937 random(11);
    labels.kinds = {"relay"};
    for (std::size_t row = 0; row < 4000; ++row) {
      labels.kind.push_back(row % 40 == 0 ? 1 : 0);
      labels.half.push_back(static_cast<std::uint8_t>(row / 40 % 2));
      a.values.push_back(static_cast<float>(random() % 1000));
      b.values.push_back(static_cast<float>(random() % 1000));
    }
  }
  LeakReport report(Sign sign = Sign::none, std::uint32_t schemes_in_half = 50) const {
    const std::vector<FeatureMaker> makers{[&] {
      Feature one = a, two = b;
      one.sign = sign;
      return std::vector<Feature>{one, two};
    }};
    return find_leaks(makers, labels, {{schemes_in_half, schemes_in_half}}, {.honest = 2000, .roots = 3, .threads = 2});
  }
};

TEST(Leak, NoiseIsNone) {
  const LeakReport report = Rows().report();
  EXPECT_TRUE(report.passed());
  EXPECT_NEAR(report.prevalence, .025, 1e-9);
  EXPECT_EQ(report.rows.at(1).bound, .5);  // 20 times the prevalence
}

TEST(Leak, AThresholdIs) {
  Rows rows;
  for (std::size_t row = 0; row < 4000; row += 40) rows.a.values[row] = 2000;
  const LeakReport report = rows.report();
  EXPECT_FALSE(report.passed());
  EXPECT_TRUE(report.rows.at(0).leaks);
  EXPECT_TRUE(report.rows.at(1).leaks);
  EXPECT_THAT(report.rows.at(1).rule, testing::HasSubstr("price"));
  EXPECT_EQ(report.rows.at(1).precision, 1);
}

TEST(Leak, ATreeOfTwoThresholdsIs) {
  Rows rows;
  for (std::size_t row = 0; row < 4000; row += 40) {
    rows.a.values[row] = 900 + static_cast<float>(row % 97);
    rows.b.values[row] = static_cast<float>(row % 89);
  }
  const LeakReport report = rows.report();
  EXPECT_TRUE(report.rows.at(1).leaks);
  EXPECT_THAT(report.rows.at(1).rule, testing::AllOf(testing::HasSubstr("price"), testing::HasSubstr("age")));
}

// One of the two is chosen for trees; the other is beside it.
TEST(Leak, FeaturesBesideCrowdOutNoOther) {
  Rows rows;
  for (std::size_t row = 0; row < 4000; row += 40) {
    rows.a.values[row] = 900 + static_cast<float>(row % 97);
    rows.b.values[row] = static_cast<float>(row % 89);
  }
  const std::vector<FeatureMaker> makers{[&] { return std::vector<Feature>{rows.a}; },
                                         [&] { return std::vector<Feature>{rows.b}; }};
  TreeOptions options{.honest = 2000, .features = 1, .roots = 3};
  EXPECT_FALSE(find_leaks(makers, rows.labels, {{50, 50}}, options).rows.at(1).leaks);
  options.beside = 1;
  options.beside_from = 1;
  EXPECT_THAT(find_leaks(makers, rows.labels, {{50, 50}}, options).rows.at(1).rule,
              testing::AllOf(testing::HasSubstr("price"), testing::HasSubstr("age")));
}

// A name that one scheme repeats says nothing of the next.
TEST(Leak, WhatOneHalfAloneShowsIsNone) {
  Rows rows;
  for (std::size_t row = 0; row < 4000; row += 80) rows.a.values[row] = 500.5;
  EXPECT_TRUE(rows.report().passed());
}

// Six of fifty rows of schemes in each half, and four honest ones: an F1 of .2, which chance may make of less
// than the bound where schemes are few.
TEST(Leak, F1CountsAsItIsWhereSchemesAreMany) {
  Rows rows;
  for (std::size_t row = 0; row < 480; row += 40) rows.a.values[row] = 2000;
  for (std::size_t row = 0; row < 320; row += 40) rows.a.values[row + 1] = 2000;
  const LeakRow many = rows.report(Sign::none, 50).rows.at(0), few = rows.report(Sign::none, 49).rows.at(0);
  EXPECT_NEAR(many.f1, .2, 1e-9);
  EXPECT_EQ(many.least, many.f1);
  EXPECT_TRUE(many.leaks);
  EXPECT_NEAR(few.f1, .2, 1e-9);
  EXPECT_LT(few.least, .15);
  EXPECT_FALSE(few.leaks);
}

// Two honest rows for one, where the bound for signs asks for five.
TEST(Leak, ASignNeedsHonestLookAlikes) {
  Rows rows;
  for (std::size_t row = 0; row < 4000; row += 40) {
    rows.a.values[row] = 2000;
    for (std::size_t honest = 1; honest <= 2; ++honest) rows.a.values[row + honest] = 2000;
  }
  const LeakReport few = rows.report(Sign::substitution);
  ASSERT_EQ(few.rows.size(), 3U);
  EXPECT_EQ(few.rows[2].sign, Sign::substitution);
  EXPECT_NEAR(few.rows[2].precision, 1.0 / 3, 1e-9);
  EXPECT_TRUE(few.rows[2].leaks);
  for (std::size_t row = 0; row < 4000; row += 40) {
    for (std::size_t honest = 3; honest <= 6; ++honest) rows.a.values[row + honest] = 2000;
  }
  EXPECT_FALSE(rows.report(Sign::substitution).rows.at(2).leaks);
}

TEST(Leak, AHandfulOfSchemesIsNotJudged) {
  Rows rows;
  for (std::size_t row = 0; row < 4000; row += 40) rows.a.values[row] = 2000;
  const std::vector<FeatureMaker> makers{[&] { return std::vector<Feature>{rows.a}; }};
  const LeakReport report = find_leaks(makers, rows.labels, {{3, 50}}, {});
  EXPECT_FALSE(report.rows.at(1).judged);
  EXPECT_FALSE(report.rows.at(1).leaks);
  EXPECT_TRUE(report.rows.at(0).leaks);  // all kinds together are judged: of F1 less is asked
}

// One in two rows that are marked is of a scheme, and all of them are of the same one.
TEST(Leak, ManyRowsOfOneSchemeAreWorthOne) {
  Rows rows;
  for (std::size_t row = 0; row < 4000; row += 40) {
    rows.labels.scheme.resize(4000);
    rows.labels.scheme[row] = static_cast<std::uint32_t>(row / 40 % 2 + 2 * (row / 1600) + 1);
    if (row < 1600) rows.a.values[row] = 2000;
  }
  EXPECT_TRUE(rows.report(Sign::none, 20).passed());
  rows.labels.scheme.clear();
  EXPECT_FALSE(rows.report(Sign::none, 20).passed());
}

TEST(Leak, ALeastShareIsTheLowerEndOfWilsonsInterval) {
  EXPECT_EQ(least_share(.5, 0), 0);
  EXPECT_NEAR(least_share(1, 4), 4.0 / 13, 1e-12);
  EXPECT_NEAR(least_share(.5, 1000), .4528, 1e-4);
  Labels labels;
  labels.scheme = {1, 1, 1, 2};
  EffectiveRows rows(labels);
  for (std::uint32_t row = 0; row < 4; ++row) rows.take(row);
  EXPECT_NEAR(rows.number(), 1.6, 1e-12);
}

}  // namespace
}  // namespace tidewaiter::judge::audit
