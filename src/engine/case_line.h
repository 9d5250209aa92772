// A line of a golden case as words, each with its place, before anybody asks what they say (docs/golden-cases.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tidewaiter {

inline constexpr std::string_view kCaseBlanks = " \t\r";  // between words and around a line

struct CaseToken {
  std::string text;  // without the quotes around it
  std::uint32_t line = 0;
  std::uint32_t column = 0;  // bytes, from 1
  bool quoted = false;
};

struct CaseLine {
  std::vector<CaseToken> tokens;
  std::string rest;  // behind the first token, for the text of a check
  bool indented = false;
};

std::string_view without_blanks_behind(std::string_view text);

// `number` is the line's in `file`, from 1; both go into messages. No tokens if the line is blank. Errors: bad_format
// with file:line:column where a quoted text has no end or no blank behind it.
Result<CaseLine> read_case_line(std::string_view line, std::string_view file, std::uint32_t number);

}  // namespace tidewaiter
