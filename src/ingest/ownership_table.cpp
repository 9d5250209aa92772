#include "ingest/ownership_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ingest/quantity.h"
#include "ingest/words.h"
#include "tables/cell.h"
#include "tables/csv_table.h"

namespace tidewaiter::ingest {
namespace {

constexpr std::size_t index(OwnershipField field) { return static_cast<std::size_t>(field); }

class OwnershipReader {
 public:
  OwnershipReader(const tables::CsvTable& table, const ColumnPlan& plan) : table_(table), plan_(plan) {}

  OwnershipTable read() {
    for (const tables::CsvRow& row : table_.rows) add(row);
    out_.rejects.insert(out_.rejects.end(), table_.rejects.begin(), table_.rejects.end());
    std::ranges::sort(out_.rejects, {}, &Reject::record);
    out_.notes = plan_.notes;
    return std::move(out_);
  }

 private:
  std::string_view cell(const tables::CsvRow& row, OwnershipField field) const {
    const std::int32_t column = plan_.column_of[index(field)];
    return column == kNoColumn ? std::string_view{} : std::string_view(row.cells[static_cast<std::size_t>(column)]);
  }

  void add(const tables::CsvRow& row) {
    OwnershipRow stake;
    for (const OwnershipField field : {OwnershipField::owner, OwnershipField::owned}) {
      if (cell(row, field).empty()) return reject(row, field, "is empty");
    }
    stake.owner = cell(row, OwnershipField::owner);
    stake.owned = cell(row, OwnershipField::owned);
    std::string_view share = cell(row, OwnershipField::share_percent);
    if (share.ends_with('%')) share = tables::trim_blanks(share.substr(0, share.size() - 1));
    if (!share.empty() && share != "?" && fold_word(share) != "unknown") {
      const Quantity read = parse_quantity(share);
      if (!read.problem.empty()) return reject(row, OwnershipField::share_percent, std::string(read.problem));
      if (read.value > 100) return reject(row, OwnershipField::share_percent, "is more than 100 percent");
      stake.share_percent = read.value;
    }
    for (const OwnershipField field : {OwnershipField::from, OwnershipField::to}) {
      const std::string_view text = cell(row, field);
      if (text.empty()) continue;
      const std::optional<Date> day = parse_date(text);
      if (!day) return reject(row, field, "is not a day; write YYYY-MM-DD");
      (field == OwnershipField::from ? stake.days.from : stake.days.to) = *day;
    }
    if (stake.days.to < stake.days.from) return reject(row, OwnershipField::to, "is before the first day");
    out_.rows.push_back(std::move(stake));
  }

  void reject(const tables::CsvRow& row, OwnershipField field, const std::string& problem) {
    Reject reject;
    reject.file = table_.file;
    reject.record = row.origin.record;
    reject.byte = row.origin.byte;
    reject.line = row.origin.line;
    reject.column = ownership_fields()[index(field)].name;
    reject.value = tables::printable(cell(row, field), tables::kRejectValueBytes);
    reject.reason = fmt::format("{} {}", reject.column, problem);
    out_.rejects.push_back(std::move(reject));
  }

  const tables::CsvTable& table_;
  const ColumnPlan& plan_;
  OwnershipTable out_;
};

}  // namespace

Result<OwnershipTable> read_ownership(const std::filesystem::path& path, const ColumnMap& map) {
  TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open(path));
  TIDEWAITER_TRY(const tables::CsvTable table, tables::read_csv_table(std::move(input)));
  TIDEWAITER_TRY(const ColumnPlan plan, plan_columns(table.header, table.file, ownership_fields(), map));
  const std::vector<std::vector<std::size_t>> requirements{{index(OwnershipField::owner)},
                                                           {index(OwnershipField::owned)}};
  if (auto missing = missing_columns(plan, table.header, table.file, ownership_fields(), requirements)) {
    return std::unexpected(*std::move(missing));
  }
  return OwnershipReader(table, plan).read();
}

}  // namespace tidewaiter::ingest
