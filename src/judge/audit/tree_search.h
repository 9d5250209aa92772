// Trees of depth two on binned features: for every split at the root, in each branch the split of the highest gain
// (Gini impurity, as in CART), and of the leaves those that are worth marking. Found in one half, counted in the other.
// A reference that tries them row by row: reference/.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "judge/audit/bins.h"
#include "judge/audit/feature.h"
#include "tables/stop.h"

namespace tidewaiter::judge::audit {

// Left: the bin is known and at most `bin` (ordered), or is `bin`. Right: all others.
struct Split {
  std::uint32_t feature = 0;
  std::uint8_t bin = 0;
  friend bool operator==(const Split&, const Split&) = default;
};

bool goes_left(const Binned& feature, std::uint8_t split_bin, std::uint8_t bin);

struct Tree {
  Split root;
  std::array<std::optional<Split>, 2> children;  // left, right; none: the branch is one leaf
  std::array<bool, 4> marked{};                  // leaves: left-left, left-right, right-left, right-right

  std::size_t leaf(const std::vector<Binned>& features, std::size_t row) const;
  std::string in_words(const std::vector<Binned>& features) const;
  friend bool operator==(const Tree&, const Tree&) = default;
};

struct FoundTree {
  Tree tree;
  Counts trained, tried;
  double effective = 0;  // as in FoundRule
};

struct TreeOptions {
  std::size_t honest = 60'000;  // rows of honest shipments that are looked at while finding; schemes' rows all are
  std::size_t features = 128;   // that trees are made of: those that tell most alone, of each kind in turn
  std::size_t beside = 32;      // further ones, of the makers from beside_from on, so that they crowd out no other
  std::size_t beside_from = std::numeric_limits<std::size_t>::max();  // place of a maker
  std::size_t roots = 8;  // trees for each kind, of different roots, that are counted in the other half
  unsigned threads = 1;
  tables::Stop stop{};  // asked between features: what is found after it is not whole
};

// By class, as BestRules: for a kind the trees of the highest precision at a recall above kLeastRecall, at 0 those of
// the highest pooled F1; the best first. The counts are of all rows. Time: rows looked at x the square of
// the features, which most_telling chooses.
std::vector<std::vector<FoundTree>> best_trees(const std::vector<Binned>& features, const Labels& labels,
                                               unsigned train, const TreeOptions& options);

}  // namespace tidewaiter::judge::audit
