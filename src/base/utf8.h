// UTF-8 validity, the one definition of it in the house.
#pragma once

#include <cstddef>
#include <string_view>

namespace tidewaiter {

// Bytes of the well-formed sequence at the front of `text` (Unicode table 3-7), 0 if it is malformed or cut short.
// REQUIRES: text is not empty.
std::size_t utf8_sequence_length(std::string_view text);

bool is_valid_utf8(std::string_view text);  // whole text, vectorised

}  // namespace tidewaiter
