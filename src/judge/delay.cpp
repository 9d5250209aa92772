#include "judge/delay.h"

#include <limits>

namespace tidewaiter::judge {

bool before(const Delay& a, const Delay& b) { return a.days != b.days ? a.days < b.days : a.seen && !b.seen; }

double median_delay(const std::vector<Delay>& sorted, const std::vector<std::uint32_t>& weights) {
  const auto weight = [&](std::size_t i) { return weights.empty() ? 1.0 : static_cast<double>(weights[i]); };
  double watched = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) watched += weight(i);
  if (watched == 0) return std::numeric_limits<double>::quiet_NaN();
  double unseen = 1;
  for (std::size_t i = 0; i < sorted.size();) {
    double seen = 0, gone = 0;  // seen, or no longer watched, on this day
    const double day = sorted[i].days;
    for (; i < sorted.size() && sorted[i].days == day; ++i) (sorted[i].seen ? seen : gone) += weight(i);
    if (seen > 0) unseen *= 1 - seen / watched;
    constexpr double kRounding = 1e-12;  // products of fractions that are a half on paper
    if (seen > 0 && unseen <= 0.5 + kRounding) return day;
    watched -= seen + gone;
  }
  return std::numeric_limits<double>::infinity();
}

}  // namespace tidewaiter::judge
