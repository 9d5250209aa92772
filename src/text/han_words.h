// Chinese and Japanese words of company names and places, with their English words: what cuts a Han name into words.
#pragma once

#include <string_view>

namespace tidewaiter::text {

struct HanWord {
  std::string_view han;      // as written, simplified or traditional
  std::string_view english;  // one to four words, folded
};

// The longest word of the table at the front of `text` (UTF-8), or nullptr.
const HanWord* han_word_at(std::string_view text);

}  // namespace tidewaiter::text
