#include "judge/audit/reference/slow_search.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace tidewaiter::judge::audit::reference {
namespace {

bool marks(const Condition& condition, float value) {
  if (std::isnan(value)) return false;
  if (condition.compare == Compare::equal) return value == condition.value;
  return condition.compare == Compare::at_most ? value <= condition.value : value >= condition.value;
}

Counts count(const Feature& feature, const Condition& condition, const Labels& labels, unsigned half) {
  Counts counts(labels.classes());
  for (std::size_t row = 0; row < labels.rows(); ++row) {
    if (labels.half[row] == half && marks(condition, feature.at(row))) ++counts.of[labels.kind[row]];
  }
  return counts;
}

}  // namespace

BestRules best_rules(const Feature& feature, std::uint32_t number, const Labels& labels, unsigned train,
                     bool any_value) {
  std::set<float> values;
  for (std::size_t row = 0; row < labels.rows(); ++row) {
    const bool scheme = labels.kind[row] != 0 && labels.half[row] == train;
    if ((any_value || scheme) && !std::isnan(feature.at(row))) values.insert(feature.at(row));
  }
  const Counts all = all_rows(labels, train);
  BestRules best(labels.classes());
  for (std::size_t kind = 0; kind < labels.classes(); ++kind) {
    std::pair<double, double> score(-1, -1);
    for (const Compare compare : {Compare::at_most, Compare::at_least, Compare::equal}) {
      if (!feature.ordered && compare != Compare::equal) continue;
      for (const float value : values) {
        const Condition condition{number, compare, value};
        const Counts in = count(feature, condition, labels, train);
        if (in.positive() == 0 || (kind != 0 && in.recall(all, kind) <= kLeastRecall)) continue;
        const std::pair of_this(kind == 0 ? in.f1(all) : in.precision(), in.recall(all, kind));
        if (of_this <= score) continue;
        score = of_this;
        best[kind] = FoundRule{condition, in, count(feature, condition, labels, 1 - train), 0};
      }
    }
  }
  return best;
}

std::vector<double> best_tree_scores(const std::vector<Binned>& features, const Labels& labels, unsigned train) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < labels.rows(); ++row) {
    if (labels.half[row] == train) rows.push_back(row);
  }
  const auto is_of = [&](std::size_t row, std::size_t kind) {
    return kind == 0 ? labels.kind[row] != 0 : labels.kind[row] == kind;
  };
  const auto part = [&](const std::vector<std::size_t>& from, const Split& split) {
    std::array<std::vector<std::size_t>, 2> sides;
    for (const std::size_t row : from) {
      const Binned& feature = features[split.feature];
      const std::uint8_t bin = feature.bins[row];
      const bool left = feature.ordered ? bin >= 1 && bin <= split.bin : bin == split.bin;
      sides[left ? 0 : 1].push_back(row);
    }
    return sides;
  };
  const auto purity = [&](const std::vector<std::size_t>& leaf, std::size_t kind) {
    const double positive =
        static_cast<double>(std::ranges::count_if(leaf, [&](auto row) { return is_of(row, kind); }));
    return leaf.empty() ? 0 : positive * positive / static_cast<double>(leaf.size());
  };
  const auto every_split = [&](auto call) {
    for (std::uint32_t f = 0; f < features.size(); ++f) {
      for (std::size_t bin = 1; bin < features[f].size(); ++bin) call(Split{f, static_cast<std::uint8_t>(bin)});
    }
  };
  const Counts all = all_rows(labels, train);
  std::vector<double> best(labels.classes(), -1);
  for (std::size_t kind = 0; kind < labels.classes(); ++kind) {
    every_split([&](const Split& root) {
      std::vector<std::vector<std::size_t>> leaves;
      for (const auto& branch : part(rows, root)) {
        double score = -1;
        std::array<std::vector<std::size_t>, 2> chosen{branch, {}};
        const bool any = std::ranges::any_of(branch, [&](auto row) { return is_of(row, kind); });
        every_split([&](const Split& child) {
          const auto sides = part(branch, child);
          if (!any || sides[0].empty() || sides[1].empty()) return;
          const double of_this = purity(sides[0], kind) + purity(sides[1], kind);
          if (of_this <= score) return;
          score = of_this;
          chosen = sides;
        });
        leaves.push_back(chosen[0]);
        leaves.push_back(chosen[1]);
      }
      const auto share = [&](const std::vector<std::size_t>& leaf) {
        const auto schemes = std::ranges::count_if(leaf, [&](auto row) { return is_of(row, 0); });
        return leaf.empty() ? -1 : static_cast<double>(schemes) / static_cast<double>(leaf.size());
      };
      std::ranges::stable_sort(leaves, std::greater{}, share);
      Counts marked(labels.classes());
      for (std::size_t n = 0; n < 3; ++n) {
        for (const std::size_t row : leaves[n]) ++marked.of[labels.kind[row]];
        if (marked.marked() == 0 || (kind != 0 && marked.recall(all, kind) <= kLeastRecall)) continue;
        best[kind] = std::max(best[kind], kind == 0 ? marked.f1(all) : marked.precision());
      }
    });
  }
  return best;
}

}  // namespace tidewaiter::judge::audit::reference
