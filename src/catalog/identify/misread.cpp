#include "catalog/identify/misread.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"

namespace tidewaiter::catalog {
namespace {

constexpr std::size_t kLongestWord = 40;  // bytes; a code is never longer

struct LookAlike {
  std::string_view letter;  // folded: a small "н" was a capital "Н", which looks like H
  char latin;
};
constexpr std::array kLookAlikes{
    LookAlike{"а", 'a'}, LookAlike{"в", 'b'}, LookAlike{"е", 'e'}, LookAlike{"к", 'k'}, LookAlike{"м", 'm'},
    LookAlike{"н", 'h'}, LookAlike{"о", 'o'}, LookAlike{"р", 'p'}, LookAlike{"с", 'c'}, LookAlike{"т", 't'},
    LookAlike{"у", 'y'}, LookAlike{"х", 'x'}, LookAlike{"ѕ", 's'}, LookAlike{"і", 'i'}, LookAlike{"α", 'a'},
    LookAlike{"β", 'b'}, LookAlike{"ε", 'e'}, LookAlike{"η", 'h'}, LookAlike{"ι", 'i'}, LookAlike{"κ", 'k'},
    LookAlike{"μ", 'm'}, LookAlike{"ο", 'o'}, LookAlike{"ρ", 'p'}, LookAlike{"τ", 't'}, LookAlike{"χ", 'x'},
};

// The word in Latin letters; as it is where a character has none that looks like it.
std::string in_latin(std::string_view word) {
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    if (static_cast<unsigned char>(word[at]) < 0x80) {
      out += word[at++];
      continue;
    }
    const std::size_t length = std::max<std::size_t>(1, utf8_sequence_length(word.substr(at)));
    const auto found = std::ranges::find(kLookAlikes, word.substr(at, length), &LookAlike::letter);
    if (found == kLookAlikes.end()) return std::string(word);
    out += found->latin;
    at += length;
  }
  return out;
}

// Letters that stand among digits and look like one. `ones`: l and i before a digit too, which are letters in "MI21O".
std::string with_digits(std::string word, bool ones) {
  const auto digit_at = [&](std::size_t at) { return at < word.size() && is_digit(word[at]); };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < word.size(); ++i) {
      const bool before = i > 0 && is_digit(word[i - 1]);
      const bool behind = digit_at(i + 1) || (i + 1 < word.size() && word[i + 1] == 'o' && digit_at(i + 2));
      char digit = 0;
      if (word[i] == 'o' && (before || behind)) digit = '0';
      if (ones && (word[i] == 'l' || word[i] == 'i') && i > 0 && behind) digit = '1';
      if (before && digit_at(i + 1)) {
        if (word[i] == 's') digit = '5';
        if (word[i] == 'z') digit = '2';
        if (word[i] == 'b') digit = '8';
      }
      if (digit == 0) continue;
      word[i] = digit;
      changed = true;
    }
  }
  return word;
}

bool names_something(const Lexicon& lexicon, const std::string& word) {
  std::vector<Fragment> fragments;
  std::vector<Match> matches;
  cut(word, fragments);
  lexicon.match(fragments, matches);
  const auto count = static_cast<std::uint32_t>(fragments.size());
  if (count == 1 && fragments[0].digits) return word.size() >= 3;  // the number of "RTX 409O", "3OO pcs"
  if (count == 2 && fragments[0].digits && is_memory_unit(fragments[1])) return true;
  // Every part of it is a name, a number or a unit.
  bool named = false;
  std::uint32_t at = 0;
  for (const Match& match : matches) {
    for (; at < match.begin; ++at) {
      if (!fragments[at].digits && !is_memory_unit(fragments[at])) return false;
    }
    named = named || match.term->is(Says::family) || match.term->is(Says::item) || match.term->is(Says::model) ||
            match.term->is(Says::vendor);
    at = match.end;
  }
  for (; at < count; ++at) {
    if (!fragments[at].digits && !is_memory_unit(fragments[at])) return false;
  }
  return named;
}

}  // namespace

std::string mend(const Lexicon& lexicon, std::string_view folded, const std::vector<Fragment>& fragments,
                 const std::vector<std::int32_t>& match_of, std::vector<Misread>& out) {
  std::string mended;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < fragments.size();) {
    std::size_t end = i + 1;
    bool digits = fragments[i].digits;
    bool covered = match_of[i] >= 0;
    for (; end < fragments.size() && fragments[end].joined; ++end) {
      digits = digits || fragments[end].digits;
      covered = covered || match_of[end] >= 0;
    }
    const std::size_t from = fragments[i].begin;
    const std::size_t to = fragments[end - 1].begin + fragments[end - 1].text.size();
    const std::string_view word = folded.substr(from, to - from);
    const bool several = end - i > 1;
    i = end;
    if (covered || word.size() < 2 || word.size() > kLongestWord) continue;
    const bool ascii = std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const bool mixed = !ascii && std::ranges::any_of(word, is_lower);
    if (!(digits && several) && !mixed) continue;
    std::string better = ascii ? std::string(word) : in_latin(word);
    const std::string latin = better;
    if (digits) better = with_digits(latin, true);
    bool named = better != word && names_something(lexicon, better);
    if (digits && !named) {
      better = with_digits(latin, false);
      named = better != word && names_something(lexicon, better);
    }
    if (!named) continue;
    mended += folded.substr(copied, from - copied);
    out.push_back({mended.size(), mended.size() + better.size(), std::string(word)});
    mended += better;
    copied = to;
  }
  if (!out.empty()) mended += folded.substr(copied);
  return mended;
}

}  // namespace tidewaiter::catalog
