// What the readers of small tables share: the way from a file to rows and rejects, cells by field, days.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "ingest/columns.h"
#include "ingest/dates.h"
#include "ingest/quantity.h"
#include "model/decision.h"
#include "tables/cell.h"
#include "tables/csv_table.h"
#include "tables/stop.h"

namespace tidewaiter::ingest {

class SmallTable {
 public:
  // All must outlive this.
  SmallTable(const tables::CsvTable& table, const ColumnPlan& plan, std::span<const FieldInfo> fields,
             DateOrder date_order)
      : table_(table), plan_(plan), fields_(fields), date_order_(date_order) {}

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

  // A number of the row; parse_quantity, for this file.
  Quantity quantity(const tables::CsvRow& row, std::string_view text) {
    const Quantity read = parse_quantity(text, style_of_file(table_.header.dialect.delimiter));
    if (read.decimal_comma) decimal_commas_.add({1, 0, row.origin.line, std::string(text)});
    return read;
  }
  const DecimalCommas& decimal_commas() const { return decimal_commas_; }

  // First and last day; an empty cell leaves its end open. The reject of a day that cannot be read, or of days in the
  // wrong order.
  std::optional<Reject> read_days(const tables::CsvRow& row, std::size_t from, std::size_t to, DateRange& days) const {
    for (const std::size_t field : {from, to}) {
      const std::string_view text = cell(row, field);
      if (text.empty()) continue;
      const std::optional<Date> day = read_date(text, date_order_);
      if (!day) return reject(row, field, date_problem(text, date_order_));
      (field == from ? days.from : days.to) = *day;
    }
    if (days.to < days.from) return reject(row, to, "is before the first day");
    return std::nullopt;
  }

 private:
  const tables::CsvTable& table_;
  const ColumnPlan& plan_;
  std::span<const FieldInfo> fields_;
  DateOrder date_order_;
  DecimalCommas decimal_commas_;
};

// The rows of a small table, Table with `rows`, `rejects`, `notes` and `how_read`. Of each requirement one column must
// be there. `read_row(SmallTable, CsvRow, row)` fills a row of the Table, or gives the reject. Errors: those of
// tables::open_csv, bad_format, missing_column.
template <class Table, class ReadRow>
Result<Table> read_small_table(tables::InputFile input, const ColumnMap& map, DateOrder date_order,
                               std::span<const FieldInfo> fields,
                               const std::vector<std::vector<std::size_t>>& requirements, ReadRow read_row,
                               tables::Stop stop = {}) {
  TIDEWAITER_TRY(tables::CsvTable table, tables::read_csv_table(std::move(input), {.stop = stop}));
  TIDEWAITER_TRY(const ColumnPlan plan, plan_columns(table.header, table.file, fields, map));
  if (auto missing = missing_columns(plan, table.header, table.file, fields, requirements, map, table.below)) {
    return std::unexpected(*std::move(missing));
  }
  Table out;
  SmallTable small(table, plan, fields, date_order);
  for (const tables::CsvRow& row : table.rows) {
    typename decltype(out.rows)::value_type read;
    if (std::optional<Reject> rejected = read_row(small, row, read)) {
      out.rejects.push_back(*std::move(rejected));
    } else {
      out.rows.push_back(std::move(read));
    }
  }
  std::ranges::move(table.rejects, std::back_inserter(out.rejects));
  std::ranges::sort(out.rejects, {}, &Reject::record);
  out.notes = out.how_read = table.notes;
  out.notes.insert(out.notes.end(), plan.notes.begin(), plan.notes.end());
  if (small.decimal_commas().numbers > 0) out.notes.push_back(small.decimal_commas().note(table.file));
  return out;
}

}  // namespace tidewaiter::ingest
