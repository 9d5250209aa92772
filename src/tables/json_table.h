// Tables in JSON: one object a line (NDJSON), an array of objects, or an object with one such array. Values stand as
// written (8471.50 keeps its zero); null is an empty cell; members of an object within an object become columns
// OUTER_INNER; a list of values becomes one cell with '|' between them. A list that holds objects or lists is left out:
// its column is called NAME[], which no table of ours has, so that it is told as not used.
#pragma once

#include <string_view>

#include "base/result.h"
#include "tables/csv_file.h"
#include "tables/encoding.h"
#include "tables/stop.h"

namespace tidewaiter::tables {

// By its first characters.
bool looks_like_json(std::string_view text);

// The columns are the names of all objects, in the order in which they first appear; records have the number of their
// line (NDJSON) or element. A line that is no object is a row that cannot be read; a JSON text that is broken anywhere
// is an error. Neither is held in memory. Errors: bad_format, out_of_memory, interrupted, those of Spool.
Result<CsvFile> read_json_table(TextFile file, Stop stop = {});

}  // namespace tidewaiter::tables
