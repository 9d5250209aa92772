#include "catalog/identify/shorthand.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/ascii.h"

namespace tidewaiter::catalog {
namespace {

struct Shorthand {
  char letter;
  std::string_view word;
};
constexpr std::array kShorthands{
    Shorthand{'p', "para "},
    Shorthand{'c', "com "},
    Shorthand{'s', "sem "},
    Shorthand{'f', "for "},
};
constexpr std::size_t kLeastWord = 3;  // letters behind the slash, where no blank stands there

bool stands_alone(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == ' ' || text[at - 1] == '(' || text[at - 1] == ',';
}

// Letters of the word that begins at `at`.
std::size_t word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (is_lower(text[end]) || static_cast<unsigned char>(text[end]) >= 0x80)) ++end;
  return end - at;
}

}  // namespace

std::string without_shorthand(std::string folded) {
  for (std::size_t at = 0; at + 2 < folded.size(); ++at) {
    if (folded[at + 1] != '/' || !stands_alone(folded, at)) continue;
    const auto found = std::ranges::find(kShorthands, folded[at], &Shorthand::letter);
    if (found == kShorthands.end()) continue;
    const char next = folded[at + 2];
    if (next != ' ' && !is_digit(next) && word_at(folded, at + 2) < kLeastWord) continue;
    folded.replace(at, 2, found->word);
  }
  return folded;
}

}  // namespace tidewaiter::catalog
