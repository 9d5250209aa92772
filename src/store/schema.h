// The tables of the store. A change raises kSchemaVersion and brings a step from each older version.
#pragma once

#include "store/sqlite.h"

namespace tidewaiter::store {

inline constexpr int kApplicationId = 0x54445754;  // "TDWT": tells our file from another program's database
inline constexpr int kSchemaVersion = 1;

// Makes the tables in an empty file. Errors: bad_format, wrong_version; empty read-only files are not_found.
Result<void> prepare_schema(const Database& database, bool may_write);

}  // namespace tidewaiter::store
