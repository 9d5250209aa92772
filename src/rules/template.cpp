#include "rules/template.h"

namespace tidewaiter::rules {
namespace {

// Where the expression that begins at `at` ends; the end of the text if nothing closes it. Sets have braces too, and
// texts may hold any.
std::size_t end_of_expression(std::string_view text, std::size_t at) {
  int open = 1;
  bool quoted = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '\'') quoted = !quoted;
    if (!quoted && text[at] == '{') ++open;
    if (!quoted && text[at] == '}' && --open == 0) break;
  }
  return at;
}

}  // namespace

std::expected<std::vector<TemplatePart>, Problem> split_template(std::string_view text) {
  std::vector<TemplatePart> parts(1);
  std::uint32_t brackets = 0;
  std::size_t bracket = 0;  // where the one that is open stands
  bool has_value = false;   // in the open bracket
  const auto begin_part = [&](std::uint32_t optional) {
    parts.emplace_back();
    parts.back().optional = optional;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool doubled = at + 1 < text.size() && text[at + 1] == c;
    const auto wrong = [&](std::string message, std::string hint) {
      return std::unexpected(Problem{{at, at + 1}, std::move(message), std::move(hint)});
    };
    if ((c == '{' || c == '}' || c == '[' || c == ']') && doubled) {
      parts.back().text += c;
      ++at;
    } else if (c == '}') {
      return wrong("this brace closes nothing", "write }} for a brace");
    } else if (c == '[') {
      if (parts.back().optional != 0) return wrong("a bracket stands in another", "close the first one before it");
      bracket = at;
      has_value = false;
      begin_part(++brackets);
    } else if (c == ']') {
      if (parts.back().optional == 0) return wrong("this bracket closes nothing", "write ]] for a bracket");
      if (!has_value) {
        return std::unexpected(
            Problem{{bracket, at + 1},
                    "a part in brackets is left out where a value in it is unknown, and here is none",
                    "write a {field} in it, or [[ for a bracket"});
      }
      begin_part(0);
    } else if (c != '{') {
      parts.back().text += c;
    } else {
      const std::size_t end = end_of_expression(text, at + 1);
      if (end == text.size()) return wrong("this brace is never closed", "write {field}, or {{ for a brace");
      TemplatePart& part = parts.back();
      part.expression = text.substr(at + 1, end - at - 1);
      part.offset = at + 1;
      part.has_expression = true;
      has_value = true;
      begin_part(part.optional);
      at = end;
    }
  }
  if (parts.back().optional != 0) {
    return std::unexpected(Problem{
        {bracket, bracket + 1}, "this bracket is never closed", "write ] where the part ends, or [[ for a bracket"});
  }
  return parts;
}

}  // namespace tidewaiter::rules
