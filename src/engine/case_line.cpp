#include "engine/case_line.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace tidewaiter {
namespace {

bool is_blank(char c) { return kCaseBlanks.find(c) != std::string_view::npos; }

std::size_t behind_blanks(std::string_view line, std::size_t at) {
  return std::min(line.find_first_not_of(kCaseBlanks, at), line.size());
}

// Reads the text between the quotes, the first of which stands at `at`; a quote in it is written twice. Returns where
// the line goes on; nothing if the text has no end.
std::optional<std::size_t> read_quoted(std::string_view line, std::size_t at, std::string& text) {
  for (++at; at < line.size(); ++at) {
    if (line[at] != '"') {
      text += line[at];
    } else if (at + 1 < line.size() && line[at + 1] == '"') {
      text += line[++at];
    } else {
      return at + 1;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view without_blanks_behind(std::string_view text) {
  return text.substr(0, text.find_last_not_of(kCaseBlanks) + 1);  // npos + 1 is 0: nothing but blanks
}

Result<CaseLine> read_case_line(std::string_view line, std::string_view file, std::uint32_t number) {
  CaseLine read;
  std::size_t at = behind_blanks(line, 0);
  read.indented = at > 0;
  while (at < line.size()) {
    CaseToken token{{}, number, static_cast<std::uint32_t>(at + 1), false};
    const auto mistake = [&](std::string message, std::string hint = {}) {
      return fail(ErrorCode::bad_format, std::move(message), fmt::format("{}:{}:{}", file, number, token.column),
                  std::move(hint));
    };
    if (line[at] == '"') {
      token.quoted = true;
      const auto end = read_quoted(line, at, token.text);
      if (!end) return mistake("the quoted text has no end", "close it with \" on the same line");
      at = *end;
      if (at < line.size() && !is_blank(line[at])) return mistake("a blank is missing behind the quoted text");
    } else {
      const std::size_t end = std::min(line.find_first_of(kCaseBlanks, at), line.size());
      token.text = line.substr(at, end - at);
      at = end;
    }
    at = behind_blanks(line, at);
    read.tokens.push_back(std::move(token));
    if (read.tokens.size() == 1) read.rest = without_blanks_behind(line.substr(at));
  }
  return read;
}

}  // namespace tidewaiter
