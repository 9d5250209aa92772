#include "tables/version.h"

#include <duckdb.h>

namespace tidewaiter::tables {

std::string duckdb_version() { return duckdb_library_version(); }

}  // namespace tidewaiter::tables
