// Reads the kind of a stated end use from its words (regimes/end-use.toml): "military", "research", …
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"

namespace tidewaiter {

class EndUseWords {
 public:
  // Errors: bad_format with file:line:column.
  static Result<EndUseWords> load(const SourceText& text);

  // The kinds whose words stand in the text, in the order of the file; empty if none does. The views live as long as
  // this object. A word counts only whole, except for words in scripts without blanks, and not inside one of the
  // kind's other meanings: "defense" is military, "cyber defense" is not.
  std::vector<std::string_view> kinds(std::string_view end_use) const;

 private:
  struct Kind {
    std::string name;
    std::vector<std::string> words;           // folded
    std::vector<std::string> other_meanings;  // folded
  };
  std::vector<Kind> kinds_;
};

}  // namespace tidewaiter
