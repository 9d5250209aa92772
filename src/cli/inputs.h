// The files that a command is given: patterns that no shell has expanded, and the same file twice.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace tidewaiter::cli {

// Each name with *, ? or […] that is no file itself becomes the files that it matches, in the order of their names.
// Errors: file_not_found if it matches none.
Result<std::vector<std::string>> expand_patterns(const std::vector<std::string>& names);

// The same file twice would double every line of its shipments. Errors: usage.
Result<void> refuse_twice(const std::vector<std::string>& files);

}  // namespace tidewaiter::cli
