#include "judge/binomial.h"

#include <cmath>

namespace tidewaiter::judge {
namespace {

// The probability of at most `most` things out of `of`, each with probability `share`, term by term.
double at_most(std::uint64_t most, std::uint64_t of, double share) {
  double log_ways = 0, sum = 0;  // ways to choose k of them
  for (std::uint64_t k = 0; k <= most; ++k) {
    if (k > 0) log_ways += std::log(static_cast<double>(of - k + 1)) - std::log(static_cast<double>(k));
    sum += std::exp(log_ways + static_cast<double>(k) * std::log(share) +
                    static_cast<double>(of - k) * std::log1p(-share));
  }
  return sum;
}

constexpr double kTail = 0.025;
constexpr int kHalvings = 50;  // below any digit that is printed

}  // namespace

// By halving. Boost.Math has these bounds as quantiles of the beta distribution, but in Debian 12 libboost-math-dev
// brings all of Boost's headers (libboost1.74-dev: 138 MB) for this one function.
ShareInterval exact_interval(double found, std::uint64_t of) {
  constexpr double kRounding = 1e-9;  // sums of ones are whole
  const auto least = static_cast<std::uint64_t>(std::floor(found + kRounding));
  const auto most = static_cast<std::uint64_t>(std::ceil(found - kRounding));
  ShareInterval interval;
  if (least > 0) {
    double below = 0, above = 1;
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (below + above) / 2;
      (1 - at_most(least - 1, of, middle) < kTail ? below : above) = middle;
    }
    interval.low = below;
  }
  if (most < of) {
    double below = 0, above = 1;
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (below + above) / 2;
      (at_most(most, of, middle) > kTail ? below : above) = middle;
    }
    interval.high = above;
  }
  return interval;
}

}  // namespace tidewaiter::judge
