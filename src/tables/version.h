// The library below this room, for `tidewaiter --version`.
#pragma once

#include <string>

namespace tidewaiter::tables {

std::string duckdb_version();  // "v1.5.6", of the library that is loaded

}  // namespace tidewaiter::tables
