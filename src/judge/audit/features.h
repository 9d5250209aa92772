// Everything that one row of the shipment table tells without joining two events of different pairs: its cells, what
// follows from them alone, what the party table says of its parties, and counts for a party, a pair or a serial up to
// the day before. Every column that a world writes is looked at, by whatever name.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "judge/audit/feature.h"
#include "judge/column_table.h"
#include "judge/world_files.h"

namespace tidewaiter::judge::audit {

// A line of the shipment table is a row. `shipments` and `parties`: those tables with all columns.
struct LeakTables {
  ColumnTable shipments;
  ColumnTable parties;
  std::vector<std::int32_t> day;  // of each row, days since 1970
};

// Errors: missing_column; bad_value for a date.
Result<LeakTables> leak_tables(ColumnTable shipments, ColumnTable parties);

// The features in groups that are made together, as a world of a million rows does not hold them all at once. A maker
// may be called by any thread, while `tables` lives.
using FeatureMaker = std::function<std::vector<Feature>()>;
std::vector<FeatureMaker> feature_makers(const LeakTables& tables);

// The kinds of schemes in the order of their names, and of each scheme of a world its kind (from 1) and its half: the
// schemes of a kind in turn, by their id.
struct SchemeHalves {
  std::vector<std::string> kinds;
  std::vector<std::uint8_t> kind, half;
};
SchemeHalves halves_of(const World& world);
std::uint8_t half_of_honest(std::uint32_t party);  // by a hash

// The truth about the rows. `kinds` in the order of their names. Halves: the schemes of a kind in turn, by their id;
// honest rows by a hash of their consignee.
Labels labels_of(const World& world, const LeakTables& tables);

}  // namespace tidewaiter::judge::audit
