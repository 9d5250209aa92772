// The tables of the store. A change raises kSchemaVersion and brings a step from each older version.
#pragma once

#include "store/sqlite.h"

namespace tidewaiter::store {

inline constexpr int kApplicationId = 0x54445754;  // "TDWT": tells our file from another program's database
inline constexpr int kSchemaVersion = 2;

// Makes the tables in an empty file and takes an older one, step by step, to the newest version, all in one
// transaction; the version that it has then. Where nothing may be written an older file stays as it is. Errors:
// bad_format, wrong_version, corrupt_file; empty read-only files are not_found.
Result<int> prepare_schema(const Database& database, bool may_write);

}  // namespace tidewaiter::store
