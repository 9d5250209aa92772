#include "tables/cell.h"

#include "base/utf8.h"

namespace tidewaiter::tables {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kIdeographicSpace = "\xE3\x80\x80";

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

std::string_view trim_ends(std::string_view text) {
  for (;;) {
    if (text.empty()) return text;
    if (is_blank(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with(kNoBreakSpace)) {
      text.remove_prefix(kNoBreakSpace.size());
    } else if (text.starts_with(kIdeographicSpace)) {
      text.remove_prefix(kIdeographicSpace.size());
    } else {
      break;
    }
  }
  for (;;) {
    if (is_blank(text.back())) {  // never empty: its first character is no blank
      text.remove_suffix(1);
    } else if (text.ends_with(kNoBreakSpace)) {
      text.remove_suffix(kNoBreakSpace.size());
    } else if (text.ends_with(kIdeographicSpace)) {
      text.remove_suffix(kIdeographicSpace.size());
    } else {
      return text;
    }
  }
}

std::string printable(std::string_view bytes, std::size_t limit) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
  std::string out;
  std::size_t fits = 0;  // length of the longest prefix after which the ellipsis still fits
  while (!bytes.empty()) {
    if (out.size() + kEllipsis.size() <= limit) fits = out.size();
    const std::size_t length = utf8_sequence_length(bytes);
    const auto byte = static_cast<unsigned char>(bytes.front());
    if (length == 0) {
      out += kReplacement;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += ' ';
    } else {
      out += bytes.substr(0, length);
    }
    if (out.size() > limit) {
      out.resize(fits);
      out += kEllipsis;
      return out;
    }
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

void append_csv_cell(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace tidewaiter::tables
