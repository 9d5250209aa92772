// The licence register: what authorities have granted, or were notified of, for whom, for what, how much, from when to
// when.
#pragma once

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

struct LicenceRow {
  std::string number;  // never empty
  std::string kind;    // folded: licence, notice (NAC), exception
  std::string holder;  // party_id or name; empty: whoever claims it
  std::string consignee;
  std::string item;                // name in words, or a control-list paragraph; empty: any
  std::optional<double> quantity;  // units that it covers altogether
  std::optional<double> value;     // US dollars that it covers altogether
  DateRange days;
};

struct LicenceTable {
  std::vector<LicenceRow> rows;
  std::vector<Reject> rejects;
  std::vector<std::string> notes;
  std::vector<std::string> how_read;  // of these: tables::CsvFile::notes
};

// Rejected: a row without a number, an unknown kind, a number or a day that cannot be read, a last day before the
// first. Errors: those of tables::open_csv, bad_format, missing_column.
Result<LicenceTable> read_licences(tables::InputFile input, const ColumnMap& map,
                                   DateOrder date_order = DateOrder::unsettled, tables::Stop stop = {});

}  // namespace tidewaiter::ingest
