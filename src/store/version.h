// The library below this room and the layout of its file, for `tidewaiter --version`.
#pragma once

#include <string>

namespace tidewaiter::store {

std::string sqlite_version();  // "3.40.1", of the library that is loaded
int layout_version();          // of the tables of the store

}  // namespace tidewaiter::store
