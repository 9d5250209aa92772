#include "lists/element_lines.h"

#include <algorithm>

namespace tidewaiter::lists {

std::vector<std::uint64_t> element_lines(std::string_view json, std::string_view key) {
  std::vector<std::uint64_t> lines;
  std::uint64_t line = 1;
  std::size_t depth = 0;
  constexpr std::size_t kInside = 2;  // depth of the array's elements
  std::string_view last_text;         // as written; the key, once its colon comes
  bool in_array = false;
  bool wanted = false;  // the next array at its depth is the one
  bool element_next = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (c == '\n') ++line;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    if (in_array && depth == kInside && element_next && c != ']') {
      lines.push_back(line);
      element_next = false;
    }
    if (c == '"') {
      const std::size_t begin = i + 1;
      for (++i; i < json.size() && json[i] != '"'; ++i) {
        if (json[i] == '\\') ++i;
      }
      last_text = json.substr(std::min(begin, json.size()), i - std::min(begin, i));
    } else if (c == ':') {
      if (depth == 1) wanted = last_text == key;
    } else if (c == '{' || c == '[') {
      ++depth;
      if (c == '[' && depth == kInside && wanted && !in_array) in_array = element_next = true;
    } else if (c == '}' || c == ']') {
      if (in_array && depth == kInside && c == ']') return lines;
      depth -= depth > 0 ? 1 : 0;
    } else if (c == ',' && in_array && depth == kInside) {
      element_next = true;
    }
  }
  return lines;
}

}  // namespace tidewaiter::lists
