// The exact interval of a share of things that were found or not, each on its own.
#pragma once

#include <cstdint>

namespace tidewaiter::judge {

struct ShareInterval {
  double low = 0, high = 1;
};

// Clopper and Pearson (1934), 95 %: the shares at which `found` or more, and `found` or fewer, of `of` things have a
// probability above 2.5 %. Never less than 95 % of such intervals hold the truth, however few things there are. `found`
// may lie between two numbers (a chance to be found): it is rounded away from the middle of the interval on each side.
// REQUIRES: 0 <= found <= of, of > 0.
ShareInterval exact_interval(double found, std::uint64_t of);

}  // namespace tidewaiter::judge
