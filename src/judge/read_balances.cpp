// Balances: the last period of each holder and kind, its sites added up.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "judge/read_results.h"

namespace tidewaiter::judge {
namespace {

using std::string_view;

constexpr std::array<string_view, 6> kColumns{"holder", "kind", "book", "missing", "low", "high"};

// 0 <= low <= missing <= high <= book: what is missing is of the book, and lies in its own interval.
Result<void> check_numbers(double book, double missing, double low, double high, const std::string& where) {
  const std::string hint = "in chips, 0 <= low <= missing <= high <= book";
  if (low < 0) return fail(ErrorCode::bad_value, fmt::format("low: {} is below 0", low), where, hint);
  const std::array<std::pair<string_view, double>, 4> rising{
      {{"low", low}, {"missing", missing}, {"high", high}, {"book", book}}};
  const auto falls =
      std::ranges::adjacent_find(rising, [](const auto& one, const auto& next) { return one.second > next.second; });
  if (falls == rising.end()) return {};
  return fail(ErrorCode::bad_value,
              fmt::format("{}: {} is above {}, {}", falls->first, falls->second, std::next(falls)->first,
                          std::next(falls)->second),
              where, hint);
}

// A year, month or day, whose order as text is that of time (ISO 8601), all of one file alike.
Result<void> check_period(const World& world, string_view period, string_view before, const std::string& where) {
  if (period.empty() && before.empty()) return {};
  static constexpr string_view kForm = "YYYY-MM-DD";
  const bool whole = period.size() == 4 || period.size() == 7 || period.size() == kForm.size();
  const bool fits = whole && std::ranges::equal(period, kForm.substr(0, period.size()),
                                                [](char c, char form) { return form == '-' ? c == '-' : is_digit(c); });
  if (!fits || period.size() != before.size()) {
    return fail(ErrorCode::bad_value,
                fits ? fmt::format("period: \"{}\" is not written like \"{}\" before it", period, before)
                     : fmt::format("period: \"{}\" is no year, month or day", period),
                where, "write all periods alike: 2024, 2024-05 or 2024-05-31");
  }
  const std::string first = world.first_day.to_string(), last = world.last_day.to_string();
  if (period < string_view(first).substr(0, period.size())) {
    return fail(ErrorCode::bad_value, fmt::format("period: {} ends before the world's first day, {}", period, first),
                where);
  }
  if (period <= string_view(last).substr(0, period.size())) return {};
  return fail(ErrorCode::bad_value, fmt::format("period: {} begins after the world's last day, {}", period, last),
              where);
}

struct Sum {
  string_view period;
  Balance balance;
  std::uint64_t rows = 0;
};

}  // namespace

Result<void> read_balances(const World& world, const ColumnTable& table, Results& results) {
  std::array<std::size_t, 6> at{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    TIDEWAITER_TRY(at[i], table.column(kColumns[i]));
  }
  const auto period = table.find("period"), site = table.find("site");
  std::map<std::pair<string_view, string_view>, Sum> sums;
  std::set<std::array<string_view, 4>> seen;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    TIDEWAITER_TRY(const string_view holder, table.needed_text(at[0], row));
    TIDEWAITER_TRY(const string_view kind, table.needed_text(at[1], row));
    std::array<double, 4> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      TIDEWAITER_TRY(numbers[i], table.needed_number(at[i + 2], row));
    }
    TIDEWAITER_CHECK(check_numbers(numbers[0], numbers[1], numbers[2], numbers[3], table.where(row)));
    string_view days;
    if (period) {
      days = table.cell(*period, row);
      TIDEWAITER_CHECK(check_period(world, days, table.cell(*period, 0), table.where(row)));
    }
    if (!seen.insert({holder, kind, days, site ? table.cell(*site, row) : string_view{}}).second) {
      return fail(ErrorCode::bad_value, fmt::format("the balance of {} and {} is there twice", holder, kind),
                  table.where(row), "one row a holder, site, kind and period");
    }
    Sum& sum = sums[{holder, kind}];
    if (days < sum.period) continue;
    if (days > sum.period || sum.balance.holder.empty()) {
      sum = {days, {std::string(holder), std::string(kind), 0, 0, 0, 0}, 0};
    }
    ++sum.rows;
    sum.balance.book += numbers[0];
    sum.balance.missing += numbers[1];
    sum.balance.low += numbers[2];
    sum.balance.high += numbers[3];
  }
  const std::string last = world.last_day.to_string();
  std::uint64_t early = 0, earlier_rows = table.rows();
  for (auto& [key, sum] : sums) {
    earlier_rows -= sum.rows;
    if (sum.period < string_view(last).substr(0, sum.period.size())) ++early;
    results.balances.push_back(std::move(sum.balance));
  }
  add_note(results.notes, results.name,
           "balances of a period before the world's last day, beside the truth of that day", early,
           results.balances.size());
  add_note(results.notes, results.name, "rows of earlier periods of a holder and kind, which do not count",
           earlier_rows, table.rows());
  return {};
}

}  // namespace tidewaiter::judge
