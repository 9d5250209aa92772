// A cell that holds several values separated by '|' (docs/contracts.md), value by value.
#pragma once

#include <cstddef>
#include <string_view>

namespace tidewaiter {

// Calls `use` for every part that is not empty, without the blanks around it.
template <class Use>
void for_each_part(std::string_view cell, Use use) {
  while (!cell.empty()) {
    const std::size_t end = cell.find('|');
    std::string_view part = cell.substr(0, end);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty()) use(part);
    cell.remove_prefix(end == std::string_view::npos ? cell.size() : end + 1);
  }
}

}  // namespace tidewaiter
