#include "rules/template.h"

namespace tidewaiter::rules {

std::expected<std::vector<TemplatePart>, Problem> split_template(std::string_view text) {
  std::vector<TemplatePart> parts(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool doubled = at + 1 < text.size() && text[at + 1] == c;
    if ((c == '{' || c == '}') && doubled) {
      parts.back().text += c;
      ++at;
    } else if (c == '}') {
      return std::unexpected(Problem{{at, at + 1}, "this brace closes nothing", "write }} for a brace"});
    } else if (c != '{') {
      parts.back().text += c;
    } else {
      // Sets have braces too, and texts may hold any.
      std::size_t end = at + 1;
      int open = 1;
      bool quoted = false;
      for (; end < text.size(); ++end) {
        if (text[end] == '\'') quoted = !quoted;
        if (!quoted && text[end] == '{') ++open;
        if (!quoted && text[end] == '}' && --open == 0) break;
      }
      if (end == text.size()) {
        return std::unexpected(Problem{{at, at + 1}, "this brace is never closed", "write {field}, or {{ for a brace"});
      }
      TemplatePart& part = parts.back();
      part.expression = text.substr(at + 1, end - at - 1);
      part.offset = at + 1;
      part.has_expression = true;
      parts.emplace_back();
      at = end;
    }
  }
  return parts;
}

}  // namespace tidewaiter::rules
