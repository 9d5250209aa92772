// How long it takes until a scheme is first seen, when some never are.
#pragma once

#include <cstdint>
#include <vector>

namespace tidewaiter::judge {

struct Delay {
  double days = 0;    // to the alert; of a scheme that was not seen: until the end of the world
  bool seen = false;  // false: censored
};

// The median of Kaplan and Meier (1958): the first day on which half have been seen, those that were not in the count
// for as long as they were watched. Infinite where it is not reached; NaN without any. `weights`: by delay; empty: 1
// each. `sorted`: by days, and of equal ones those seen first.
double median_delay(const std::vector<Delay>& sorted, const std::vector<std::uint32_t>& weights);
bool before(const Delay& a, const Delay& b);  // the order of `sorted`

}  // namespace tidewaiter::judge
