// What the readers of small tables share: cells by field, rejects, days.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "ingest/columns.h"
#include "model/decision.h"
#include "tables/cell.h"
#include "tables/csv_table.h"

namespace tidewaiter::ingest {

class SmallTable {
 public:
  // All must outlive this.
  SmallTable(const tables::CsvTable& table, const ColumnPlan& plan, std::span<const FieldInfo> fields)
      : table_(table), plan_(plan), fields_(fields) {}

  std::string_view cell(const tables::CsvRow& row, std::size_t field) const {
    const std::int32_t column = plan_.column_of[field];
    return column == kNoColumn ? std::string_view{} : std::string_view(row.cells[static_cast<std::size_t>(column)]);
  }

  Reject reject(const tables::CsvRow& row, std::size_t field, std::string_view problem) const {
    Reject reject;
    reject.file = table_.file;
    reject.record = row.origin.record;
    reject.byte = row.origin.byte;
    reject.line = row.origin.line;
    reject.column = fields_[field].name;
    reject.value = tables::printable(cell(row, field), tables::kRejectValueBytes);
    reject.reason = fmt::format("{} {}", reject.column, problem);
    return reject;
  }

  // First and last day; an empty cell leaves its end open. The reject of a day that cannot be read, or of days in the
  // wrong order.
  std::optional<Reject> read_days(const tables::CsvRow& row, std::size_t from, std::size_t to, DateRange& days) const {
    for (const std::size_t field : {from, to}) {
      const std::string_view text = cell(row, field);
      if (text.empty()) continue;
      const std::optional<Date> day = parse_date(text);
      if (!day) return reject(row, field, "is not a day; write YYYY-MM-DD");
      (field == from ? days.from : days.to) = *day;
    }
    if (days.to < days.from) return reject(row, to, "is before the first day");
    return std::nullopt;
  }

 private:
  const tables::CsvTable& table_;
  const ColumnPlan& plan_;
  std::span<const FieldInfo> fields_;
};

}  // namespace tidewaiter::ingest
