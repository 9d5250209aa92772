// Rows of NDJSON as a Parquet file with the types of their schema: numbers, lists and structures, not texts of them.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "model/schema.h"
#include "tables/stop.h"

namespace tidewaiter::tables {

// A member with the pattern of a day becomes a DATE, an integer a BIGINT, a number a DOUBLE. Rows stream through, in
// their order; the file appears under its name only once it is whole. Errors: file_unwritable, library_failed,
// interrupted.
Result<void> rows_to_parquet(const std::filesystem::path& ndjson, const RowSchema& schema,
                             const std::filesystem::path& path, Stop stop = {});

}  // namespace tidewaiter::tables
