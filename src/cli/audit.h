// The audits of a simulated world, for `simulate`.
#pragma once

#include <string>

#include "base/result.h"
#include "cli/commands.h"

namespace tidewaiter::cli {

// Audits the world in `folder` and prints the table of each audit, or one JSON object. The exit status: kFound if one
// fails. Errors: those of judge::audit::audit, file_unwritable.
Result<int> audit_world(const Context& context, const std::string& folder, unsigned threads);

}  // namespace tidewaiter::cli
