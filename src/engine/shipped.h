// The law, the lists' effects, the countries and the catalogue that the program carries inside.
#pragma once

#include <vector>

#include "base/source_text.h"

namespace tidewaiter {

// Every file of regimes/ and catalog/data/, named by its path in the project (cmake/Embed.cmake).
std::vector<SourceText> shipped_data();

}  // namespace tidewaiter
