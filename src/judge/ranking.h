// What an order of things is worth: average precision, recall of schemes within a number of looks, and the curve.
// Things that the order does not tell apart are a tie, and a tie is never broken: by the one definition that depends on
// no order of rows. tests/unit/judge/reference.h has the slow version.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/scoreboard.h"

namespace tidewaiter::judge {

// Things 0 … n-1 in the order in which they are looked at.
class Ranking {
 public:
  // `levels`: by thing; the lowest is looked at first, equal ones are a tie. Memory is taken for each number up to the
  // highest.
  explicit Ranking(std::span<const std::uint32_t> levels);
  std::size_t size() const { return order_.size(); }
  std::span<const std::uint32_t> order() const { return order_; }
  std::span<const std::uint32_t> ends() const { return ends_; }  // of ties, as places in order(); the last is size()

 private:
  std::vector<std::uint32_t> order_, ends_;
};

// Cuts of a population into parts, all judged in one walk: by[c][thing] is the part of thing in cut c.
struct Cut {
  std::vector<std::uint32_t> part;  // by thing
  std::uint32_t parts = 0;
  // Whether ordinary things count in every part (a kind of scheme against all ordinary shipments) or only in their own
  // (a country).
  bool shared_negatives = false;
};

struct AveragePrecision {
  double all = 0;
  std::vector<std::vector<double>> parts;  // by cut, by part; NaN where the part has no positive
};

// AP = sum over ties of (recall gained in the tie) x (precision at the tie's end), as scikit-learn's
// average_precision_score has it (Manning, Raghavan and Schuetze 2008, 8.4, without interpolation). `weights`: by
// thing, empty: 1 each. NaN where there is no positive.
AveragePrecision average_precision(const Ranking& ranking, std::span<const std::uint8_t> positive,
                                   std::span<const std::uint32_t> weights, std::span<const Cut> cuts);

// By group: the probability that at least one of its things is among the first `looks`, where a tie that is cut is
// looked at in random order (hypergeometric: 1 - C(g-m, r)/C(g, r)). group_of[thing]: kNone for none.
std::vector<double> found_within(const Ranking& ranking, std::span<const std::uint32_t> group_of, std::size_t groups,
                                 std::size_t looks);

// The same average precision for many drawings of weights: what does not change with them is put into the order of
// looks once, and ordinary things below the last positive one are left out.
class PrecisionPlan {
 public:
  // `cluster`: by thing; things of one cluster always have the same weight. REQUIRES: the cuts outlive it.
  PrecisionPlan(const Ranking& ranking, std::span<const std::uint8_t> positive, std::span<const std::uint32_t> cluster,
                std::span<const Cut> cuts);
  // `weights`: by cluster.
  AveragePrecision at(std::span<const std::uint32_t> weights) const;

 private:
  struct Tie {
    std::size_t positives = 0, ordinary = 0;  // where its things end in positive_ and ordinary_
  };
  std::vector<Tie> ties_;                                   // those with positive things
  std::vector<std::uint32_t> positive_, ordinary_;          // clusters
  std::vector<std::vector<std::uint32_t>> parts_of_;        // by cut, of positive_
  std::vector<std::vector<std::uint32_t>> ordinary_parts_;  // by cut, of ordinary_; empty where they are shared
  std::span<const Cut> cuts_;
};

// Points at ends of ties, at most `most`, the first and the last always.
std::vector<ScoreCurve::Point> precision_recall(const Ranking& ranking, std::span<const std::uint8_t> positive,
                                                std::size_t most);

}  // namespace tidewaiter::judge
