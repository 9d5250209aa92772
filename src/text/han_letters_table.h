// The tables of han_letters.h, which cmake/make_han_letters.cpp writes.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "text/han_letters.h"

namespace tidewaiter::text {

extern const std::array<std::string_view, kMostHanSyllables> kHanSyllables;
extern const std::array<std::uint16_t, kHanLetters> kHanSpellings;   // numbers of syllables; 0: none
extern const std::array<std::uint16_t, kHanLetters> kSimplifiedHan;  // 0: none

}  // namespace tidewaiter::text
