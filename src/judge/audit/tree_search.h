// Trees of depth two on binned features: for every split at the root, in each branch the split of the highest gain
// (Gini impurity, as in CART), and of the leaves those that are worth marking. Found in one half, counted in the other.
// A reference that tries them row by row: reference/.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "judge/audit/feature.h"
#include "judge/audit/levels.h"
#include "tables/stop.h"

namespace tidewaiter::judge::audit {

inline constexpr std::size_t kBins = 32;  // of a feature; bin 0 is "unknown"

// A feature in few bins: what trees are made of.
struct Binned {
  std::string name;
  bool ordered = true;
  std::vector<std::uint8_t> bins;  // one a row
  std::vector<float> highest;      // ordered: the highest value of each bin from 1
  std::vector<std::string> words;  // else: of each bin from 1; the last is "anything else" if it is empty
  std::size_t size() const { return (ordered ? highest.size() : words.size()) + 1; }
};

// Half of the edges are quantiles of the schemes' rows in the half of finding, half of all; words: the commonest of
// those rows, then of all. What the other half shows of its schemes plays no part. Nullopt if all rows are in one bin.
std::optional<Binned> binned(const Feature& feature, const Labels& labels, unsigned train);

// The same without its rows, of levels: the bin of each (the last unknown, 0).
struct Binning {
  Binned bins;  // without `bins`
  std::vector<std::uint8_t> of_level;
  void put(const Levels& levels, std::vector<std::uint8_t>& out) const;  // the bin of each row
  Digest digest(const Levels& levels) const;  // of the rows of each bin: others if a row is in another bin
};
// By half of finding.
std::array<std::optional<Binning>, 2> binnings(const Feature& feature, const Levels& levels, const Labels& labels);

// By class, how pure the best split of the feature alone is in the half of finding.
std::vector<double> telling(const Binning& binning, const Levels& levels, const Labels& labels, unsigned train);
// The features that tell most, of each class in turn, until `limit` are chosen; ascending. By feature what `telling`
// gave.
std::vector<std::uint32_t> most_telling(const std::vector<std::vector<double>>& scores, std::size_t classes,
                                        std::size_t limit);

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
  std::size_t roots = 8;        // trees for each kind, of different roots, that are counted in the other half
  unsigned threads = 1;
  tables::Stop stop{};  // asked between features: what is found after it is not whole
};

// By class, as BestRules: for a kind the trees of the highest precision at a recall above kLeastRecall, at 0 those of
// the highest pooled F1; the best first. The counts are of all rows. Time: rows looked at x the square of
// the features, which most_telling chooses.
std::vector<std::vector<FoundTree>> best_trees(const std::vector<Binned>& features, const Labels& labels,
                                               unsigned train, const TreeOptions& options);

}  // namespace tidewaiter::judge::audit
