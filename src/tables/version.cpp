#include "tables/version.h"

#include "tables/duckdb_library.h"

namespace tidewaiter::tables {

std::string duckdb_version() { return duck::library().problem.empty() ? duck::duckdb_library_version() : "not found"; }

}  // namespace tidewaiter::tables
