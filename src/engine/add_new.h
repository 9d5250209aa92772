// Lists of texts in which none stands twice.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace tidewaiter {

inline void add_new(std::vector<std::string>& texts, std::string text) {
  if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

}  // namespace tidewaiter
