// Numbers as people write them in tables, read only where there is one way to read them.
#pragma once

#include <string_view>

namespace tidewaiter::ingest {

struct Quantity {
  double value = 0;
  std::string_view problem;  // why it cannot be read; empty if it was
};

// Reads a number that is not negative: plain ("8", "0.5", "1e3"), or with groups of three digits by commas, spaces or
// apostrophes where that is unambiguous ("1,234,567", "1,234.50", "1 234"). "1,234" and "12,5" are refused: each is
// read differently in different countries. REQUIRES: trimmed, not empty.
// With `point_may_group` ("28.000" in a file with semicolons: written where a point groups digits as often as not) a
// number whose only point has three digits before and behind it is refused too.
Quantity parse_quantity(std::string_view text, bool point_may_group = false);

}  // namespace tidewaiter::ingest
