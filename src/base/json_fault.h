// Where a text stops being JSON, for messages. Internal to this room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tidewaiter::json {

// The offset of the first byte that does not fit (RFC 8259); the size of the text if it ends too early, or if nothing
// was found: words, numbers and strings are looked at just far enough to step over them.
std::size_t fault_offset(std::string_view text);

std::string place_in(std::string_view text, std::size_t offset, const std::string& file);  // file:line:column

}  // namespace tidewaiter::json
