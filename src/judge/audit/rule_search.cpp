#include "judge/audit/rule_search.h"

#include <algorithm>
#include <utility>

namespace tidewaiter::judge::audit {
namespace {

// Adds a rule to what is best so far, if it is better.
class Best {
 public:
  Best(std::size_t classes, const std::array<Counts, 2>& all) : all_(all) {
    for (BestRules& rules : best_) rules.resize(classes);
    for (auto& scores : score_) scores.resize(classes, {-1, -1});
  }

  // `here`: rows whose value is the condition's.
  void offer(const Condition& condition, const std::array<Counts, 2>& marked, const std::array<Counts, 2>& here) {
    for (unsigned train : {0U, 1U}) {
      if (here[train].positive() == 0) continue;  // another value marks as many and no more
      const Counts& in = marked[train];
      const double f1 = in.f1(all_[train]);
      if (f1 >= score_[train][0].first) take(train, 0, {f1, in.recall(all_[train], 0)}, condition, marked);
      const double precision = in.precision();
      for (std::size_t kind = 1; kind < in.of.size(); ++kind) {
        if (in.of[kind] == 0 || precision < score_[train][kind].first) continue;
        const double recall = in.recall(all_[train], kind);
        if (recall > kLeastRecall) take(train, kind, {precision, recall}, condition, marked);
      }
    }
  }

  std::array<BestRules, 2> best_;

 private:
  using Score = std::pair<double, double>;

  void take(unsigned train, std::size_t kind, Score score, const Condition& condition,
            const std::array<Counts, 2>& marked) {
    Score& before = score_[train][kind];
    if (score < before) return;
    std::optional<FoundRule>& rule = best_[train][kind];
    if (score == before && rule && !comes_first(condition, rule->condition)) return;
    before = score;
    rule = FoundRule{condition, marked[train], marked[1 - train], 0};
  }

  static bool comes_first(const Condition& a, const Condition& b) {
    return std::pair(a.compare, a.value) < std::pair(b.compare, b.value);
  }

  const std::array<Counts, 2>& all_;
  std::array<std::vector<Score>, 2> score_;
};

void clear(std::array<Counts, 2>& counts) {
  for (Counts& half : counts) std::ranges::fill(half.of, 0U);
}

void add(std::array<Counts, 2>& to, const std::array<Counts, 2>& counts) {
  for (unsigned half : {0U, 1U}) {
    for (std::size_t k = 0; k < to[half].of.size(); ++k) to[half].of[k] += counts[half].of[k];
  }
}

}  // namespace

std::array<BestRules, 2> best_rules(bool ordered, const Levels& levels, const LevelCounts& counts, std::uint32_t number,
                                    const Labels& labels, const std::array<Counts, 2>& all) {
  Best best(labels.classes(), all);
  const Counts none(labels.classes());
  std::array<Counts, 2> known{none, none}, below{none, none}, here{none, none}, above{none, none};
  for (std::size_t level = 0; level < levels.values.size() && ordered; ++level) {
    for (unsigned half : {0U, 1U}) known[half].of[0] += counts.rows[level][half];
  }
  if (ordered) {
    for (const std::uint32_t row : counts.positive) {
      if (levels.of_row[row] != levels.values.size()) ++known[labels.half[row]].of[labels.kind[row]];
    }
  }
  // Only the levels of schemes' rows can be thresholds: all others are counted between two of them.
  std::uint32_t counted = 0;  // levels that are below
  for (std::size_t i = 0; i < counts.positive.size();) {
    const std::uint32_t level = levels.of_row[counts.positive[i]];
    if (level == levels.values.size()) break;  // unknown from here on
    clear(here);
    for (unsigned half : {0U, 1U}) here[half].of[0] = counts.rows[level][half];
    for (; i < counts.positive.size() && levels.of_row[counts.positive[i]] == level; ++i) {
      ++here[labels.half[counts.positive[i]]].of[labels.kind[counts.positive[i]]];
    }
    const float value = levels.values[level];
    best.offer({number, Compare::equal, value}, here, here);
    if (!ordered) continue;
    for (; counted < level; ++counted) {
      for (unsigned half : {0U, 1U}) below[half].of[0] += counts.rows[counted][half];
    }
    ++counted;
    for (unsigned half : {0U, 1U}) {
      for (std::size_t k = 0; k < labels.classes(); ++k) above[half].of[k] = known[half].of[k] - below[half].of[k];
    }
    best.offer({number, Compare::at_least, value}, above, here);
    add(below, here);
    best.offer({number, Compare::at_most, value}, below, here);
  }
  return std::move(best.best_);
}

std::array<BestRules, 2> best_rules(const Feature& feature, std::uint32_t number, const Labels& labels,
                                    const std::array<Counts, 2>& all) {
  const Levels levels = levels_of(feature);
  return best_rules(feature.ordered, levels, count_levels(levels, LabelIndex(labels)), number, labels, all);
}

}  // namespace tidewaiter::judge::audit
