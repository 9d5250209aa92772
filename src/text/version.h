// The library below this room, for `tidewaiter --version`.
#pragma once

#include <string>

namespace tidewaiter::text {

std::string icu_version();  // "72.1", of the library that is loaded

}  // namespace tidewaiter::text
