// For maps of texts that are asked by views of them.
#pragma once

#include <functional>
#include <string_view>

namespace tidewaiter {

struct TextHash : std::hash<std::string_view> {
  using is_transparent = void;
};

}  // namespace tidewaiter
