// Several files into one set of entries: snapshots of one form in order of time, then the forms over each other.
#pragma once

#include <vector>

#include "lists/forms.h"

namespace tidewaiter::lists {

// Errors: usage if two snapshots of an official form, or of one house list, have no order in time.
Result<ImportResult> merge(std::vector<ParsedFile> files);

}  // namespace tidewaiter::lists
