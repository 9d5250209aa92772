// A regular expression of the rules, compiled at load. Linear in the text whatever the pattern (RE2); patterns of the
// frequent plain form `^` + letters and [sets] + optional `$` run on a table of our own, some ten times faster.
#pragma once

#include <bitset>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace tidewaiter::rules {

// Const and safe to use from many threads.
class Pattern {
 public:
  // The error is RE2's sentence.
  static std::expected<Pattern, std::string> compile(std::string_view regex);

  bool matches(std::string_view text) const;  // anywhere in the text
  bool is_plain() const { return regex_ == nullptr; }

 private:
  bool compile_plain(std::string_view regex);

  std::vector<std::bitset<128>> sets_;  // one a character, from the start of the text
  bool to_end_ = false;
  std::shared_ptr<const re2::RE2> regex_;
};

}  // namespace tidewaiter::rules
