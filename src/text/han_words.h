// Words of company names and places in Han, Hangul, Kana and Arabic, with their English words: what cuts a name in a
// script without blanks into words.
#pragma once

#include <string_view>

namespace tidewaiter::text {

struct HanWord {
  std::string_view han;      // as written, simplified or traditional
  std::string_view english;  // one to four words, folded
};

// The longest word of the table at the front of `text` (UTF-8), or nullptr.
const HanWord* han_word_at(std::string_view text);

// The word of the table that an Arabic word is, with or without "the", "for the" or "and" before it, or nullptr.
const HanWord* arabic_word(std::string_view text);

}  // namespace tidewaiter::text
