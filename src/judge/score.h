// The measures of one ranked result (decisions, alerts, a baseline) on a world, whole and cut by kind of scheme, by
// country of destination and by what was held out of tuning.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "judge/bootstrap.h"
#include "judge/ranking.h"
#include "judge/results.h"
#include "judge/world_files.h"
#include "model/scoreboard.h"

namespace tidewaiter::judge {

// One way to cut the world, and its schemes with it. A scheme that lies in several parts (countries) is one group in
// each: it is found there by what goes there.
struct WorldCut {
  std::string by;                  // "all", "scheme", "country", "tuning"
  std::vector<std::string> names;  // of the parts
  Cut shipments;
  std::vector<std::uint32_t> group_of;  // by shipment; kNone: of no scheme
  struct Group {
    std::uint32_t scheme = 0, part = 0;
    Date first;  // of its first shipment
  };
  std::vector<Group> groups;
  std::vector<std::uint64_t> size, positives, schemes;  // by part
};

// The parties of the world, cut as a WorldCut is: by country all of a country, by kind those that take part in a scheme
// of it against all that take part in none. A party that takes part in schemes of two kinds is a thing of each.
struct PartyCut {
  std::vector<std::uint32_t> party;  // by thing
  std::vector<std::uint8_t> positive;
  std::vector<std::uint32_t> cluster;
  Cut cut;
  std::vector<std::uint64_t> size, positives, clusters;  // by part; clusters: with which its positive ones are drawn
};

// What is the same for every result on a world.
class Scorer {
 public:
  explicit Scorer(const World& world);
  // Rows in a fixed order. REQUIRES: results of a ranked form, on this world, which outlives this.
  std::vector<ScoreRow> score(const Results& results, const Bootstrap& how) const;

  const std::vector<WorldCut>& cuts() const { return cuts_; }
  const std::vector<std::uint8_t>& positive() const { return positive_; }  // by shipment
  Date first() const { return first_; }
  Date last() const { return last_; }  // of the shipments

 private:
  struct Values;
  void cluster_things();
  PartyCut cut_parties(const WorldCut& as) const;
  std::vector<std::uint32_t> weights_of(const Draw* draw) const;  // by cluster; without a draw 1 each
  const World& world_;
  std::vector<WorldCut> cuts_;
  std::vector<std::uint8_t> positive_;
  std::vector<Cut> shipment_cuts_;    // of cuts_, without the first, which is the whole
  std::vector<PartyCut> party_cuts_;  // of cuts_
  // By shipment and by party: with what it is drawn. Schemes come first, then parties; what belongs to neither is last.
  std::vector<std::uint32_t> shipment_cluster_, party_cluster_;
  Date first_ = kLastDate, last_ = kFirstDate;
};

inline constexpr double kBudgets[] = {0.001, 0.01, 0.05};  // shares of shipments looked at

}  // namespace tidewaiter::judge
