#include "judge/audit/report_rows.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "base/cell_parts.h"

namespace tidewaiter::judge::audit {
namespace {

// States of all holders, and how long they wait between reports most often (the least of several).
void make_states(ReportTables& out, std::size_t party_count) {
  std::map<std::int32_t, std::uint32_t> gaps;
  out.states.assign(1, {});
  out.states_begin.assign(party_count + 2, 1);
  for (std::uint32_t begin = 0; begin < out.by_holder.size();) {
    const std::uint32_t first = out.by_holder[begin], party = out.holder[first];
    ReportTables::State state{out.day[first], 1, begin, begin};
    while (state.end < out.by_holder.size() && out.holder[out.by_holder[state.end]] == party &&
           out.day[out.by_holder[state.end]] == state.day) {
      ++state.end;
    }
    if (begin != 0 && out.holder[out.by_holder[begin - 1]] == party) {
      ++gaps[state.day - out.states.back().day];
      state.times = out.states.back().times + 1;
    }
    out.states.push_back(state);
    out.states_begin[party + 1] = static_cast<std::uint32_t>(out.states.size());
    begin = state.end;
  }
  for (std::size_t party = 1; party < out.states_begin.size(); ++party) {
    out.states_begin[party] = std::max(out.states_begin[party], out.states_begin[party - 1]);
  }
  const auto most = std::ranges::max_element(gaps, {}, [](const auto& gap) { return gap.second; });
  out.period = most == gaps.end() ? 0 : most->first;
}

}  // namespace

std::uint32_t ReportTables::state(std::uint32_t party, std::int32_t before) const {
  const auto begin = states.begin() + states_begin[party], end = states.begin() + states_begin[party + 1];
  const auto after = std::lower_bound(begin, end, before, [](const State& s, std::int32_t at) { return s.day < at; });
  return after == begin ? 0 : static_cast<std::uint32_t>(after - states.begin() - 1);
}

Result<void> number_reports(ReportTables& out, const LeakTables& tables, EventTables& events) {
  const ColumnTable& reports = out.reports;
  TIDEWAITER_TRY(const std::size_t date, reports.column("date"));
  TIDEWAITER_CHECK(reports.column("holder"));
  out.day.resize(reports.rows());
  constexpr std::int32_t kUnread = ReportTables::kNever;
  std::vector<std::int32_t> day_of_sym(reports.distinct() + 1, kUnread);
  for (std::size_t row = 0; row < reports.rows(); ++row) {
    std::int32_t& known = day_of_sym[static_cast<std::size_t>(reports.sym(date, row))];
    if (known == kUnread) {
      TIDEWAITER_TRY(const Date day, reports.needed_date(date, row));
      known = day.days_since_1970();
    }
    out.day[row] = known;
  }
  out.by_day.resize(reports.rows());
  std::iota(out.by_day.begin(), out.by_day.end(), 0U);
  std::ranges::stable_sort(out.by_day, {}, [&](std::uint32_t row) { return out.day[row]; });
  if (!events.numbers) events.numbers.emplace(tables.parties);
  out.holder = events.numbers->of(reports, "holder");
  const std::size_t parties = events.numbers->count();
  std::ranges::copy_if(out.by_day, std::back_inserter(out.by_holder),
                       [&](std::uint32_t row) { return out.holder[row] != 0; });
  std::ranges::stable_sort(out.by_holder, {}, [&](std::uint32_t row) { return out.holder[row]; });
  make_states(out, parties);

  out.goods_since.assign(parties + 1, ReportTables::kNever);
  for (const std::uint32_t event : events.by_day) {
    const Does does = events.does[event];
    if (does != Does::opens && does != Does::moves && does != Does::arrives) continue;
    std::int32_t& since = out.goods_since[events.to[event]];
    since = std::min(since, events.day[event]);
  }
  // A list of serial numbers stands in many rows; each is looked up once.
  out.serial.assign(events.lists->count(), 0);
  if (const auto column = events.events.find("serials"); column && reports.find("serial")) {
    std::vector<std::uint8_t> done(events.events.distinct() + 1);
    for (const Sym list : events.events.syms(*column)) {
      if (list == Sym::missing || done[static_cast<std::size_t>(list)]++ != 0) continue;
      auto number = events.lists->of(list).begin();
      for_each_part(events.events.text(list), [&](std::string_view serial) {
        out.serial[*number++] = static_cast<std::uint32_t>(reports.find_text(serial));
      });
    }
  }
  return {};
}

}  // namespace tidewaiter::judge::audit
