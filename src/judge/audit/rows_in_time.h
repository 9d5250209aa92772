// Rows that features are made of beside what is told of in other tables: a row knows what was told before its day.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "judge/audit/feature.h"

namespace tidewaiter::judge::audit {

struct RowsInTime {
  std::span<const std::int32_t> day;  // of each row
  std::vector<std::uint32_t> order;   // rows by day
};

inline std::shared_ptr<const RowsInTime> in_time(std::span<const std::int32_t> day) {
  auto rows = std::make_shared<RowsInTime>();
  rows->day = day;
  rows->order.resize(day.size());
  for (std::uint32_t i = 0; i < day.size(); ++i) rows->order[i] = i;
  std::ranges::stable_sort(rows->order, {}, [&](std::uint32_t row) { return day[row]; });
  return rows;
}

// The party in a part of some rows, by its number in PartyNumbers.
struct PartyRows {
  std::string_view name;  // "consignee"
  std::span<const std::int32_t> day;
  std::span<const std::uint32_t> party;  // 0: none
};

inline Feature unknown(std::string name, std::size_t rows, Sign sign = Sign::none) {
  return {std::move(name), sign, true, std::vector<float>(rows, kUnknown), {}};
}

// Calls tell(row) for each of `told` (rows of another table by day; `told_day`: of each row of it), and before the
// first of a day look(row) for every row up to it.
template <class Look, class Tell>
void sweep(const RowsInTime& rows, std::span<const std::int32_t> told_day, std::span<const std::uint32_t> told,
           Look look, Tell tell) {
  std::size_t next = 0;
  const auto next_day = [&] {
    return next < told.size() ? told_day[told[next]] : std::numeric_limits<std::int32_t>::max();
  };
  std::int32_t until = next_day();
  for (const std::uint32_t row : rows.order) {
    for (; until < rows.day[row]; until = next_day()) tell(told[next++]);
    look(row);
  }
}

}  // namespace tidewaiter::judge::audit
