#include "base/json_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <iterator>

#include "base/utf8.h"

namespace tidewaiter {

namespace {

// Bytes at the front of `text` that stand for themselves in JSON and in ASCII: eight at a time, each byte's own high
// bit saying that it is none of them (Warren, Hacker's Delight, 6-1, for "zero byte" and "byte less than n").
std::size_t plain_prefix(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = kOnes << 7;
  const auto has_byte = [](std::uint64_t word, std::uint64_t byte) {
    const std::uint64_t zero_where_equal = word ^ (kOnes * byte);
    return (zero_where_equal - kOnes) & ~zero_where_equal;
  };
  const auto is_plain = [&](std::size_t begin) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + begin, sizeof word);
    const std::uint64_t below_blank = (word - kOnes * 0x20) & ~word;
    return ((word | below_blank | has_byte(word, '"') | has_byte(word, '\\') | has_byte(word, 0x7F)) & kHigh) == 0;
  };
  std::size_t at = 0;
  while (at + sizeof(std::uint64_t) <= text.size() && is_plain(at)) at += sizeof(std::uint64_t);
  // What is left is the end of eight that lie in the text, too.
  if (at != 0 && text.size() - at < sizeof(std::uint64_t) && is_plain(text.size() - sizeof(std::uint64_t))) {
    return text.size();
  }
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\') break;
    ++at;
  }
  return at;
}

// Appends a byte that does not stand for itself.
void append_escaped(std::string& out, unsigned char byte) {
  switch (byte) {
    case '"':
      out += "\\\"";
      break;
    case '\\':
      out += "\\\\";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  const std::size_t plain = plain_prefix(text);
  const std::size_t begin = out.size();
  const std::size_t size = begin + plain + 2;
  out.resize_and_overwrite(size, [&](char* bytes, std::size_t) {  // g++ 12 says the capacity, not the size
    bytes[begin] = '"';
    text.copy(bytes + begin + 1, plain);
    bytes[size - 1] = '"';
    return size;
  });
  if (plain == text.size()) return;
  out.pop_back();
  text.remove_prefix(plain);
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    std::size_t length = 1;
    if (byte < 0x80) {
      append_escaped(out, byte);
    } else if (const std::size_t sequence = utf8_sequence_length(text); sequence == 0) {
      out += "\xEF\xBF\xBD";
    } else {
      length = sequence;
      out.append(text, 0, length);
    }
    text.remove_prefix(length);
    const std::size_t more = plain_prefix(text);
    out.append(text, 0, more);
    text.remove_prefix(more);
  }
  out += '"';
}

void JsonWriter::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_ += bracket;
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(JsonKey name) {
  separate();
  const std::string_view text = name.text();
  const std::size_t begin = out_.size();
  const std::size_t size = begin + text.size() + 3;
  out_.resize_and_overwrite(size, [&](char* bytes, std::size_t) {  // g++ 12 says the capacity, not the size
    bytes += begin;
    *bytes++ = '"';
    bytes = std::ranges::copy(text, bytes).out;
    *bytes++ = '"';
    *bytes = ':';
    return size;
  });
  comma_ = false;
  return *this;
}

void JsonWriter::append_integer(std::int64_t number) {
  std::array<char, 20> digits;  // of the longest, with its sign
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out_.append(digits.data(), end);
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_json_string(out_, text);
  return *this;
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  separate();
  if (number == std::floor(number) && std::fabs(number) < 1e15) {
    append_integer(static_cast<std::int64_t>(number));
  } else {
    fmt::format_to(std::back_inserter(out_), "{}", number);
  }
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
  separate();
  append_integer(number);
  return *this;
}

JsonWriter& JsonWriter::value(bool truth) {
  separate();
  out_ += truth ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::value(std::span<const std::string> texts) {
  begin_array();
  for (const std::string& text : texts) value(std::string_view(text));
  return end_array();
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

}  // namespace tidewaiter
