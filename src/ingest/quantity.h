// Numbers as people write them in tables, read only where there is one way to read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tidewaiter::ingest {

struct Quantity {
  double value = 0;
  std::string_view problem;    // why it cannot be read; empty if it was
  bool decimal_comma = false;  // it was read with one
};

// What the file says of the numbers in it.
struct NumberStyle {
  // "28.000" in a file with semicolons is written where a point groups digits as often as not: a number whose only
  // point has three digits before and behind it is refused.
  bool point_may_group = false;
  // A comma that cannot group digits, as it has not three behind it or no group before it ("12,5", "0,125"), begins
  // decimals: in a file with semicolons it does not separate columns, and elsewhere it may be a cell that went astray.
  bool comma_may_begin_decimals = false;
};
// Of a file whose columns stand between `delimiter`s.
constexpr NumberStyle style_of_file(char delimiter) { return {delimiter == ';', delimiter == ';'}; }
// Of a number that was read before, wherever it stood.
inline constexpr NumberStyle kReadBefore{false, true};

// Reads a number that is not negative: plain ("8", "0.5", "1e3"), or with groups of three digits by commas, spaces or
// apostrophes where that is unambiguous ("1,234,567", "1,234.50", "1 234"); with a decimal comma behind
// groups by points ("1.234,50"), which is the only way to read it. "1,234" is refused: it is read differently in
// different countries.
// REQUIRES: trimmed, not empty.
Quantity parse_quantity(std::string_view text, NumberStyle style = {});

// The numbers of a table that were read with a decimal comma: whoever reads the result must know of them.
struct DecimalCommas {
  std::uint64_t numbers = 0;
  std::uint32_t file = 0;  // of the first one, like the line and the text
  std::uint64_t line = 0;
  std::string text;

  void add(const DecimalCommas& later);
  std::string note(const std::string& file_name) const;  // REQUIRES: there are some
};

}  // namespace tidewaiter::ingest
