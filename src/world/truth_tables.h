// truth/: what nobody but the scoreboard and the audits may read.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "world/painter.h"
#include "world/truth.h"

namespace tidewaiter::world {

// REQUIRES: the folder is there. Errors: file_unwritable.
Result<void> write_truth(const std::filesystem::path& folder, const Truth& truth, const Painter& painter,
                         const Market& market, const Society& society);

}  // namespace tidewaiter::world
