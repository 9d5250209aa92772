// DuckDB's C functions under their own names, from its library once the first database is opened: binding its forty
// thousand symbols takes some ten milliseconds, more than a third of the time in which the program answers without it.
#pragma once

#include <duckdb.h>

#include <string>

namespace tidewaiter::tables::duck {

struct Library {
#define FUNCTION(name) decltype(&::name) name = nullptr;  // NOLINT(bugprone-macro-parentheses)
#include "tables/duckdb_functions.inc"
#undef FUNCTION
  std::string problem;  // why it could not be loaded; empty: it is there
};

// Loaded by the first call, and never unloaded.
const Library& library();

// Found before DuckDB's own by whoever calls them from this namespace. REQUIRES: the library is there.
#define FUNCTION(name) inline constexpr auto name = [](auto... arguments) { return library().name(arguments...); };
#include "tables/duckdb_functions.inc"
#undef FUNCTION

}  // namespace tidewaiter::tables::duck
