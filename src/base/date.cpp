#include "base/date.h"

#include <fmt/format.h>

namespace tidewaiter {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

// What may follow a day: nothing, or a time of day after 'T' or a space.
bool is_time_of_day(std::string_view rest) {
  if (rest.empty()) return true;
  if (rest.front() != 'T' && rest.front() != ' ') return false;
  rest.remove_prefix(1);
  if (rest.size() < 5 || rest[2] != ':' || !digits(rest.substr(0, 2)) || !digits(rest.substr(3, 2))) return false;
  return rest.substr(5).find_first_not_of("0123456789:.+-Z ") == std::string_view::npos;
}

}  // namespace

Date Date::today() { return Date(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())); }

std::string Date::to_string() const {
  const auto day = civil();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::optional<Date> parse_date(std::string_view text) {
  std::optional<int> year;
  std::optional<int> month;
  std::optional<int> day;
  std::string_view rest;
  if (text.size() >= 10 && text[4] == '-' && text[7] == '-') {
    year = digits(text.substr(0, 4));
    month = digits(text.substr(5, 2));
    day = digits(text.substr(8, 2));
    rest = text.substr(10);
  } else if (text.size() >= 8 && (text[4] == '/' || text[4] == '.')) {
    // Year first is read one way only, in any of the usual separators: 2026/3/2, 2026.03.02.
    const std::size_t second = text.find(text[4], 5);
    if (second == std::string_view::npos || second < 6 || second > 7) return std::nullopt;
    std::size_t end = second + 1;
    while (end < text.size() && end < second + 3 && text[end] >= '0' && text[end] <= '9') ++end;
    if (end == second + 1) return std::nullopt;
    year = digits(text.substr(0, 4));
    month = digits(text.substr(5, second - 5));
    day = digits(text.substr(second + 1, end - second - 1));
    rest = text.substr(end);
  } else if (text.size() >= 8) {
    year = digits(text.substr(0, 4));
    month = digits(text.substr(4, 2));
    day = digits(text.substr(6, 2));
    rest = text.substr(8);
  }
  if (!year || !month || !day || !is_time_of_day(rest) || *year < 1900) return std::nullopt;
  const auto civil = std::chrono::year{*year} / std::chrono::month{static_cast<unsigned>(*month)} /
                     std::chrono::day{static_cast<unsigned>(*day)};
  if (!civil.ok()) return std::nullopt;
  return Date(std::chrono::sys_days{civil});
}

}  // namespace tidewaiter
