#include "base/period.h"

#include <string>

namespace tidewaiter {
namespace {

int number_of(std::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

}  // namespace

std::optional<DateRange> days_of(std::string_view period) {
  if (period.size() < 4) return std::nullopt;
  const int year = number_of(period.substr(0, 4));
  if (period.size() < 7) return DateRange{Date(year, 1, 1), Date(year, 12, 31)};
  const auto month = static_cast<unsigned>(number_of(period.substr(5, 2)));
  if (period.size() > 7) {
    const Date day(year, month, static_cast<unsigned>(number_of(period.substr(8, 2))));
    return DateRange{day, day};
  }
  const Date next = month == 12 ? Date(year + 1, 1, 1) : Date(year, month + 1, 1);
  return DateRange{Date(year, month, 1), next + -1};
}

std::optional<DateRange> read_period(std::string_view text) {
  if (const auto day = parse_date(text)) return DateRange{*day, *day};
  const bool month = text.size() == 7 && text[4] == '-';
  if (text.size() != 4 && !month) return std::nullopt;
  const std::string first = std::string(text) + (month ? "-01" : "-01-01");
  return parse_date(first) ? days_of(text) : std::nullopt;
}

}  // namespace tidewaiter
