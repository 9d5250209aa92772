// Between UTF-8 bytes and code points, for the files of this room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace tidewaiter::text {

// Takes one code point off the front of `text`; a byte that is not part of well-formed UTF-8 gives U+FFFD.
// REQUIRES: text is not empty.
inline char32_t take_code_point(std::string_view& text) {
  const std::size_t length = utf8_sequence_length(text);
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
  char32_t c = U'\uFFFD';
  if (length == 1) c = byte(0);
  if (length == 2) c = (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
  if (length == 3) c = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
  if (length == 4) {
    c = (byte(0) & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU);
  }
  text.remove_prefix(length == 0 ? 1 : length);
  return c;
}

// REQUIRES: c is a Unicode scalar value.
inline void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0U | c >> 6U);
  } else if (c < 0x10000) {
    put(0xE0U | c >> 12U);
    put(0x80U | (c >> 6U & 0x3FU));
  } else {
    put(0xF0U | c >> 18U);
    put(0x80U | (c >> 12U & 0x3FU));
    put(0x80U | (c >> 6U & 0x3FU));
  }
  put(0x80U | (c & 0x3FU));
}

}  // namespace tidewaiter::text
