#include "catalog/identify/fragments.h"

#include "base/ascii.h"
#include "base/utf8.h"

namespace tidewaiter::catalog {
namespace {

enum class Kind : std::uint8_t { letters, digits, ideograph, times, list_mark, other };

// Kind of the character that begins at `rest`, and its length in bytes.
Kind kind_of(std::string_view rest, std::size_t& length) {
  const auto c = static_cast<unsigned char>(rest.front());
  length = 1;
  if (is_lower(rest.front())) return Kind::letters;
  if (is_digit(rest.front())) return Kind::digits;
  if (c == '*') return Kind::times;
  if (c == ',' || c == ';' || c == '+' || c == '/' || c == '|' || c == '&') return Kind::list_mark;
  if (c < 0x80) return Kind::other;
  length = utf8_sequence_length(rest);
  if (length < 2) {
    length = 1;
    return Kind::other;
  }
  if (rest.starts_with("\u00D7")) return Kind::times;
  // Arabic comma and semicolon; the other signs of Latin-1 and of the Hebrew, Arabic and Indian scripts divide words
  if (rest.starts_with("\u060C") || rest.starts_with("\u061B")) return Kind::list_mark;
  const bool latin_sign = length == 2 && c == 0xC2 && !rest.starts_with("\u00B5");
  if (latin_sign || rest.starts_with("\u061F") || rest.starts_with("\u05BE") || rest.starts_with("\u0964"))
    return Kind::other;
  // Thai and Lao (U+0E00 to U+0EFF), which are written without blanks too
  if (length == 3 && c == 0xE0 && static_cast<unsigned char>(rest[1]) >= 0xB8 &&
      static_cast<unsigned char>(rest[1]) <= 0xBB)
    return Kind::ideograph;
  // From U+2E80 on: Han, Kana, Hangul and their neighbours, written without blanks; three or four bytes from E2 BA 80.
  if (length >= 3 && rest.substr(0, 3) >= std::string_view("\xE2\xBA\x80")) {
    if (rest.starts_with("\u3001") || rest.starts_with("\u3002")) return Kind::list_mark;  // 、 。
    return Kind::ideograph;
  }
  // General punctuation and symbols (U+2000 to U+2E7F) divide; other scripts are letters.
  return length >= 3 && static_cast<unsigned char>(rest[0]) == 0xE2 ? Kind::other : Kind::letters;
}

std::uint32_t number_of(std::string_view digits) {
  if (digits.size() > 9) return 0;
  std::uint32_t value = 0;
  for (const char c : digits) value = value * 10 + static_cast<std::uint32_t>(c - '0');
  return value;
}

}  // namespace

void cut(std::string_view folded, std::vector<Fragment>& out) {
  bool joined = false;
  bool breaks = false;
  bool divides = false;
  bool only_slash = true;
  const auto add = [&](std::size_t begin, std::size_t end, bool digits) {
    Fragment fragment;
    fragment.text = folded.substr(begin, end - begin);
    fragment.begin = static_cast<std::uint32_t>(begin);
    fragment.digits = digits;
    fragment.number = digits ? number_of(fragment.text) : 0;
    fragment.joined = joined;
    fragment.breaks = breaks;
    fragment.divides = divides;
    fragment.slashes = breaks && only_slash;
    out.push_back(fragment);
    joined = true;
    breaks = false;
    divides = false;
    only_slash = true;
  };
  std::size_t at = 0;
  while (at < folded.size()) {
    std::size_t length = 1;
    const Kind kind = kind_of(folded.substr(at), length);
    if (kind == Kind::list_mark || kind == Kind::other) {
      if (kind == Kind::list_mark) {
        breaks = true;
        divides = divides || folded[at] == ';' || folded[at] == '|' || folded.substr(at, length) == "\u3002";
        only_slash = only_slash && folded[at] == '/';
      }
      joined = false;
      at += length;
      continue;
    }
    if (kind == Kind::ideograph) {
      joined = false;
      add(at, at + length, false);
      out.back().ideograph = true;
      joined = false;
      at += length;
      continue;
    }
    if (kind == Kind::times) {
      joined = false;
      add(at, at + length, false);
      out.back().text = "x";
      joined = false;
      at += length;
      continue;
    }
    std::size_t end = at + length;
    while (end < folded.size()) {
      std::size_t next = 1;
      if (kind_of(folded.substr(end), next) != kind) break;
      end += next;
    }
    const bool counted = kind == Kind::letters && folded[at] == 'x' && end - at > 1 && joined && !out.empty() &&
                         out.back().digits && out.back().text.size() <= 3;
    if (counted) {
      add(at, at + 1, false);
      joined = false;
      ++at;
    }
    add(at, end, kind == Kind::digits);
    at = end;
  }
}

}  // namespace tidewaiter::catalog
