#include "judge/audit/bins.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

namespace tidewaiter::judge::audit {
namespace {

// What parts `sorted` (or, if it is not, puts its values where they would stand) into `parts` of as many.
std::vector<std::uint32_t> quantiles(std::vector<std::uint32_t>& levels, std::size_t parts, bool sorted) {
  std::vector<std::uint32_t> edges;
  auto from = levels.begin();  // those before stand in their places
  for (std::size_t i = 1; i < parts && !levels.empty(); ++i) {
    const auto at = levels.begin() + static_cast<std::ptrdiff_t>((levels.size() - 1) * i / parts);
    if (!sorted && from <= at) {
      std::ranges::nth_element(from, at, levels.end());
      from = at + 1;
    }
    edges.push_back(*at);
  }
  return edges;
}

constexpr std::size_t kOfSchemes = (kBins - 2) / 2;  // edges
constexpr std::size_t kOfAll = kBins - 2 - (kBins - 2) / 2;

// Edges of the bins of an ordered feature that all rows give, as levels.
std::vector<std::uint32_t> edges_of_all(const Levels& levels) {
  constexpr std::size_t kEnough = 20'000;  // for 15 quantiles
  const std::size_t every = levels.codes.size() / kEnough + 1;
  std::vector<std::uint32_t> known;
  for (std::size_t row = 0; row < levels.codes.size(); row += every) {
    if (const std::uint32_t level = levels.of(row); level != levels.unknown()) known.push_back(level);
  }
  return quantiles(known, kOfAll + 1, false);
}

// All edges: those, and what the schemes of the half give.
std::vector<std::uint32_t> edges_of(const Levels& levels, const std::vector<std::uint32_t>& of_all,
                                    const Labels& labels, unsigned train) {
  std::vector<std::uint32_t> known;
  for (const auto& [level, row] : levels.positive) {
    if (labels.half[row] == train && level != levels.unknown()) known.push_back(level);
  }
  std::vector<std::uint32_t> edges = quantiles(known, kOfSchemes + 1, true);
  edges.insert(edges.end(), of_all.begin(), of_all.end());
  if (levels.unknown() != 0) edges.push_back(levels.unknown() - 1);
  std::ranges::sort(edges);
  edges.erase(std::ranges::unique(edges).begin(), edges.end());
  return edges;
}

std::optional<Binning> binning(const Feature& feature, const Levels& levels, const std::vector<std::uint32_t>& of_all,
                               const Labels& labels, unsigned train) {
  Binning out;
  out.bins.name = feature.name;
  out.bins.ordered = feature.ordered;
  const std::size_t size = levels.values.size();
  out.of_level.assign(size + 1, 0);
  if (feature.ordered) {
    const std::vector<std::uint32_t> edges = edges_of(levels, of_all, labels, train);
    std::size_t level = 0;
    for (std::size_t bin = 0; bin < edges.size(); ++bin) {
      out.bins.highest.push_back(levels.values[edges[bin]]);
      for (; level <= edges[bin]; ++level) out.of_level[level] = static_cast<std::uint8_t>(bin + 1);
    }
  } else {
    std::vector<std::uint32_t> schemes(size), order(size);
    for (const auto& [level, row] : levels.positive) {
      if (labels.half[row] == train && level != size) ++schemes[level];
    }
    std::iota(order.begin(), order.end(), 0U);
    const auto common = [&](std::uint32_t level) { return std::pair(schemes[level], levels.counts[level].all()); };
    const std::size_t kept = std::min(feature.words.size(), std::min(order.size(), kBins - 2));
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(kept),
                              [&](auto a, auto b) { return common(a) != common(b) ? common(a) > common(b) : a < b; });
    std::fill(out.of_level.begin(), out.of_level.end() - 1, static_cast<std::uint8_t>(kept + 1));
    for (std::size_t i = 0; i < kept; ++i) {
      out.of_level[order[i]] = static_cast<std::uint8_t>(i + 1);
      out.bins.words.push_back(feature.words[static_cast<std::size_t>(levels.values[order[i]])]);
    }
    if (size > kept) out.bins.words.emplace_back();
  }
  std::array<bool, kBins + 1> seen{};
  for (std::size_t level = 0; level <= size; ++level) {
    if (levels.counts[level].all() != 0) seen[out.of_level[level]] = true;
  }
  if (std::ranges::count(seen, true) < 2) return std::nullopt;
  return out;
}

}  // namespace

