// The demo's tables, carried inside the program (examples/demo/).
#pragma once

#include <vector>

#include "base/source_text.h"

namespace tidewaiter {

std::vector<SourceText> demo_files();

}  // namespace tidewaiter
