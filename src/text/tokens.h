// A name cut into words, each in Latin letters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/sounds.h"

namespace tidewaiter::text {

// Longer names and words are cut, and the answer says so: comparison costs a name's words squared.
inline constexpr std::size_t kMaxTokens = 32;
inline constexpr std::size_t kMaxTokenLetters = 48;

enum class TokenKind : std::uint8_t {
  word,        // Latin letters as written, perhaps with digits inside
  number,      // digits, ordinals and number words alike: "13", "13th" and "thirteenth" are "13"
  romanised,   // spelt in Latin letters by us
  translated,  // an English word that stands for a Han word
};

struct Token {
  std::string text;  // a-z and 0-9 only, never empty
  TokenKind kind = TokenKind::word;
  Sounds sounds = 0;  // of a Han or Arabic word spelt by us, which only here is still known by syllables
  std::vector<std::string> others =
      {};  // spellings that the word's script has beside the text: Cantonese, older Korean
  friend bool operator==(const Token&, const Token&) = default;
};

struct Tokens {
  std::vector<Token> list;
  bool cut = false;        // some words or letters were left out for their number
  bool disguised = false;  // letters of another script stand for look-alikes in some word
};

// Words are runs of letters and digits; an apostrophe inside one vanishes ("Int'l" is "intl"). Three or more single
// letters with dots between are one word ("A.B.C." is "abc"). "No." before a number vanishes. A Han run is cut by
// the table of han_words.h and spelt in pinyin between.
Tokens tokenize(std::string_view name);

}  // namespace tidewaiter::text
