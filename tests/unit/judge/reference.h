// The slow, obvious versions of what judge/ works out in one walk.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <set>
#include <span>
#include <vector>

#include "judge/delay.h"
#include "judge/score_balances.h"
#include "judge/world_files.h"

namespace tidewaiter::judge::reference {

inline std::uint32_t below(std::mt19937& engine, std::size_t bound) {
  return static_cast<std::uint32_t>(engine() % bound);
}

// For each level in turn: everything down to it is looked at, and precision and recall are counted anew.
inline double average_precision(const std::vector<std::uint32_t>& levels, const std::vector<std::uint8_t>& positive,
                                const std::vector<std::uint32_t>& weights) {
  const std::set<std::uint32_t> distinct(levels.begin(), levels.end());
  double all = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) all += positive[i] != 0 ? weights[i] : 0;
  double sum = 0, recall_before = 0;
  for (const std::uint32_t level : distinct) {
    double right = 0, looked = 0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      if (levels[i] > level) continue;
      looked += weights[i];
      right += positive[i] != 0 ? weights[i] : 0;
    }
    if (looked == 0) continue;
    sum += (right / all - recall_before) * (right / looked);
    recall_before = right / all;
  }
  return sum;
}

// Every order in which ties may be broken, each as likely as the others: in how many of them a group is found.
// REQUIRES: few things.
inline std::vector<double> found_within(const std::vector<std::uint32_t>& levels,
                                        const std::vector<std::uint32_t>& group_of, std::size_t groups,
                                        std::size_t looks) {
  std::vector<std::size_t> order(levels.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> found(groups);
  double orders = 0;
  do {
    if (!std::ranges::is_sorted(order, {}, [&](std::size_t thing) { return levels[thing]; })) continue;
    ++orders;
    std::set<std::uint32_t> seen;
    for (std::size_t i = 0; i < std::min(looks, order.size()); ++i) seen.insert(group_of[order[i]]);
    for (const std::uint32_t group : seen) {
      if (group != kNone) ++found[group];
    }
  } while (std::ranges::next_permutation(order).found);
  for (double& one : found) one /= orders;
  return found;
}

// The survival curve, evaluated at each day from its definition: the product over earlier days of 1 - seen / watched.
inline double median_delay(const std::vector<Delay>& delays, const std::vector<std::uint32_t>& weights) {
  std::vector<Delay> each;  // a delay of weight 3 three times
  for (std::size_t i = 0; i < delays.size(); ++i) each.insert(each.end(), weights[i], delays[i]);
  if (each.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::set<double> days;
  for (const Delay& delay : each) days.insert(delay.days);
  for (const double day : days) {
    double unseen = 1;
    for (const double earlier : days) {
      if (earlier > day) break;
      const auto watched = std::ranges::count_if(each, [&](const Delay& one) { return one.days >= earlier; });
      const auto seen = std::ranges::count_if(each, [&](const Delay& one) { return one.seen && one.days == earlier; });
      unseen *= 1 - static_cast<double>(seen) / static_cast<double>(watched);
    }
    if (unseen <= 0.5 + 1e-12) return day;
  }
  return std::numeric_limits<double>::infinity();
}

// Held and all intervals of balances in which some (or no) chips are gone.
struct Coverage {
  std::uint64_t held = 0, of = 0;
};
inline Coverage coverage(const std::vector<JudgedBalance>& balances, bool some_gone) {
  Coverage found;
  for (const JudgedBalance& one : balances) {
    if (one.low == one.high || (one.gone > 0) != some_gone) continue;
    ++found.of;
    if (one.gone >= one.low && one.gone <= one.high) ++found.held;
  }
  return found;
}

}  // namespace tidewaiter::judge::reference
