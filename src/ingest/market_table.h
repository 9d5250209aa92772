// Prices and exchange rates of the user's own: what a thing was offered for, where and when, and what a currency was
// worth. Who knows the catalogue says whether an item is known.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "ingest/dates.h"
#include "model/decision.h"
#include "model/item.h"

namespace tidewaiter::ingest {

struct PriceRow {
  std::string item;  // never empty
  std::string date;  // of the listing: YYYY, YYYY-MM or YYYY-MM-DD
  std::string place;
  bool grey = false;  // asked where the thing may not go
  double low = 0;     // of one unit, 0 < low <= high
  double high = 0;
  std::string currency;  // never empty
  std::string source;
  Confidence confidence = Confidence::unverified;
  Reject origin;  // where it stands, as a reject would say it
};

struct PriceTable {
  std::vector<PriceRow> rows;
  std::vector<Reject> rejects;
  std::vector<std::string> notes;
  std::vector<std::string> how_read;  // of these: tables::CsvFile::notes
};

struct RateRow {
  std::string currency;  // never empty
  DateRange days;        // of the year, the month or the day that is written
  bool of_day = false;
  double usd = 0;  // for one unit of the currency; above 0
};

struct RateTable {
  std::vector<RateRow> rows;
  std::vector<Reject> rejects;
  std::vector<std::string> notes;
  std::vector<std::string> how_read;  // of these: tables::CsvFile::notes
};

// Columns item, date, place, low, mid, high, currency, source, confidence, grey; item, date and one of the prices must
// be there. `mid` stands in where low or high is empty, a currency that is empty is the dollar. Rejected: an empty item
// or date, a price that cannot be read, is 0 or lies in the wrong order, an unknown confidence.
// `encoding`: stated, for a table that is not UTF-8. Errors: those of tables::open_csv, bad_format, missing_column.
Result<PriceTable> read_prices(const std::filesystem::path& path, DateOrder date_order = DateOrder::unsettled,
                               const std::string& encoding = {});

// Columns currency, date, usd, all needed. Errors as above.
Result<RateTable> read_rates(const std::filesystem::path& path, DateOrder date_order = DateOrder::unsettled,
                             const std::string& encoding = {});

}  // namespace tidewaiter::ingest
