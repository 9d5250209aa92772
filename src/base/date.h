// A calendar day (proleptic Gregorian), four bytes. Law, lists and shipments are dated by the day.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter {

class Date {
 public:
  constexpr Date() = default;  // 1970-01-01
  constexpr explicit Date(std::chrono::sys_days day)
      : days_(static_cast<std::int32_t>(day.time_since_epoch().count())) {}
  constexpr Date(int year, unsigned month, unsigned day)
      : Date(std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}) {}

  static constexpr Date from_days(std::int32_t days_since_1970) {
    Date date;
    date.days_ = days_since_1970;
    return date;
  }
  static Date today();  // UTC

  constexpr std::int32_t days_since_1970() const { return days_; }
  constexpr std::chrono::year_month_day civil() const { return std::chrono::sys_days{std::chrono::days{days_}}; }
  int year() const { return static_cast<int>(civil().year()); }
  std::string to_string() const;  // YYYY-MM-DD

  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date date, int days) { return from_days(date.days_ + days); }
  friend constexpr int operator-(Date a, Date b) { return a.days_ - b.days_; }

 private:
  std::int32_t days_ = 0;
};

inline constexpr Date kFirstDate = Date(1, 1, 1);      // "since always"
inline constexpr Date kLastDate = Date(9999, 12, 31);  // "no end"

// Reads YYYY-MM-DD, YYYYMMDD, YYYY/MM/DD, YYYY.MM.DD, or any followed by a time ("2025-03-01T08:00:00Z", "2025-03-01
// 00:00:00"), the day kept as written. Anything ambiguous (03/04/2025) or impossible (2025-02-30) is nullopt. Years
// 1900 to 9999.
std::optional<Date> parse_date(std::string_view text);

// A closed interval of days; both ends included.
struct DateRange {
  Date from = kFirstDate;
  Date to = kLastDate;
  constexpr bool contains(Date date) const { return from <= date && date <= to; }
  friend constexpr bool operator==(const DateRange&, const DateRange&) = default;
};

}  // namespace tidewaiter
