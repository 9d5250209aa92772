#include "text/alike_spelling.h"

#include <algorithm>
#include <array>

namespace tidewaiter::text {
namespace {

struct Rule {
  std::string_view from;
  std::string_view to;
};

// Longest first. Capitals are classes of vowels: E of "ai" and "ei", I of e, i and y, U of o and u, A of a. "th" stays
// t and "kh" h: one key cannot know whether "th" was meant as s, nor "kh" as k.
constexpr auto kRules = std::to_array<Rule>({
    {"sch", "S"}, {"tch", "C"}, {"woo", "U"}, {"wou", "U"}, {"aou", "AU"}, {"sh", "S"}, {"ch", "C"},
    {"kh", "h"},  {"gh", "k"},  {"ph", "f"},  {"th", "t"},  {"dh", "d"},   {"zh", "j"}, {"dj", "j"},
    {"ck", "k"},  {"ce", "sI"}, {"ci", "sI"}, {"cy", "sI"}, {"c", "k"},    {"ks", "x"}, {"ai", "E"},
    {"ay", "E"},  {"ei", "E"},  {"ey", "E"},  {"ee", "I"},  {"ie", "I"},   {"iy", "I"}, {"ii", "I"},
    {"oo", "U"},  {"ou", "U"},  {"ow", "U"},  {"wu", "U"},  {"wo", "U"},   {"q", "k"},  {"w", "v"},
    {"a", "A"},   {"e", "I"},   {"i", "I"},   {"y", "I"},   {"o", "U"},    {"u", "U"},
});

}  // namespace

std::string alike_spelling(std::string_view word) {
  constexpr std::size_t kShortest = 3;
  std::string key;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::ranges::any_of(word, is_digit)) return key;
  const auto put = [&](char c) {
    if (key.empty() || key.back() != c) key += c;
  };
  std::string_view rest = word;
  if (rest.size() > kShortest && rest.ends_with("ff")) rest.remove_suffix(2);
  const bool ends_in_v = rest.size() != word.size();
  if (rest.size() > kShortest && rest.ends_with('h') && !rest.ends_with("sh") && !rest.ends_with("ch")) {
    rest.remove_suffix(1);
  }
  while (!rest.empty()) {
    const auto rule = std::ranges::find_if(kRules, [&](const Rule& r) { return rest.starts_with(r.from); });
    if (rule == kRules.end()) {
      put(rest.front());
      rest.remove_prefix(1);
      continue;
    }
    for (const char c : rule->to) put(c);
    rest.remove_prefix(rule->from.size());
  }
  if (ends_in_v) put('v');
  if (key.size() < kShortest) key.clear();
  return key;
}

}  // namespace tidewaiter::text
