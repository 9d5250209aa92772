// The score as a sum, which is what makes an exact index possible. With every quantity an integer,
//   score >= t   iff   slack(t) >= 0,   slack = base(t) + sum of gains of the matched pairs - rules that only lower it
// where base is the slack of two names of which nothing matched.
#pragma once

#include <algorithm>
#include <cstdint>

#include "match/parameters.h"

namespace tidewaiter::match {

// Units: weight * similarity * percent * percent, so that no division is needed before the last one.
using Amount = std::int64_t;
inline constexpr Amount kPercent = 100;

// What a matched pair of weights `query` and `entry` adds to M.
constexpr Amount met(Weight query, Weight entry, Similarity similarity) {
  return Amount{std::min(query, entry)} * similarity * kPercent * kPercent;
}

// What one side of a matched pair is charged: the dissimilar part of its weight, and a share of what it weighs more.
inline Amount shortfall(Weight side, Weight other, Similarity similarity, std::int32_t charge) {
  const Amount common = std::min(side, other);
  return charge * (common * (kEqual - similarity) * kPercent + Amount{side - common} * kEqual * kLeftoverPercent);
}

// What an unmatched weight is charged.
constexpr Amount unmatched(Weight weight, std::int32_t charge) { return Amount{weight} * kEqual * kPercent * charge; }

constexpr Score ratio(Amount matched, Amount charged) {
  return matched == 0 ? 0 : static_cast<Score>(matched * kFullScore / (matched + charged));
}

// slack = (1 - t) * M - t * X, so a pair that is matched instead of left changes it by:
inline Amount gain(Score threshold, const Charges& charges, Weight query, Weight entry, Similarity similarity) {
  const Amount saved = unmatched(query, charges.query) - shortfall(query, entry, similarity, charges.query) +
                       unmatched(entry, charges.entry) - shortfall(entry, query, similarity, charges.entry);
  return (kFullScore - threshold) * met(query, entry, similarity) + threshold * saved;
}

constexpr Amount base(Score threshold, const Charges& charges, Weight query, Weight entry) {
  return -threshold * (unmatched(query, charges.query) + unmatched(entry, charges.entry));
}

}  // namespace tidewaiter::match
