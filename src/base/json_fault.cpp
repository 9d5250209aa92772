#include "base/json_fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace tidewaiter::json {
namespace {

// Finds where a text stops being JSON (RFC 8259), for messages only: simdjson's tree does not keep the place. Follows
// brackets, commas and colons; words, numbers and strings are looked at just far enough to step over them.
class FaultFinder {
 public:
  explicit FaultFinder(std::string_view text) : text_(text) {}

  // The offset of the first byte that does not fit; the size of the text if it ends too early, or if nothing was found.
  std::size_t find() {
    enum class Expect : std::uint8_t { value, value_or_end, key, key_or_end, colon, comma_or_end, nothing };
    Expect expect = Expect::value;
    std::string open;
    const auto after_value = [&] { return open.empty() ? Expect::nothing : Expect::comma_or_end; };
    while (true) {
      at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
      if (at_ == text_.size()) return at_;
      const char c = text_[at_];
      const bool ends =
          expect == Expect::value_or_end || expect == Expect::key_or_end || expect == Expect::comma_or_end;
      if (ends && !open.empty() && c == (open.back() == '{' ? '}' : ']')) {
        open.pop_back();
        ++at_;
        expect = after_value();
        continue;
      }
      switch (expect) {
        case Expect::key:
        case Expect::key_or_end:
          if (c != '"' || !skip_string()) return at_;
          expect = Expect::colon;
          break;
        case Expect::colon:
          if (c != ':') return at_;
          ++at_;
          expect = Expect::value;
          break;
        case Expect::comma_or_end:
          if (c != ',') return at_;
          ++at_;
          expect = open.back() == '{' ? Expect::key : Expect::value;
          break;
        case Expect::nothing:
          return at_;
        case Expect::value:
        case Expect::value_or_end:
          if (c == '{' || c == '[') {
            open.push_back(c);
            ++at_;
            expect = c == '{' ? Expect::key_or_end : Expect::value_or_end;
          } else {
            if (c == '"' ? !skip_string() : !skip_word()) return at_;
            expect = after_value();
          }
      }
    }
  }

 private:
  // On a fault at_ stands on it: a raw control character, or the end of the text.
  bool skip_string() {
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c == '"') {
        ++at_;
        return true;
      }
      if (c == '\\') ++at_;
    }
    at_ = text_.size();
    return false;
  }

  bool skip_word() {
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n,:]}[{\"", at_), text_.size());
    const std::string_view word = text_.substr(at_, end - at_);
    const bool number = !word.empty() && word.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
    if (!number && word != "true" && word != "false" && word != "null") return false;
    at_ = end;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::size_t fault_offset(std::string_view text) { return FaultFinder(text).find(); }

std::string place_in(std::string_view text, std::size_t offset, const std::string& file) {
  const std::string_view before = text.substr(0, offset);
  const auto line = 1 + std::ranges::count(before, '\n');
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto column = 1 + std::ranges::count_if(before.substr(start), [](char c) { return (c & 0xC0) != 0x80; });
  return fmt::format("{}:{}:{}", file, line, column);
}

}  // namespace tidewaiter::json
