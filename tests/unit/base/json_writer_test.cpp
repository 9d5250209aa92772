// The JSON writer: its fast way of writing texts against one letter after the other, and its numbers.
#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "base/utf8.h"

namespace tidewaiter {
namespace {

std::string slow_json_string(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    std::size_t length = 1;
    if (byte == '"' || byte == '\\') {
      out += {'\\', static_cast<char>(byte)};
    } else if (byte == '\n' || byte == '\r' || byte == '\t') {
      out += {'\\', byte == '\n' ? 'n' : byte == '\r' ? 'r' : 't'};
    } else if (byte < 0x20 || byte == 0x7F) {
      out += {'\\', 'u', '0', '0', kHex[byte >> 4], kHex[byte & 15]};
    } else if (byte < 0x80) {
      out += text.front();
    } else if (length = utf8_sequence_length(text); length > 0) {
      out += text.substr(0, length);
    } else {
      length = 1;
      out += "\xEF\xBF\xBD";
    }
    text.remove_prefix(length);
  }
  return out + '"';
}

std::string fast_json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST(JsonWriter, WritesTextsAsTheSlowWayDoes) {
  std::mt19937 random(1);
  static constexpr std::string_view kPieces[] = {"plain", "\"",   "\\",       "\n", "\x01",
                                                 "\x1f",  " ",    "\x7f",     "~",  "é",
                                                 "芯片",  "\xff", "\xe8\x8a", "😀", std::string_view("\0", 1),
                                                 "A"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t i = random() % 9; i > 0; --i) text += kPieces[random() % std::size(kPieces)];
    ASSERT_EQ(fast_json_string(text), slow_json_string(text));
  }
}

// Each byte at each place of the eight that are looked at together.
TEST(JsonWriter, SeesEveryByteAtEveryPlace) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t size = 1; size <= 25; ++size) {
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'x');
        text[at] = static_cast<char>(byte);
        ASSERT_EQ(fast_json_string(text), slow_json_string(text)) << byte << " at " << at << " of " << size;
      }
    }
  }
}

TEST(JsonWriter, WritesMembersInOrderAndNumbersInTheirShortestForm) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("text", "a").member("whole", 2.0).member("part", 0.1).member("true", true);
  json.member("least", std::numeric_limits<std::int64_t>::min()).member("large", 1e300);
  json.key("none").value(std::numeric_limits<double>::quiet_NaN());
  json.member("texts", std::vector<std::string>{"a\"", ""}).member("nothing", std::vector<std::string>{});
  json.key("list").begin_array().value("x").value(std::int64_t{-7}).null().end_array().end_object();
  EXPECT_EQ(out,
            R"({"text":"a","whole":2,"part":0.1,"true":true,"least":-9223372036854775808,"large":1e+300,"none":null,)"
            R"("texts":["a\"",""],"nothing":[],"list":["x",-7,null]})");
}

}  // namespace
}  // namespace tidewaiter
