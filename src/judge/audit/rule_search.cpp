#include "judge/audit/rule_search.h"

#include <algorithm>
#include <cmath>
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
      take(train, 0, {in.f1(all_[train]), in.recall(all_[train], 0)}, condition, marked);
      const double precision = in.precision();
      for (std::size_t kind = 1; kind < in.of.size(); ++kind) {
        if (in.of[kind] == 0) continue;
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
    if (score == before && !comes_first(condition, rule->condition)) return;
    before = score;
    rule = FoundRule{condition, marked[train], marked[1 - train]};
  }

  static bool comes_first(const Condition& a, const Condition& b) {
    return std::pair(a.compare, a.value) < std::pair(b.compare, b.value);
  }

  const std::array<Counts, 2>& all_;
  std::array<std::vector<Score>, 2> score_;
};

std::array<Counts, 2> minus(const std::array<Counts, 2>& a, const std::array<Counts, 2>& b) {
  std::array<Counts, 2> rest = a;
  for (unsigned half : {0U, 1U}) {
    for (std::size_t i = 0; i < rest[half].of.size(); ++i) rest[half].of[i] -= b[half].of[i];
  }
  return rest;
}

// Equality alone: counts by the number of the word.
void offer_words(const Feature& feature, std::uint32_t number, const Labels& labels, Best& best) {
  std::vector<std::uint32_t> place(feature.words.size(), 0);  // 1 + place among the words that a scheme's row has
  std::vector<std::uint32_t> words;
  for (std::size_t row = 0; row < labels.rows(); ++row) {
    if (labels.kind[row] == 0 || std::isnan(feature.values[row])) continue;
    std::uint32_t& at = place[static_cast<std::size_t>(feature.values[row])];
    if (at != 0) continue;
    words.push_back(static_cast<std::uint32_t>(feature.values[row]));
    at = static_cast<std::uint32_t>(words.size());
  }
  const Counts none(labels.classes());
  std::vector<std::array<Counts, 2>> counts(words.size(), {none, none});
  for (std::size_t row = 0; row < labels.rows(); ++row) {
    if (std::isnan(feature.values[row])) continue;
    const std::uint32_t at = place[static_cast<std::size_t>(feature.values[row])];
    if (at != 0) ++counts[at - 1][labels.half[row]].of[labels.kind[row]];
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    best.offer({number, Compare::equal, static_cast<float>(words[i])}, counts[i], counts[i]);
  }
}

}  // namespace

std::array<BestRules, 2> best_rules(const Feature& feature, std::uint32_t number, const Labels& labels,
                                    const std::array<Counts, 2>& all) {
  Best best(labels.classes(), all);
  if (!feature.ordered) {
    offer_words(feature, number, labels, best);
    return std::move(best.best_);
  }
  // Only the values of schemes' rows can be thresholds: all others are counted between two of them.
  std::vector<float> values;
  for (std::size_t row = 0; row < labels.rows(); ++row) {
    if (labels.kind[row] != 0 && !std::isnan(feature.values[row])) values.push_back(feature.values[row]);
  }
  std::ranges::sort(values);
  values.erase(std::ranges::unique(values).begin(), values.end());
  const Counts none(labels.classes());
  // Place 2i: below values[i] and above the one before; 2i + 1: equal to it.
  std::vector<std::array<std::uint32_t, 2>> honest(2 * values.size() + 1);
  std::vector<std::array<Counts, 2>> schemes(values.size(), {none, none});
  std::array<Counts, 2> known{none, none};
  for (std::size_t row = 0; row < labels.rows(); ++row) {
    const float value = feature.values[row];
    if (std::isnan(value)) continue;
    const auto at = static_cast<std::size_t>(std::ranges::lower_bound(values, value) - values.begin());
    const unsigned half = labels.half[row];
    ++known[half].of[labels.kind[row]];
    if (labels.kind[row] != 0) {
      ++schemes[at][half].of[labels.kind[row]];
    } else {
      ++honest[2 * at + (at < values.size() && values[at] == value ? 1 : 0)][half];
    }
  }
  std::array<Counts, 2> below{none, none};  // rows before the value at hand
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::array<Counts, 2> here = schemes[i];
    for (unsigned half : {0U, 1U}) {
      below[half].of[0] += honest[2 * i][half];
      here[half].of[0] = honest[2 * i + 1][half];
    }
    best.offer({number, Compare::equal, values[i]}, here, here);
    best.offer({number, Compare::at_least, values[i]}, minus(known, below), here);
    for (unsigned half : {0U, 1U}) {
      for (std::size_t k = 0; k < here[half].of.size(); ++k) below[half].of[k] += here[half].of[k];
    }
    best.offer({number, Compare::at_most, values[i]}, below, here);
  }
  return std::move(best.best_);
}

}  // namespace tidewaiter::judge::audit
