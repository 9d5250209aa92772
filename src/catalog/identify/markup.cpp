#include "catalog/identify/markup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "base/ascii.h"

namespace tidewaiter::catalog {
namespace {

struct Entity {
  std::string_view name;
  std::string_view text;
};
// Those of HTML that goods lines use (HTML Living Standard, named character references).
constexpr std::array kEntities{
    Entity{"amp", "&"},         Entity{"lt", "<"},          Entity{"gt", ">"},          Entity{"quot", "\""},
    Entity{"apos", "'"},        Entity{"nbsp", " "},        Entity{"ensp", " "},        Entity{"emsp", " "},
    Entity{"thinsp", " "},      Entity{"times", "\u00D7"},  Entity{"middot", "\u00B7"}, Entity{"bull", "\u2022"},
    Entity{"ndash", "-"},       Entity{"mdash", "-"},       Entity{"hellip", "..."},    Entity{"reg", "\u00AE"},
    Entity{"trade", "\u2122"},  Entity{"copy", "\u00A9"},   Entity{"deg", "\u00B0"},    Entity{"eacute", "\u00E9"},
    Entity{"egrave", "\u00E8"}, Entity{"agrave", "\u00E0"}, Entity{"ccedil", "\u00E7"}, Entity{"auml", "\u00E4"},
    Entity{"ouml", "\u00F6"},   Entity{"uuml", "\u00FC"},   Entity{"szlig", "\u00DF"},  Entity{"ntilde", "\u00F1"},
    Entity{"rsquo", "'"},       Entity{"lsquo", "'"},       Entity{"rdquo", "\""},      Entity{"ldquo", "\""},
    Entity{"sup2", "2"},        Entity{"frac12", "1/2"},
};
constexpr std::size_t kLongestEntity = 10;  // of a name or a number
constexpr std::size_t kLongestTag = 200;    // a longer one is no tag

void append_code_point(std::string& out, std::uint32_t c) {
  if (c < 0x20 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
    out += ' ';
  } else if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | c >> 6U);
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | c >> 12U);
    out += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | c >> 18U);
    out += static_cast<char>(0x80U | (c >> 12U & 0x3FU));
    out += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
    out += static_cast<char>(0x80U | (c & 0x3FU));
  }
}

// Length of the entity at the front of `rest`, whose first character is '&'; 0 if there is none.
std::size_t append_entity(std::string& out, std::string_view rest) {
  const std::size_t end = rest.substr(0, kLongestEntity + 2).find(';');
  if (end == std::string_view::npos || end < 3) return 0;
  std::string_view name = rest.substr(1, end - 1);
  if (name.front() == '#') {
    name.remove_prefix(1);
    const bool hex = name.front() == 'x' || name.front() == 'X';
    if (hex) name.remove_prefix(1);
    std::uint32_t c = 0;
    const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), c, hex ? 16 : 10);
    if (name.empty() || error != std::errc{} || stop != name.data() + name.size()) return 0;
    append_code_point(out, c);
    return end + 1;
  }
  const auto found = std::ranges::find(kEntities, name, &Entity::name);
  if (found == kEntities.end()) return 0;
  out += found->text;
  return end + 1;
}

// Length of the tag at the front of `rest`, whose first character is '<'; 0 if there is none.
std::size_t append_tag(std::string& out, std::string_view rest) {
  const std::size_t name = rest.size() > 1 && rest[1] == '/' ? 2 : 1;
  if (rest.size() <= name || !is_letter(rest[name])) return 0;
  const std::size_t end = rest.substr(0, kLongestTag).find('>');
  if (end == std::string_view::npos || rest.substr(1, end - 1).contains('<')) return 0;
  std::string_view tag = rest.substr(name, end - name);
  tag = tag.substr(0, tag.find_first_of(" /"));
  static constexpr std::array<std::string_view, 8> kBreaking{"br", "BR", "li", "p", "tr", "div", "LI", "P"};
  out += std::ranges::find(kBreaking, tag) == kBreaking.end() ? " " : " ; ";
  return end + 1;
}

void append_plain(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    if (text[at] == '&') length = append_entity(out, text.substr(at));
    if (text[at] == '<') length = append_tag(out, text.substr(at));
    if (text[at] == '\n' || text[at] == '\r') {
      out += " ; ";
      length = 1;
    }
    if (length == 0) {
      out += text[at];
      length = 1;
    }
    at += length;
  }
}

}  // namespace

std::string_view without_markup(std::string_view text, std::string& buffer) {
  if (text.find_first_of("&<\n\r") == std::string_view::npos) return text;
  append_plain(buffer, text);
  if (buffer.find_first_of("&<") == std::string::npos) return buffer;
  std::string again;  // entities of entities, and tags that entities made
  append_plain(again, buffer);
  buffer = std::move(again);
  return buffer;
}

std::string with_western_digits(std::string text) {
  struct Digits {
    std::string_view lead;  // bytes of UTF-8 before the last
    unsigned char zero;     // the last
  };
  // Unicode, general category Nd: U+0660, U+06F0, U+0966, U+09E6, U+0E50
  static constexpr std::array<Digits, 5> kDigits{
      {{"\xD9", 0xA0}, {"\xDB", 0xB0}, {"\xE0\xA5", 0xA6}, {"\xE0\xA7", 0xA6}, {"\xE0\xB9", 0x90}}};
  for (const auto& [lead, zero] : kDigits) {
    for (std::size_t at = text.find(lead); at != std::string::npos; at = text.find(lead, at + 1)) {
      const std::size_t last = at + lead.size();
      if (last >= text.size()) break;
      const int value = static_cast<unsigned char>(text[last]) - zero;
      if (value >= 0 && value <= 9) text.replace(at, lead.size() + 1, 1, static_cast<char>('0' + value));
    }
  }
  return text;
}

}  // namespace tidewaiter::catalog
