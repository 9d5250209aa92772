// Single Han characters in Latin letters and in their simplified forms, by tables that are made of ICU's rules when the
// program is built, so that a process that reads one such name need not make ICU's transliterators.
#pragma once

#include <cstddef>
#include <string_view>

namespace tidewaiter::text {

// Extension A and the first block of unified ideographs; names have few others.
inline constexpr char32_t kFirstHanLetter = 0x3400;
inline constexpr char32_t kLastHanLetter = 0x9FFF;
inline constexpr std::size_t kHanLetters = kLastHanLetter - kFirstHanLetter + 1;
inline constexpr std::size_t kMostHanSyllables = 512;

constexpr bool is_han_letter(char32_t c) { return c >= kFirstHanLetter && c <= kLastHanLetter; }

// Pinyin without tones; empty where the table has none. REQUIRES: is_han_letter(c).
std::string_view han_syllable(char32_t c);
// 0 where the table has none. REQUIRES: is_han_letter(c).
char32_t simplified_letter(char32_t c);

}  // namespace tidewaiter::text
