// How a foreign name sounds, roughly: its consonants by place of speech. Chinese spells such names by syllables of
// about the same sound, so that 洛克希德 (luo ke xi de) meets Lockheed.
#pragma once

#include <cstdint>
#include <string_view>

namespace tidewaiter::text {

// Up to eight consonants, four bits each, the first one lowest; 0: none.
using Sounds = std::uint32_t;
inline constexpr int kMostSounds = 8;

constexpr int count_of(Sounds sounds) {
  int count = 0;
  for (; sounds != 0; sounds >>= 4U) ++count;
  return count;
}

// Of a word in Latin letters, read as English. REQUIRES: a-z, 0-9; digits make it 0.
Sounds latin_sounds(std::string_view word);
// Of pinyin syllables with blanks between.
Sounds pinyin_sounds(std::string_view syllables);

// At most `edits` (0 to 2) consonants were put in, left out or changed.
bool within_edits(Sounds a, Sounds b, int edits);

}  // namespace tidewaiter::text
