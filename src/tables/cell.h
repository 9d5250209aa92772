// Small helpers on the bytes of a cell, shared by every table reader.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace tidewaiter::tables {

// Removes blanks at both ends: ASCII white space and the two other spaces that spreadsheets leave behind, the no-break
// space (U+00A0) and the ideographic space (U+3000).
std::string_view trim_ends(std::string_view text);  // what trim_blanks does where something may have to go
inline std::string_view trim_blanks(std::string_view text) {
  // Almost every cell begins and ends with a byte that belongs to no blank.
  const auto plain = [](char c) { return c > ' ' && c < '\x7F'; };
  return !text.empty() && plain(text.front()) && plain(text.back()) ? text : trim_ends(text);
}

// At most `limit` bytes of `bytes` as valid UTF-8 for a message: what is not UTF-8 becomes U+FFFD, control characters
// become spaces, and a cut is marked with an ellipsis (inside the limit). REQUIRES: limit >= 3.
std::string printable(std::string_view bytes, std::size_t limit);

inline constexpr std::size_t kRejectValueBytes = 200;  // what a reject shows of the value (model/decision.h, Reject)

// Appends one cell of a comma-separated line, quoted where RFC 4180 asks for it.
void append_csv_cell(std::string& out, std::string_view text);

// Appends a whole line of such cells, with its end.
template <class Cells>
void append_csv_row(std::string& out, const Cells& cells) {
  bool first = true;
  for (const std::string_view cell : cells) {
    if (!std::exchange(first, false)) out += ',';
    append_csv_cell(out, cell);
  }
  out += '\n';
}

}  // namespace tidewaiter::tables
