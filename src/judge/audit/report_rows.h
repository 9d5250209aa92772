// The reports of fleets as the leak audit looks at them: what each holder had told up to a day, and each serial number.
// The truth names no report, so that reports are no rows of their own: they are tallied for the parties and the serial
// numbers of shipments and of other events.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "judge/audit/event_rows.h"
#include "judge/audit/features.h"
#include "judge/column_table.h"

namespace tidewaiter::judge::audit {

struct ReportTables {
  explicit ReportTables(ColumnTable table) : reports(std::move(table)) {}

  // Where a holder stands when it has told the reports of a day and all before it. The first of all is that of whoever
  // told none.
  struct State {
    std::int32_t day = 0;
    std::uint32_t times = 0;           // days on which it reported
    std::uint32_t begin = 0, end = 0;  // of the day's reports in by_holder
  };

  ColumnTable reports;
  std::vector<std::int32_t> day;         // of each report
  std::vector<std::uint32_t> by_day;     // rows in the order of their days
  std::vector<std::uint32_t> holder;     // of each report the number of its party; 0: none
  std::vector<std::uint32_t> by_holder;  // rows that have one by holder, then by day
  std::vector<State> states;
  std::vector<std::uint32_t> states_begin;  // of each party its first in states; one more at the end
  std::vector<std::int32_t> goods_since;    // of each party the day on which goods came to it first, or kNever
  std::int32_t period = 0;                  // days between reports of a holder, most often; 0: nobody reports twice
  std::vector<std::uint32_t> serial;        // by number in EventTables::lists: the same in `reports`, 0 if not there

  static constexpr std::int32_t kNever = std::numeric_limits<std::int32_t>::max();
  // The last state of a party before a day.
  std::uint32_t state(std::uint32_t party, std::int32_t before) const;
};

// Fills all but `reports`. Errors: missing_column; bad_value for a date.
Result<void> number_reports(ReportTables& out, const LeakTables& tables, EventTables& events);

// Features of the rows of the shipment table, and of EventTables::deeds.
std::vector<FeatureMaker> report_feature_makers(const LeakTables& tables, const EventTables& events,
                                                const ReportTables& reports);
std::vector<FeatureMaker> report_deed_feature_makers(const EventTables& events, const ReportTables& reports);

}  // namespace tidewaiter::judge::audit
