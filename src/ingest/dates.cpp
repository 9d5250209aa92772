#include "ingest/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"

namespace tidewaiter::ingest {
namespace {

// The number of one or two digits in front of `text`, which it takes away.
std::optional<int> take_number(std::string_view& text) {
  std::size_t digits = 0;
  int number = 0;
  for (; digits < text.size() && digits < 2 && is_digit(text[digits]); ++digits) {
    number = number * 10 + (text[digits] - '0');
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

// The number of the month whose English name, whole or its first three letters, stands in front of `text`, which it
// takes away. No other language of Latin letters begins another month with these three.
std::optional<int> take_month(std::string_view& text) {
  static constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                            "may",       "june",     "july",     "august",
                                                            "september", "october",  "november", "december"};
  const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_letter) - text.begin());
  std::string word(text.substr(0, end));
  std::ranges::transform(word, word.begin(), to_lower);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (word != kMonths[i] && (word.size() != 3 || !kMonths[i].starts_with(word))) continue;
    text.remove_prefix(end);
    return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// "3/2/2026" or "3-Feb-2026" and what follows; the separators are the same.
struct YearLast {
  int first = 0;
  int second = 0;
  bool named = false;  // the second is a month that is written as a word
  char separator = 0;
  std::string_view year;  // its digits
  std::string_view rest;
};

std::optional<YearLast> split(std::string_view text) {
  YearLast parts;
  const auto first = take_number(text);
  if (!first || text.empty() || std::string_view("./- ").find(text.front()) == std::string_view::npos) {
    return std::nullopt;
  }
  parts.first = *first;
  parts.separator = text.front();
  text.remove_prefix(1);
  auto second = take_number(text);
  if (!second) {
    second = take_month(text);
    parts.named = second.has_value();
  }
  if (!second || (parts.separator == ' ' && !parts.named) || text.empty() || text.front() != parts.separator)
    return std::nullopt;
  parts.second = *second;
  text.remove_prefix(1);
  const auto end = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
  parts.year = text.substr(0, end);
  parts.rest = text.substr(end);
  return parts;
}

std::optional<Date> day_of(const YearLast& parts, int month, int day) {
  if (parts.year.size() != 4) return std::nullopt;
  return parse_date(fmt::format("{}-{:02}-{:02}{}", parts.year, month, day, parts.rest));
}

}  // namespace

std::string_view to_string(DateOrder order) {
  constexpr std::string_view kWords[] = {"", "dmy", "mdy"};
  return kWords[static_cast<std::size_t>(order)];
}

std::optional<DateOrder> parse_date_order(std::string_view word) {
  if (word == "dmy") return DateOrder::day_first;
  if (word == "mdy") return DateOrder::month_first;
  return std::nullopt;
}

std::optional<Date> read_date(std::string_view text, DateOrder order) {
  if (const auto day = parse_date(text)) return day;
  const auto parts = split(text);
  if (!parts) return std::nullopt;
  if (parts->separator == '.' || parts->named) return day_of(*parts, parts->second, parts->first);
  const auto day_first = day_of(*parts, parts->second, parts->first);
  const auto month_first = day_of(*parts, parts->first, parts->second);
  if (order == DateOrder::day_first) return day_first;
  if (order == DateOrder::month_first) return month_first;
  if (day_first && month_first && day_first != month_first) return std::nullopt;
  return day_first ? day_first : month_first;
}

std::string_view date_problem(std::string_view text, DateOrder order) {
  constexpr std::string_view kNoDay = "is no day of the calendar; write YYYY-MM-DD";
  constexpr std::string_view kNoDate = "is not a date; write YYYY-MM-DD";
  const bool year_first = text.size() >= 8 && text.find_first_not_of("0123456789") == 4 &&
                          (text[4] == '-' || text[4] == '/' || text[4] == '.');
  if (year_first) return kNoDay;
  const auto parts = split(text);
  if (!parts) return kNoDate;
  if (parts->year.size() == 2) return "has a year of two digits; write YYYY-MM-DD";
  if (parts->year.size() != 4) return kNoDate;
  const bool either = day_of(*parts, parts->second, parts->first) || day_of(*parts, parts->first, parts->second);
  if (!either || parts->separator == '.' || parts->named) return kNoDay;
  return order == DateOrder::unsettled
             ? "is ambiguous: day and month may be either way round; say which comes first with --date-order dmy or "
               "mdy, or write YYYY-MM-DD"
             : "has day and month the other way round than --date-order says; write YYYY-MM-DD";
}

}  // namespace tidewaiter::ingest
