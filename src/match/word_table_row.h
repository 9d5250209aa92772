// A row of the word table, and the classes of how common a word is in names of companies.
#pragma once

#include <string_view>

namespace tidewaiter::match {

// Shares by class. Estimates of the language, no counts of any list: one name in twenty-five has "group" or
// "technology", one in a hundred "logistics", one in three hundred "laser".
inline constexpr double kEverywhere = 0.04;
inline constexpr double kCommon = 0.012;
inline constexpr double kUsual = 0.004;
inline constexpr double kKnown = 0.0012;
// Where a company is tells little of which one it is, and a place is what branches add to a name.
inline constexpr double kPlace = 0.03;
inline constexpr double kRare = 0;  // spelling only

struct TableRow {
  std::string_view canonical;
  double share;
  std::string_view others;  // abbreviations, inflections, other languages; divided by blanks
};

}  // namespace tidewaiter::match
