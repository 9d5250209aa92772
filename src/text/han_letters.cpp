#include "text/han_letters.h"

#include "text/han_letters_table.h"

namespace tidewaiter::text {

std::string_view han_syllable(char32_t c) { return kHanSyllables[kHanSpellings[c - kFirstHanLetter]]; }
char32_t simplified_letter(char32_t c) { return kSimplifiedHan[c - kFirstHanLetter]; }

}  // namespace tidewaiter::text
