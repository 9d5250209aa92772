#include "ingest/ownership_table.h"

#include <utility>

#include "ingest/small_table.h"
#include "ingest/words.h"

namespace tidewaiter::ingest {
namespace {

constexpr std::size_t index(OwnershipField field) { return static_cast<std::size_t>(field); }

// The row, or why it cannot be read.
std::optional<Reject> read_row(SmallTable& table, const tables::CsvRow& row, OwnershipRow& stake) {
  for (const OwnershipField field : {OwnershipField::owner, OwnershipField::owned}) {
    if (table.cell(row, index(field)).empty()) return table.reject(row, index(field), "is empty");
  }
  stake.owner = table.cell(row, index(OwnershipField::owner));
  stake.owned = table.cell(row, index(OwnershipField::owned));
  constexpr std::size_t kShare = index(OwnershipField::share_percent);
  std::string_view share = table.cell(row, kShare);
  if (share.ends_with('%')) share = tables::trim_blanks(share.substr(0, share.size() - 1));
  if (!share.empty() && share != "?" && fold_word(share) != "unknown") {
    const Quantity read = table.quantity(row, share);
    if (!read.problem.empty()) return table.reject(row, kShare, read.problem);
    if (read.value > 100) return table.reject(row, kShare, "is more than 100 percent");
    stake.share_percent = read.value;
  }
  return table.read_days(row, index(OwnershipField::from), index(OwnershipField::to), stake.days);
}

}  // namespace

Result<OwnershipTable> read_ownership(tables::InputFile input, const ColumnMap& map, DateOrder date_order,
                                      tables::Stop stop) {
  return read_small_table<OwnershipTable>(std::move(input), map, date_order, ownership_fields(),
                                          {{index(OwnershipField::owner)}, {index(OwnershipField::owned)}}, read_row,
                                          stop);
}

}  // namespace tidewaiter::ingest
