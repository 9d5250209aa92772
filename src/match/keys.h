// Keys that two strings share if they are within a number of edits: what makes the fuzzy look-up exact.
//
// Deletion keys. If a and b are within k edits (each an insertion, deletion, change or swap of neighbours), then
// deleting at most k letters of a and at most k of b can give the same string: every edit is undone by leaving out at
// most one letter on each side. So the keys of a (all strings with up to k letters left out) and of b meet.
// Half keys, for one edit in a long string y of length L: cut y into a front, one letter, and a back. One edit cannot
// touch both front and back (a swap reaches from the front at most to the letter between), so x starts with y's front
// or ends with y's back.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "match/relation.h"
#include "text/tokens.h"

namespace tidewaiter::match {

using Key = std::uint64_t;

constexpr Key finish_key(std::uint64_t hash) {  // the finaliser of MurmurHash3: spreads the polynomial over all bits
  hash ^= hash >> 33U;
  hash *= 0xFF51AFD7ED558CCDULL;
  hash ^= hash >> 33U;
  hash *= 0xC4CEB9FE1A85EC53ULL;
  return hash ^ hash >> 33U;
}

inline constexpr std::size_t kMaxKeyLetters = text::kMaxTokenLetters * 3;

// Polynomial hash of every front of a string, so that the hash of the string without one or two letters is a few
// multiplications.
class DeletionKeys {
 public:
  // REQUIRES: text has at most kMaxKeyLetters letters and outlives this.
  explicit DeletionKeys(std::string_view text);

  // Calls visit(Key) for the text itself and for it without up to `deletions` (0 to 2) letters. Repeats happen.
  template <class Visit>
  void each(int deletions, const Visit& visit) const {
    const std::size_t n = text_.size();
    visit(finish_key(front_[n]));
    if (deletions < 1) return;
    for (std::size_t i = 0; i < n; ++i) {
      if (i > 0 && text_[i] == text_[i - 1]) continue;  // the same string as without the letter before
      visit(finish_key(front_[i] * kPower[n - i - 1] + part(i + 1, n)));
      if (deletions < 2) continue;
      for (std::size_t j = i + 1; j < n; ++j) {
        if (j > i + 1 && text_[j] == text_[j - 1]) continue;
        visit(finish_key(front_[i] * kPower[n - i - 2] + part(i + 1, j) * kPower[n - j - 1] + part(j + 1, n)));
      }
    }
  }

 private:
  std::uint64_t part(std::size_t first, std::size_t last) const {
    return front_[last] - front_[first] * kPower[last - first];
  }
  std::string_view text_;
  std::array<std::uint64_t, kMaxKeyLetters + 1> front_;
  static const std::array<std::uint64_t, kMaxKeyLetters + 1> kPower;
};

Key text_key(std::string_view text);  // the key of the text itself among its deletion keys

// Calls visit(Key) for the keys that words which sound alike share: deletion keys of the consonants. Words that are
// spelt as written and words spelt by us are filed apart, since only one can meet the other.
template <class Visit>
void each_sound_key(text::Sounds sounds, bool romanised, const Visit& visit) {
  std::array<char, text::kMostSounds + 1> letters{};
  std::size_t count = 0;
  letters[count++] = romanised ? '+' : '-';
  const int edits = allowed_sound_edits(text::count_of(sounds));
  for (; sounds != 0; sounds >>= 4U) letters[count++] = static_cast<char>('A' + (sounds & 15U));
  const std::string_view all(letters.data(), count);
  DeletionKeys(all).each(edits, visit);
}

// The key of the front or back of a string of `length` letters.
enum class Half : std::uint64_t { front = 1, back = 2, whole = 3, cut = 4 };
Key half_key(Half half, std::size_t length, std::string_view letters);
constexpr std::size_t front_letters(std::size_t length) { return (length - 1) / 2; }
constexpr std::size_t back_letters(std::size_t length) { return length - 1 - front_letters(length); }

// Calls visit(Key) for the keys that a joined word of the list is filed under: too short for an edit, whole; else by
// its halves.
template <class Visit>
void each_joined_key(std::string_view joined, const Visit& visit) {
  const std::size_t length = joined.size();
  if (length < kShortestJoinedTypo) return visit(half_key(Half::whole, length, joined));
  visit(half_key(Half::front, length, joined.substr(0, front_letters(length))));
  visit(half_key(Half::back, length, joined.substr(length - back_letters(length))));
}

// Calls visit(Key) for every key under which a joined word equal to `word`, or one edit from it, may be filed.
template <class Visit>
void each_key_of_joined_like(std::string_view word, const Visit& visit) {
  if (word.size() < kShortestJoinedTypo) return visit(half_key(Half::whole, word.size(), word));
  for (std::size_t length = word.size() - 1; length <= word.size() + 1; ++length) {
    if (length < kShortestJoinedTypo) continue;
    visit(half_key(Half::front, length, word.substr(0, front_letters(length))));
    visit(half_key(Half::back, length, word.substr(word.size() - back_letters(length))));
  }
}

// Joined words that may be cut are filed under their least cut; a word is looked up by each of its fronts.
inline Key cut_key(std::string_view joined, std::size_t least) {
  return half_key(Half::cut, least, joined.substr(0, least));
}
template <class Visit>
void each_key_of_cut_like(std::string_view word, const Visit& visit) {
  for (std::size_t length = kShortestCutFront + kShortestCutEnd; length <= word.size(); ++length) {
    visit(cut_key(word, length));
  }
}

}  // namespace tidewaiter::match
