// Writes JSON into a string: members in the order of the calls, numbers in their shortest exact form, so that the same
// values give the same bytes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tidewaiter {

// A member's name that stands in JSON as it stands in the source: checked when it is compiled, not when it is written.
class JsonKey {
 public:
  consteval JsonKey(const char* text) : text_(text) {
    for (const char c : text_) {
      if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\') throw "a key that needs escaping";
    }
  }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  // Goes on with an object whose members already stand in `out`, without its closing brace.
  JsonWriter& continue_object() {
    comma_ = true;
    return *this;
  }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(JsonKey name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(double number);  // NaN and infinities become null
  JsonWriter& value(std::int64_t number);
  JsonWriter& value(bool truth);
  JsonWriter& value(std::span<const std::string> texts);  // an array of them
  JsonWriter& null();

  template <class T>
  JsonWriter& member(JsonKey name, const T& content) {
    key(name);
    if constexpr (std::is_same_v<T, bool> || std::is_floating_point_v<T>) {
      return value(content);
    } else if constexpr (std::is_integral_v<T>) {
      return value(static_cast<std::int64_t>(content));
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
      return value(std::span<const std::string>(content));
    } else {
      return value(std::string_view(content));
    }
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();
  void append_integer(std::int64_t number);
  std::string& out_;
  bool comma_ = false;
};

// `text` between quotes, escaped. Invalid UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace tidewaiter
