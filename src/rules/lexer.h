// Cuts a condition into words, numbers with their units, dates, texts and signs.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "rules/syntax.h"

namespace tidewaiter::rules {

struct Token {
  enum class Kind : std::uint8_t { end, word, sign, number, date, duration, text };
  Kind kind = Kind::end;
  Span span;
  std::string text;  // a dotted name, a sign, or a text without its quotes
  double number = 0;
  std::optional<Unit> unit;
  Date date;
};

// The last token is `end`.
std::expected<std::vector<Token>, Problem> tokenize(std::string_view text);

bool is_keyword(std::string_view word);

}  // namespace tidewaiter::rules
