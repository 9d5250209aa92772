// A Parquet file that somebody hands over, as rows of text: each value as DuckDB writes it (a DECIMAL keeps its zeros,
// a date is ISO 8601), structures as columns OUTER_INNER and lists of values as one cell with '|' between them.
#pragma once

#include <string_view>

#include "base/result.h"
#include "tables/csv_file.h"

namespace tidewaiter::tables {

bool looks_like_parquet(std::string_view bytes);  // by its first bytes

// Records have the number of their row, from 1. A column that holds more than values and lists of them is called NAME[]
// and empty. Errors: bad_format (with what DuckDB says of a damaged file), interrupted; those of Spool and of
// DuckDB.
Result<CsvFile> read_parquet_table(InputFile file, Stop stop = {});

}  // namespace tidewaiter::tables
