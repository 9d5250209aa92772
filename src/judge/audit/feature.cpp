#include "judge/audit/feature.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace tidewaiter::judge::audit {

std::string_view to_string(Sign sign) {
  static constexpr std::array<std::string_view, 4> kNames{"none", "substitution", "custody_break", "transformation"};
  return kNames[static_cast<std::size_t>(sign)];
}

std::uint64_t Counts::marked() const { return std::accumulate(of.begin(), of.end(), std::uint64_t{0}); }

double Counts::precision() const {
  const std::uint64_t all = marked();
  return all == 0 ? 0 : static_cast<double>(positive()) / static_cast<double>(all);
}

double Counts::recall(const Counts& all, std::size_t kind) const {
  const std::uint64_t there = kind == 0 ? all.positive() : all.of[kind];
  const std::uint64_t found = kind == 0 ? positive() : of[kind];
  return there == 0 ? 0 : static_cast<double>(found) / static_cast<double>(there);
}

double Counts::f1(const Counts& all) const {
  const std::uint64_t sum = marked() + all.positive();
  return sum == 0 ? 0 : 2 * static_cast<double>(positive()) / static_cast<double>(sum);
}

Counts all_rows(const Labels& labels, unsigned half) {
  Counts counts(labels.classes());
  for (std::size_t row = 0; row < labels.rows(); ++row) {
    if (labels.half[row] == half) ++counts.of[labels.kind[row]];
  }
  return counts;
}

double EffectiveRows::number() const {
  double sum = alone_, squares = alone_;
  for (const std::uint32_t rows : rows_) {
    sum += rows;
    squares += static_cast<double>(rows) * rows;
  }
  return squares == 0 ? 0 : sum * sum / squares;
}

double least_share(double share, double n) {
  constexpr double kErrors = 3;
  if (n <= 0) return 0;
  const double z2 = kErrors * kErrors;
  const double spread = kErrors * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
  return std::max(0.0, (share + z2 / (2 * n) - spread) / (1 + z2 / n));
}

std::string in_words(const Feature& feature, Compare compare, float value) {
  if (!feature.ordered) return fmt::format("{} = \"{}\"", feature.name, feature.words[static_cast<std::size_t>(value)]);
  const char* words = compare == Compare::equal ? "=" : compare == Compare::at_most ? "at most" : "at least";
  return fmt::format("{} {} {:.6g}", feature.name, words, value);
}

}  // namespace tidewaiter::judge::audit
