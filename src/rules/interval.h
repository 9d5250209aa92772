// A number of which only the bounds may be known: counts and sums over missing values, or a missing value itself.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/item.h"
#include "rules/syntax.h"

namespace tidewaiter::rules {

// No default values: the stack of the evaluator holds hundreds, written before they are read.
struct Interval {
  double low;
  double high;

  static constexpr double kInfinity = std::numeric_limits<double>::infinity();
  static constexpr Interval unknown() { return {-kInfinity, kInfinity}; }
  static constexpr Interval point(double value) { return {value, value}; }
  bool is_point() const { return low == high; }
};

// A result out of a double's range is not known.
inline Interval checked(double low, double high) {
  if (low == high && !std::isfinite(low)) return Interval::unknown();
  if (std::isnan(low) || std::isnan(high)) return Interval::unknown();
  return {low, high};
}

inline Interval negate(Interval a) { return {-a.high, -a.low}; }
inline Interval add(Interval a, Interval b) { return checked(a.low + b.low, a.high + b.high); }
inline Interval subtract(Interval a, Interval b) { return checked(a.low - b.high, a.high - b.low); }

inline Interval corners(double a, double b, double c, double d) {
  return checked(std::min({a, b, c, d}), std::max({a, b, c, d}));
}
inline Interval multiply(Interval a, Interval b) {
  // Zero times an unbounded value is zero: the value itself is finite.
  const auto times = [](double x, double y) { return x == 0 || y == 0 ? 0 : x * y; };
  return corners(times(a.low, b.low), times(a.low, b.high), times(a.high, b.low), times(a.high, b.high));
}
inline Interval divide(Interval a, Interval b) {
  if (b.low <= 0 && b.high >= 0) return Interval::unknown();  // by zero, perhaps
  const auto over = [](double x, double y) { return std::isinf(y) ? 0 : x / y; };
  return corners(over(a.low, b.low), over(a.low, b.high), over(a.high, b.low), over(a.high, b.high));
}

inline Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }
inline Truth negate(Truth a) { return a == Truth::unknown ? a : truth_of(a == Truth::no); }

inline Truth compare(Comparison comparison, Interval a, Interval b) {
  switch (comparison) {
    case Comparison::less:
      return a.high < b.low ? Truth::yes : a.low >= b.high ? Truth::no : Truth::unknown;
    case Comparison::less_equal:
      return a.high <= b.low ? Truth::yes : a.low > b.high ? Truth::no : Truth::unknown;
    case Comparison::greater:
      return compare(Comparison::less, b, a);
    case Comparison::greater_equal:
      return compare(Comparison::less_equal, b, a);
    case Comparison::equal:
    case Comparison::unequal:
      break;
  }
  Truth equal = Truth::unknown;
  if (a.is_point() && b.is_point() && a.low == b.low) equal = Truth::yes;
  if (a.high < b.low || b.high < a.low) equal = Truth::no;
  return comparison == Comparison::equal ? equal : negate(equal);
}

}  // namespace tidewaiter::rules
