// A second look at text in an encoding of single bytes: does it read like words, and would another encoding read
// better? Told by what holds in every language: small letters do not stand before large ones within a word, signs do
// not stand between letters, and a word has one script. So KOI8-R read as Windows-1251 ("нИКРОН") and Mac Roman read as
// Windows-1252 ("MŸller") are found out, of which statistics of letters are sure. Between the Western and the Turkish
// code page, which differ in six letters, alphabets decide (CLDR's, as ICU has them).
#pragma once

#include <optional>
#include <string_view>

#include "text/encoding_guess.h"

namespace tidewaiter::text {

// `sample`: lines that are not UTF-8. `first`: what they seem to be. One of several bytes a character, and those of
// scripts without large letters, stay as they are. nullopt: nothing fits.
std::optional<EncodingGuess> second_look(std::string_view sample, std::optional<EncodingGuess> first);

}  // namespace tidewaiter::text
