// The ownership table: who holds which share of whom, from which day to which.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "ingest/columns.h"
#include "ingest/dates.h"
#include "model/decision.h"
#include "tables/input_file.h"
#include "tables/stop.h"

namespace tidewaiter::ingest {

struct OwnershipRow {
  std::string owner;  // a party_id of the party table, or a name
  std::string owned;
  std::optional<double> share_percent;  // 0 to 100; nullopt: not known
  DateRange days;                       // no first day: since always; no last day: still
};

struct OwnershipTable {
  std::vector<OwnershipRow> rows;  // in the order of the file
  std::vector<Reject> rejects;
  std::vector<std::string> notes;
  std::vector<std::string> how_read;  // of these: tables::CsvFile::notes
};

// A share may carry a percent sign; empty, "unknown" and "?" say that it is not known. Rejected: a row without owner or
// owned, a share that cannot be read or is above 100, a day that cannot be read, a last day before the first. Errors:
// those of tables::open_csv, bad_format, missing_column.
Result<OwnershipTable> read_ownership(tables::InputFile input, const ColumnMap& map,
                                      DateOrder date_order = DateOrder::unsettled, tables::Stop stop = {});

}  // namespace tidewaiter::ingest
