#include "lists/ecfr_name.h"

#include <re2/re2.h>

#include <algorithm>

#include "lists/forms.h"

namespace tidewaiter::lists {
namespace {

// What ends a name, and what does not. Compiled once; RE2 matches in time linear in the text.
struct Patterns {
  // Parts of a name after a comma: the words that companies carry by their law, and the units of a house.
  RE2 suffix{
      R"re((?i)^\s*(?:(?:co|corp|corporation|company|ltd|ltda|limited|inc|incorporated|llc|l\.l\.c|llp|lp|plc|gmbh|ag|b\.?v|n\.?v|s\.?a|s\.?a\.?s|s\.?a\.?l|s\.?a\.?r\.?l|s\.?p\.?a|s\.?r\.?l|s\.?r\.?o|s\.?l|a\.?s|a\.?d|a\.?g|d\.o\.o|e\.k|fze|fzc|fzco|fz|fzo|fz-llc|dmcc|jsc|cjsc|ojsc|pjsc|oao|ooo|zao|ao|pte|pty|pt|pvt|private|sdn|bhd|berhad|k\.?k|kft|oy|ab|spol|tic|san|sti|şti|fpc|s de rl de cv|s\.?a\.? de c\.?v|est)\b\.?[\s,]*)+(?:\([^()]*\))?\s*$)re"};
  RE2 unit{
      R"re((?i)^\s*(?:(?:institute|department|ministry|school|branch|academy|college|faculty|importers|chinese academy|joint[ -]stock)\b|\S.*\b(?:plant|factory|institute|university|academy|bureau|laboratory)\s*(?:\([^()]*\))?\s*$))re"};
  // A part that begins with a law form and goes on: "Ltd. Research Institute", or with the address: "Ltd. Room 5"
  RE2 suffix_and_more{R"re((?i)^\s*((?:ltd|limited|inc|llc)\b\.?)\s+(\S.*)$)re"};
  RE2 room{R"re((?i)\b(?:flat|room|rm|unit|block|floor|no\.)|\d)re"};
  // Where a house number begins within a sentence: "... Ltd. No. 12"
  RE2 door{R"re((?i)\.\s+(?:no\.?\s?\d|#?\d|p\.?\s?o\.? box|floor|room|rm|suite|unit)\b)re"};
};

const Patterns& patterns() {
  static const Patterns compiled;
  return compiled;
}

bool strip_word(std::string_view& text, std::string_view word) {
  if (!text.ends_with(word)) return false;
  const std::string_view before = text.substr(0, text.size() - word.size());
  if (!before.empty() && before.back() != ' ' && before.back() != ';' && before.back() != ',') return false;
  text = trimmed(before);
  return true;
}

}  // namespace

std::string clean_name(std::string_view text) {
  text = trimmed(text);
  for (bool again = true; again;) {
    again = false;
    while (!text.empty() && (text.back() == ';' || text.back() == ',' || text.back() == ':')) {
      text = trimmed(text.substr(0, text.size() - 1));
      again = true;
    }
    again = strip_word(text, "and") || strip_word(text, "or") || again;
    if (text.ends_with('.')) {
      const std::size_t blank = text.find_last_of(" ,");
      const std::string_view last = blank == std::string_view::npos ? text : text.substr(blank + 1);
      // "Ltd.", "S.A.", "Co.": a law form that is written short. "LLC." is the end of a sentence.
      const std::string_view word = last.substr(0, last.size() - 1);
      const bool is_short =
          word.find('.') != std::string_view::npos ||
          (word.size() <= 4 && std::ranges::any_of(word, [](char c) { return c >= 'a' && c <= 'z'; }));
      const bool abbreviation = is_short && RE2::FullMatch(last, patterns().suffix);
      if (!abbreviation) {
        text = trimmed(text.substr(0, text.size() - 1));
        again = !text.empty();
      }
    }
  }
  while (text.starts_with('"') && text.ends_with('"') && text.size() > 2) text = text.substr(1, text.size() - 2);
  // A bracket that was left open where the rest was cut off.
  if (std::ranges::count(text, '(') > std::ranges::count(text, ')') && text.ends_with('(')) {
    text = trimmed(text.substr(0, text.size() - 1));
  }
  return std::string(text);
}

NameAndRest split_name(std::string_view text) {
  std::size_t end = text.size();
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')') depth = std::max(0, depth - 1);
    if ((text[i] != ',' && text[i] != ';') || depth > 0) continue;
    std::size_t next = i + 1;
    int inner = 0;
    while (next < text.size() && (inner > 0 || (text[next] != ',' && text[next] != ';'))) {
      if (text[next] == '(') ++inner;
      if (text[next] == ')') inner = std::max(0, inner - 1);
      ++next;
    }
    const std::string_view part = text.substr(i + 1, next - i - 1);
    std::string form;
    std::string more;
    if (text[i] == ',' && RE2::FullMatch(part, patterns().suffix_and_more, &form, &more) &&
        !RE2::FullMatch(part, patterns().suffix)) {
      if (RE2::PartialMatch(more, patterns().room)) {
        const std::size_t at = i + 1 + part.find(more);
        return {std::string(trimmed(text.substr(0, at))), std::string(text.substr(at))};
      }
      i = next - 1;
      continue;
    }
    if (text[i] == ',' && (RE2::FullMatch(part, patterns().suffix) || RE2::PartialMatch(part, patterns().unit))) {
      i = next - 1;
      continue;
    }
    end = i;
    break;
  }
  std::string_view name = text.substr(0, end);
  std::string_view rest = end < text.size() ? text.substr(end + 1) : std::string_view();
  re2::StringPiece door;
  if (RE2::PartialMatch(name, patterns().door) &&
      patterns().door.Match(name, 0, name.size(), RE2::UNANCHORED, &door, 1)) {
    const auto at = static_cast<std::size_t>(door.data() - name.data());
    return {std::string(name.substr(0, at + 1)), std::string(trimmed(text.substr(at + 1)))};
  }
  return {std::string(name), std::string(trimmed(rest))};
}

}  // namespace tidewaiter::lists
