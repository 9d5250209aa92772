// A feature in few bins, which is what trees are made of, and how much it tells alone, by which those are chosen that
// trees look at.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "judge/audit/feature.h"
#include "judge/audit/levels.h"

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

// p^2/n, summed over the two sides of a split: the higher, the purer. `positive` of the class that is looked for.
inline double purity(double positive, double all) { return all > 0 ? positive * positive / all : 0; }
// By class, how pure the best split of the feature alone is in the half of finding.
std::vector<double> telling(const Binning& binning, const Levels& levels, const Labels& labels, unsigned train);
// The features that tell most, of each class in turn, until `limit` are chosen; ascending. By feature what `telling`
// gave.
std::vector<std::uint32_t> most_telling(const std::vector<std::vector<double>>& scores, std::size_t classes,
                                        std::size_t limit);

}  // namespace tidewaiter::judge::audit