void Binning::put(const Levels& levels, std::vector<std::uint8_t>& out) const {
  std::vector<std::uint8_t> of_code(levels.of_code.size());
  for (std::size_t code = 0; code < of_code.size(); ++code) of_code[code] = of_level[levels.of_code[code]];
  out.resize(levels.codes.size());
  for (std::size_t row = 0; row < out.size(); ++row) out[row] = of_code[levels.codes[row]];
}

Digest Binning::digest(const Levels& levels) const {
  std::array<std::uint64_t, kBins + 1> marks{};
  for (std::size_t level = 0; level < of_level.size(); ++level) marks[of_level[level]] += levels.counts[level].marks;
  return digest_of({reinterpret_cast<const char*>(marks.data()), sizeof marks});
}

std::array<std::optional<Binning>, 2> binnings(const Feature& feature, const Levels& levels, const Labels& labels) {
  std::vector<std::uint32_t> of_all;
  if (feature.ordered) of_all = edges_of_all(levels);
  return {binning(feature, levels, of_all, labels, 0), binning(feature, levels, of_all, labels, 1)};
}

std::optional<Binned> binned(const Feature& feature, const Labels& labels, unsigned train) {
  const LabelIndex index(labels);
  LevelMaker maker(index);
  const Levels& levels = maker.of(feature);
  std::optional<Binning> made = binnings(feature, levels, labels)[train];
  if (!made) return std::nullopt;
  made->put(levels, made->bins.bins);
  return std::move(made->bins);
}

std::vector<double> telling(const Binning& binning, const Levels& levels, const Labels& labels, unsigned train) {
  using Line = std::array<double, kBins>;
  std::vector<Line> of(labels.classes(), Line{});
  for (std::size_t level = 0; level < levels.counts.size(); ++level) {
    of[0][binning.of_level[level]] += levels.counts[level].rows[train];
  }
  for (const auto& [level, row] : levels.positive) {
    if (labels.half[row] == train) ++of[labels.kind[row]][binning.of_level[level]];
  }
  Line all{}, schemes{};
  for (std::size_t kind = 0; kind < of.size(); ++kind) {
    for (std::size_t bin = 0; bin < kBins; ++bin) {
      all[bin] += of[kind][bin];
      if (kind != 0) schemes[bin] += of[kind][bin];
    }
  }
  const double total = std::accumulate(all.begin(), all.end(), 0.0);
  std::vector<double> score(of.size());
  for (std::size_t kind = 0; kind < of.size(); ++kind) {
    const Line& wanted = kind == 0 ? schemes : of[kind];
    const double positive = std::accumulate(wanted.begin(), wanted.end(), 0.0);
    double left = 0, left_positive = 0;
    for (std::size_t bin = 1; bin < binning.bins.size(); ++bin) {
      left = all[bin] + (binning.bins.ordered ? left : 0);
      left_positive = wanted[bin] + (binning.bins.ordered ? left_positive : 0);
      score[kind] = std::max(score[kind], purity(left_positive, left) + purity(positive - left_positive, total - left));
    }
  }
  return score;
}

std::vector<std::uint32_t> most_telling(const std::vector<std::vector<double>>& scores, std::size_t classes,
                                        std::size_t limit) {
  std::vector<std::uint32_t> chosen;
  std::vector<std::vector<std::uint32_t>> order(classes, std::vector<std::uint32_t>(scores.size()));
  for (std::size_t kind = 0; kind < classes; ++kind) {
    std::iota(order[kind].begin(), order[kind].end(), 0U);
    std::ranges::stable_sort(order[kind], std::greater{}, [&](std::uint32_t f) { return scores[f][kind]; });
  }
  std::vector<std::uint8_t> taken(scores.size());
  for (std::size_t rank = 0; rank < scores.size() && chosen.size() < limit; ++rank) {
    for (std::size_t kind = 0; kind < classes && chosen.size() < limit; ++kind) {
      if (std::exchange(taken[order[kind][rank]], std::uint8_t{1}) == 0) chosen.push_back(order[kind][rank]);
    }
  }
  std::ranges::sort(chosen);
  return chosen;
}

}  // namespace tidewaiter::judge::audit
