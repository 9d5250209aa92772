#include "text/alike_spelling.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace tidewaiter::text {
namespace {

struct Rule {
  std::string_view from;
  std::string_view to;
};

// By the first letter, longest first. Capitals are classes of vowels: E of "ai" and "ei", I of e, i and y, U of o and
// u, A of a. "th" stays t and "kh" h: one key cannot know whether "th" was meant as s, nor "kh" as k.
constexpr auto kRules = std::to_array<Rule>({
    {"aou", "AU"}, {"ai", "E"},  {"ay", "E"}, {"a", "A"},   {"ch", "C"}, {"ck", "k"}, {"ce", "sI"},
    {"ci", "sI"},  {"cy", "sI"}, {"c", "k"},  {"dh", "d"},  {"dj", "j"}, {"ei", "E"}, {"ey", "E"},
    {"ee", "I"},   {"e", "I"},   {"gh", "k"}, {"ie", "I"},  {"iy", "I"}, {"ii", "I"}, {"i", "I"},
    {"kh", "h"},   {"ks", "x"},  {"oo", "U"}, {"ou", "U"},  {"ow", "U"}, {"o", "U"},  {"ph", "f"},
    {"q", "k"},    {"sch", "S"}, {"sh", "S"}, {"tch", "C"}, {"th", "t"}, {"u", "U"},  {"woo", "U"},
    {"wou", "U"},  {"wu", "U"},  {"wo", "U"}, {"w", "v"},   {"y", "I"},  {"zh", "j"},
});

// Where the rules of a letter begin; those of the next begin where they end.
constexpr auto kFirstRule = [] {
  std::array<std::uint8_t, 27> first{};
  for (std::size_t letter = 0; letter < first.size(); ++letter) {
    const char c = static_cast<char>('a' + letter);
    first[letter] = static_cast<std::uint8_t>(
        std::ranges::lower_bound(kRules, c, {}, [](const Rule& r) { return r.from.front(); }) - kRules.begin());
  }
  return first;
}();

const Rule* rule_for(std::string_view rest) {
  const auto letter = static_cast<std::size_t>(rest.front() - 'a');
  for (std::size_t i = kFirstRule[letter]; i < kFirstRule[letter + 1]; ++i) {
    const std::string_view from = kRules[i].from;
    const bool fits = from.size() <= rest.size() && (from.size() < 2 || from[1] == rest[1]) &&
                      (from.size() < 3 || from[2] == rest[2]);
    if (fits) return &kRules[i];
  }
  return nullptr;
}

}  // namespace

std::string alike_spelling(std::string_view word) {
  constexpr std::size_t kShortest = 3;
  std::string key;
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (!std::ranges::all_of(word, is_letter)) return key;
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
    const Rule* rule = rule_for(rest);
    if (rule == nullptr) {
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
