#include "judge/audit/ownership_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <string_view>

#include "judge/audit/feature_values.h"

namespace tidewaiter::judge::audit {
namespace {

constexpr std::int32_t kAlways = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t kStill = std::numeric_limits<std::int32_t>::max();

Result<std::vector<std::int32_t>> days_of(const ColumnTable& table, std::string_view name, std::int32_t otherwise) {
  std::vector<std::int32_t> days(table.rows(), otherwise);
  const auto column = table.find(name);
  for (std::size_t row = 0; row < days.size() && column; ++row) {
    TIDEWAITER_TRY(const std::optional<Date> day, table.date(*column, row));
    if (day) days[row] = day->days_since_1970();
  }
  return days;
}

// The days on which stakes begin and after which they end, ascending: how many have begun and ended by a day.
struct Spans {
  std::vector<std::int32_t> from, to;
  Spans(const OwnershipTables& stakes, const std::vector<std::uint32_t>& rows) {
    for (const std::uint32_t row : rows) {
      from.push_back(stakes.from[row]);
      to.push_back(stakes.to[row]);
    }
    std::ranges::sort(from);
    std::ranges::sort(to);
  }
  std::uint32_t begun(std::int32_t day) const {
    return static_cast<std::uint32_t>(std::ranges::upper_bound(from, day) - from.begin());
  }
  std::uint32_t ended(std::int32_t day) const {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(to, day) - to.begin());
  }
};

// `in_it`: rows of the stakes in a party; `of_it`: of those that it has.
void add_states(OwnershipTables& out, const std::vector<float>& share, const std::vector<std::uint32_t>& in_it,
                const std::vector<std::uint32_t>& of_it) {
  std::vector<std::int32_t> days;
  for (const auto* rows : {&in_it, &of_it}) {
    for (const std::uint32_t row : *rows) {
      days.push_back(out.from[row]);
      if (out.to[row] != kStill) days.push_back(out.to[row] + 1);
    }
  }
  std::ranges::sort(days);
  const auto again = std::ranges::unique(days);
  days.erase(again.begin(), again.end());
  const Spans others(out, in_it), own(out, of_it);
  for (const std::int32_t day : days) {
    OwnershipTables::State state;
    state.day = day;
    state.former_owners = others.ended(day);
    state.owners = others.begun(day) - state.former_owners;
    state.owned = own.ended(day);
    state.owns = own.begun(day) - state.owned;
    const auto size_of = [&](std::uint32_t row) {
      return std::pair(std::isnan(share[row]) ? -1.F : share[row], out.from[row]);
    };
    for (const std::uint32_t row : in_it) {
      if (out.to[row] < day) {
        if (state.former == kNone || out.to[state.former] <= out.to[row]) state.former = row;
      } else if (out.from[row] <= day) {
        if (state.stake == kNone || size_of(state.stake) <= size_of(row)) state.stake = row;
        if (std::isnan(share[row])) {
          ++state.unstated;
        } else {
          state.share += share[row];
        }
      }
    }
    out.states.push_back(state);
  }
}

}  // namespace

std::uint32_t OwnershipTables::state(std::uint32_t party, std::int32_t day) const {
  const auto begin = states.begin() + states_begin[party], end = states.begin() + states_begin[party + 1];
  const auto after = std::upper_bound(begin, end, day, [](std::int32_t at, const State& s) { return at < s.day; });
  return after == begin ? 0 : static_cast<std::uint32_t>(after - states.begin() - 1);
}

OwnershipTables::Top OwnershipTables::top_of(std::uint32_t party, std::int32_t day) const {
  constexpr std::uint32_t kMostSteps = 32;  // a circle has no top
  Top top{party, 0};
  for (std::uint32_t above = owner_of(party, day); above != 0 && above != party && top.steps < kMostSteps;
       above = owner_of(above, day)) {
    top = {above, top.steps + 1};
  }
  return top;
}

Result<void> number_ownership(OwnershipTables& out, const LeakTables& tables, EventTables& events) {
  const ColumnTable& table = out.ownership;
  TIDEWAITER_CHECK(table.column("owner"));
  TIDEWAITER_CHECK(table.column("owned"));
  TIDEWAITER_TRY(out.from, days_of(table, "from", kAlways));
  TIDEWAITER_TRY(out.to, days_of(table, "to", kStill));
  if (!events.numbers) events.numbers.emplace(tables.parties);
  out.owner = events.numbers->of(table, "owner");
  out.owned = events.numbers->of(table, "owned");
  for (std::size_t row = 0; row < table.rows(); ++row) {  // what ends before it begins never holds
    if (out.from[row] != kAlways) out.to[row] = std::max(out.to[row], out.from[row] - 1);
  }
  const std::vector<float> share = column_numbers(table, "share_percent");
  std::vector<std::vector<std::uint32_t>> in_it(events.numbers->count() + 1), of_it(in_it.size());
  for (std::uint32_t row = 0; row < table.rows(); ++row) {
    in_it[out.owned[row]].push_back(row);
    of_it[out.owner[row]].push_back(row);
  }
  out.states.assign(1, {});
  out.states_begin.assign(1, 1);
  for (std::size_t party = 0; party < in_it.size(); ++party) {
    if (party != 0) add_states(out, share, in_it[party], of_it[party]);
    out.states_begin.push_back(static_cast<std::uint32_t>(out.states.size()));
  }
  return {};
}

}  // namespace tidewaiter::judge::audit
