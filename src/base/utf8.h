// UTF-8: its validity and its byte order mark, the one definition of either in the house.
#pragma once

#include <cstddef>
#include <string_view>

namespace tidewaiter {

// Bytes of the well-formed sequence at the front of `text` (Unicode table 3-7), 0 if it is malformed or cut short.
// REQUIRES: text is not empty.
std::size_t utf8_sequence_length(std::string_view text);

bool is_valid_utf8(std::string_view text);  // whole text, vectorised

// Behind the byte order mark with which some programs begin a file (Unicode 23.8), if there is one; behind both where
// one program put its own before another's.
constexpr std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  while (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return text;
}

}  // namespace tidewaiter
