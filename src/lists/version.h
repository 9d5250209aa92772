// The layout of the entries of a compiled list, for `tidewaiter --version`.
#pragma once

#include <cstdint>

namespace tidewaiter::lists {

std::uint32_t layout_version();

}  // namespace tidewaiter::lists
