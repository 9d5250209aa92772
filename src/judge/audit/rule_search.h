// Every rule on one feature (value, or threshold from below or above), and the best of them for each kind of scheme:
// found in one half of the rows, counted in the other. A reference that tries them row by row: reference/.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "judge/audit/feature.h"
#include "judge/audit/levels.h"

namespace tidewaiter::judge::audit {

// Below this recall of a kind a rule is of no use to anybody who looks for it (design of the audits).
inline constexpr double kLeastRecall = .2;

// A rule that is best in the half where it was found, and what it marks in both.
struct FoundRule {
  Condition condition;
  Counts trained, tried;
  double effective = 0;  // EffectiveRows of the schemes' rows that it marks in the other half; find_leaks asks for it
};

// By class: for kind k (from 1) the rule of the highest precision among those with recall of k above kLeastRecall; at 0
// the rule of the highest pooled F1. nullopt where none marks enough. Ties: the higher recall (of k, or of all), then
// at_most before at_least before equal, then the lower value.
using BestRules = std::vector<std::optional<FoundRule>>;

// [0]: found in half 0 and tried in half 1; [1]: the other way round. The rules are: at most v, at least v and equal to
// v for every value v that a row of a scheme has in the half of finding; for any other threshold one of these marks as
// many rows of schemes there, and no more of the honest. A feature that is not ordered: equal only. O(rows).
// REQUIRES: feature.rows() == labels.rows(); `number` is its place; all[h] = all_rows(labels, h).
std::array<BestRules, 2> best_rules(const Feature& feature, std::uint32_t number, const Labels& labels,
                                    const std::array<Counts, 2>& all);
// The same of a feature whose levels are made: both halves in one pass.
std::array<BestRules, 2> best_rules(bool ordered, const Levels& levels, std::uint32_t number, const Labels& labels,
                                    const std::array<Counts, 2>& all);
// The rows of schemes that a condition marks. REQUIRES: its value is one of levels.values.
std::span<const Levels::Positive> marked_positive(const Levels& levels, const Condition& condition);

}  // namespace tidewaiter::judge::audit
