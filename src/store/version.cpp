#include "store/version.h"

#include <sqlite3.h>

#include "store/schema.h"

namespace tidewaiter::store {

std::string sqlite_version() { return sqlite3_libversion(); }
int layout_version() { return kSchemaVersion; }

}  // namespace tidewaiter::store
