#include "judge/audit/rule_search.h"

#include <algorithm>
#include <utility>

namespace tidewaiter::judge::audit {
namespace {

// Adds a rule to what is best so far, if it is better.
class Best {
 public:
  Best(std::size_t classes, const std::array<Counts, 2>& all)
      : all_(all), all_positive_{all[0].positive(), all[1].positive()} {
    for (BestRules& rules : best_) rules.resize(classes);
    for (auto& scores : score_) scores.resize(classes, {-1, -1});
  }

  // `here`: whether a row of a scheme in each half has the condition's value.
  void offer(const Condition& condition, const std::array<Counts, 2>& marked, const std::array<bool, 2>& here) {
    for (unsigned train : {0U, 1U}) {
      if (!here[train]) continue;  // another value marks as many and no more
      const Counts& in = marked[train];
      // Those of Counts, with the sums taken once.
      const std::uint64_t rows = in.marked(), positive = rows - in.of[0];
      const double f1 = 2 * static_cast<double>(positive) / static_cast<double>(rows + all_positive_[train]);
      if (f1 >= score_[train][0].first) take(train, 0, {f1, in.recall(all_[train], 0)}, condition, marked);
      const double precision = static_cast<double>(positive) / static_cast<double>(rows);
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
  std::array<std::uint64_t, 2> all_positive_;
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

std::array<BestRules, 2> best_rules(bool ordered, const Levels& levels, std::uint32_t number, const Labels& labels,
                                    const std::array<Counts, 2>& all) {
  Best best(labels.classes(), all);
  const Counts none(labels.classes());
  std::array<Counts, 2> known{none, none}, below{none, none}, here{none, none}, above{none, none};
  for (std::size_t level = 0; level < levels.values.size() && ordered; ++level) {
    for (unsigned half : {0U, 1U}) known[half].of[0] += levels.counts[level].rows[half];
  }
  if (ordered) {
    for (const auto& [level, row] : levels.positive) {
      if (level != levels.unknown()) ++known[labels.half[row]].of[labels.kind[row]];
    }
  }
  // Only the levels of schemes' rows can be thresholds: all others are counted between two of them.
  std::uint32_t counted = 0;  // levels that are below
  for (auto at = levels.positive.begin(); at != levels.positive.end();) {
    const std::uint32_t level = at->level;
    if (level == levels.unknown()) break;  // unknown from here on
    clear(here);
    std::array<bool, 2> in_half{};
    for (unsigned half : {0U, 1U}) here[half].of[0] = levels.counts[level].rows[half];
    for (; at != levels.positive.end() && at->level == level; ++at) {
      const std::uint8_t half = labels.half[at->row];
      in_half[half] = true;
      ++here[half].of[labels.kind[at->row]];
    }
    const float value = levels.values[level];
    best.offer({number, Compare::equal, value}, here, in_half);
    if (!ordered) continue;
    for (; counted < level; ++counted) {
      for (unsigned half : {0U, 1U}) below[half].of[0] += levels.counts[counted].rows[half];
    }
    ++counted;
    for (unsigned half : {0U, 1U}) {
      for (std::size_t k = 0; k < labels.classes(); ++k) above[half].of[k] = known[half].of[k] - below[half].of[k];
    }
    best.offer({number, Compare::at_least, value}, above, in_half);
    add(below, here);
    best.offer({number, Compare::at_most, value}, below, in_half);
  }
  return std::move(best.best_);
}

std::array<BestRules, 2> best_rules(const Feature& feature, std::uint32_t number, const Labels& labels,
                                    const std::array<Counts, 2>& all) {
  const LabelIndex index(labels);
  return best_rules(feature.ordered, LevelMaker(index).of(feature), number, labels, all);
}

std::span<const Levels::Positive> marked_positive(const Levels& levels, const Condition& condition) {
  const auto level =
      static_cast<std::uint32_t>(std::ranges::lower_bound(levels.values, condition.value) - levels.values.begin());
  const auto from = [&](std::uint32_t first) {
    return std::ranges::lower_bound(levels.positive, first, {}, &Levels::Positive::level);
  };
  switch (condition.compare) {
    case Compare::at_most:
      return {levels.positive.begin(), from(level + 1)};
    case Compare::at_least:
      return {from(level), from(levels.unknown())};
    case Compare::equal:
      return {from(level), from(level + 1)};
  }
  return {};
}

}  // namespace tidewaiter::judge::audit
