#include "ingest/quantity.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

#include "base/ascii.h"

namespace tidewaiter::ingest {
namespace {

constexpr std::string_view kNotANumber = "is not a number";
constexpr std::string_view kNegative = "must not be negative";
constexpr std::string_view kAmbiguous =
    "is ambiguous: a comma may group digits or begin decimals; write 1234 or 1234.5 without grouping";
constexpr std::string_view kAmbiguousPoint =
    "is ambiguous: in a file with semicolons a point may group digits or begin decimals; write 28000 or 28.0";
constexpr std::string_view kDecimalComma = "has a decimal comma; write decimals after a point";
constexpr std::string_view kBadGroups = "groups its digits in a way that cannot be read; write it without grouping";
constexpr std::string_view kTooLarge = "is too large";

// The text without its group separators; empty if the groups are not of three digits.
std::string without_groups(std::string_view whole, std::string_view separator) {
  std::string digits;
  bool first = true;
  for (;;) {
    const std::size_t end = std::min(whole.find(separator), whole.size());
    const std::string_view group = whole.substr(0, end);
    const bool fits = first ? !group.empty() && group.size() <= 3 : group.size() == 3;
    if (!fits || !std::ranges::all_of(group, is_digit)) return {};
    digits += group;
    if (end == whole.size()) return digits;
    whole.remove_prefix(end + separator.size());
    first = false;
  }
}

// "28.000", but not "0.125": no group begins with a zero.
bool may_be_grouped(std::string_view digits) {
  const std::size_t point = digits.find('.');
  if (point == 0 || point > 3 || digits.front() == '0' || digits.size() != point + 4) return false;
  return std::ranges::all_of(digits.substr(0, point), is_digit) &&
         std::ranges::all_of(digits.substr(point + 1), is_digit);
}

Quantity plain(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::general);
  if (error == std::errc::result_out_of_range) {
    // Too large, or so small that it is zero; from_chars does not say which.
    const bool tiny = text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
    return tiny ? Quantity{} : Quantity{0, kTooLarge};
  }
  if (error != std::errc{} || end != text.data() + text.size()) return {0, kNotANumber};
  return {value, {}};
}

// "1.234,50", or, where such a comma may begin decimals, "12,5" and "0,125": the number with a decimal point, empty if
// there is another way to read it or none. REQUIRES: one comma.
std::string with_decimal_comma(std::string_view digits, NumberStyle style) {
  const std::size_t comma = digits.find(',');
  const std::string_view decimals = digits.substr(comma + 1);
  std::string whole(digits.substr(0, comma));
  if (whole.find('.') != std::string::npos) {
    if (whole.starts_with('0')) return {};  // no group begins with a zero
    whole = without_groups(whole, ".");
  } else if (!style.comma_may_begin_decimals ||
             (decimals.size() == 3 && whole.size() <= 3 && !whole.starts_with('0'))) {
    return {};
  }
  if (whole.empty() || decimals.empty() || !std::ranges::all_of(whole + std::string(decimals), is_digit)) return {};
  return whole + "." + std::string(decimals);
}

}  // namespace

Quantity parse_quantity(std::string_view text, NumberStyle style) {
  bool negative = false;
  std::string_view digits = text;
  if (digits.starts_with('+') || digits.starts_with('-')) {
    negative = digits.front() == '-';
    digits.remove_prefix(1);
  }
  if (digits.starts_with("\xE2\x88\x92")) {  // U+2212, the minus sign of typesetters
    negative = true;
    digits.remove_prefix(3);
  }
  // Neither "inf" nor "nan" nor a second sign.
  if (digits.empty() || !(is_digit(digits.front()) || digits.front() == '.')) return {0, kNotANumber};

  if (style.point_may_group && may_be_grouped(digits)) return {0, kAmbiguousPoint};
  Quantity read;
  const std::size_t commas = static_cast<std::size_t>(std::ranges::count(digits, ','));
  if (commas > 0) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    if (digits.find_first_not_of("0123456789.,eE+-") != std::string_view::npos) return {0, kNotANumber};
    const std::string grouped = without_groups(digits.substr(0, point), ",");
    if (const std::string number = commas == 1 ? with_decimal_comma(digits, style) : ""; !number.empty()) {
      read = plain(number);
      read.decimal_comma = true;
    } else if (point < digits.rfind(',')) {
      return {0, kDecimalComma};
    } else if (commas == 1 && point == digits.size()) {
      return {0, grouped.empty() ? kDecimalComma : kAmbiguous};
    } else if (grouped.empty()) {
      return {0, kBadGroups};
    } else {
      read = plain(grouped + std::string(digits.substr(point)));
    }
  } else {
    std::string grouped;
    for (const std::string_view separator : {" ", "'", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x99"}) {
      if (digits.find(separator) == std::string_view::npos) continue;
      const std::size_t point = std::min(digits.find('.'), digits.size());
      grouped = without_groups(digits.substr(0, point), separator);
      if (grouped.empty()) return {0, kNotANumber};
      grouped += digits.substr(point);
      break;
    }
    if (grouped.empty() && std::ranges::count(digits, '.') > 1) return {0, kBadGroups};
    read = plain(grouped.empty() ? digits : std::string_view(grouped));
  }
  if (read.problem.empty() && negative && read.value > 0) return {0, kNegative};
  return read;
}

void DecimalCommas::add(const DecimalCommas& later) {
  const std::uint64_t all = numbers + later.numbers;
  if (numbers == 0) *this = later;
  numbers = all;
}

std::string DecimalCommas::note(const std::string& file_name) const {
  return fmt::format("{} read with a decimal comma, as there is no other way to read {}, the first in {}:{}: \"{}\"",
                     numbers == 1 ? "1 number is" : fmt::format("{} numbers are", numbers),
                     numbers == 1 ? "it" : "them", file_name, line, text);
}

}  // namespace tidewaiter::ingest
