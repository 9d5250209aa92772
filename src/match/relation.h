// How two words, or a word and the joined words of the other side, can be the same: a closed list with caps.
#pragma once

#include <cstdint>
#include <string_view>

#include "match/parameters.h"
#include "match/word.h"
#include "text/tokens.h"

namespace tidewaiter::match {

enum class Relation : std::uint8_t {
  none,
  equal,
  translated,   // one side is an English word that stands for a Han word
  romanised,    // one side is spelt in Latin letters by us
  respelt,      // two spellings of one foreign word
  abbreviated,  // one entry of the word table: "intl", "international"
  typo,         // few edits, or look-alike characters
  joined,       // two or three words of one side are one word of the other
  acronym,      // one word is the initials of the whole other name
  sounded,      // a foreign name in Han, spelt by its sounds
  initial,      // a letter for a word: persons only
};
std::string_view to_string(Relation relation);

struct Met {
  Relation relation = Relation::none;
  Similarity similarity = 0;
};

// Two words. Symmetric. Finds every relation but joined, acronym and initial.
Met relate(const Word& a, const Word& b, Mode mode);

// Words of at least so many letters are related alike in both modes.
inline constexpr std::size_t kAlikeInBothModes = 4;

// Words of companies of at least so many letters meet another spelling of one foreign word; of persons, any.
inline constexpr std::size_t kShortestRespelt = 6;

// Pinyin words of at least so many letters meet their spelling of Wade and Giles.
inline constexpr std::size_t kShortestWade = 4;
// Consonants in which two words that sound alike may differ: none of two, one of three and four, else two.
constexpr int allowed_sound_edits(int sounds) { return sounds < 3 ? 0 : sounds < 5 ? 1 : 2; }
constexpr bool can_sound(const Word& word) {
  return word.kind == WordKind::ordinary && word.sounds > 15;
}  // two or more

inline constexpr std::size_t kLongestCut = text::kMaxTokenLetters;  // letters of joined words

// Adjacent words of one side, written as one, against a word of the other.
Met relate_joined(std::string_view joined, std::uint32_t joined_letters, const Word& word);

// Adjacent words of one side, written as one and cut inside the last, against a word of the other: "bosatech" for "Bosa
// Technology". The last word is one of the table, and three of its letters stand. `least` is how many letters that
// makes.
Met relate_cut(std::string_view joined, std::size_t least, const Word& word);
inline constexpr std::size_t kShortestCutFront = 4;  // letters of the words before the last
inline constexpr std::size_t kShortestCutEnd = 3;    // letters of the last that stand
// 0 where the words cannot be cut.
inline std::size_t least_cut(std::size_t joined_letters, const Word& last) {
  const std::size_t front = joined_letters - last.text.size();
  const bool may_be =
      last.known && last.text.size() > kShortestCutEnd && front >= kShortestCutFront && joined_letters <= kLongestCut;
  return may_be ? front + kShortestCutEnd : 0;
}

// Edits that a typo may have: none in words under 4 letters (under 3 in names of persons), one under 6, else two. For
// a pair, the smaller of the two.
int allowed_edits(std::size_t letters, Mode mode);
// In any mode: what an index must be prepared for.
int most_edits(std::size_t letters);
inline constexpr std::size_t kShortestJoinedTypo = 6;  // a joined word may have one edit from this many letters

}  // namespace tidewaiter::match
