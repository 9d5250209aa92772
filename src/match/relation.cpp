#include "match/relation.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/ascii.h"
#include "base/digest.h"
#include "text/edits.h"
#include "text/tokens.h"

namespace tidewaiter::match {
namespace {

using Row = std::array<std::int32_t, text::kMaxTokenLetters * 3 + 1>;  // joined words are up to three words long

char look_alike(char c) {
  switch (c) {
    case '0':
      return 'o';
    case '1':
    case 'l':
      return 'i';
    case '5':
      return 's';
    case '8':
      return 'b';
    case '9':
      return 'g';
    case '3':
      return 'e';
    case '4':
      return 'a';
    default:
      return c;
  }
}

// Costs in hundredths of an edit. Doubled letters and look-alikes are half an edit, a swap .8, and a wrong first
// letter a third of an edit more: people misspell the inside of words (trial of the score, matching-notes.md).
constexpr std::int32_t kEdit = 100;
constexpr std::int32_t kHalf = 50;
constexpr std::int32_t kSwap = 80;
constexpr std::int32_t kFirstLetter = 33;

// Inserted or left out; `at_start`: the word's first letter is here, not cut off.
std::int32_t one_letter(std::string_view word, std::size_t i, bool at_start) {
  const std::int32_t first = at_start && i == 0 ? kFirstLetter : 0;
  const bool doubled = (i > 0 && word[i - 1] == word[i]) || (i + 1 < word.size() && word[i + 1] == word[i]);
  return (doubled ? kHalf : kEdit) + first;
}

// The letter that the two letters before `end` look like: "rn" like m; 0 if there is none.
char read_as(std::string_view word, std::size_t end) {
  if (end < 2) return '\0';
  const char first = word[end - 2];
  const char second = word[end - 1];
  if (first == 'r' && second == 'n') return 'm';
  if (first == 'v' && second == 'v') return 'w';
  return first == 'c' && second == 'l' ? 'd' : '\0';
}

// Equal letters in front and at the end cost nothing; two of them stay, since a cost looks at its neighbours.
bool cut_equal_ends(std::string_view& a, std::string_view& b) {
  constexpr std::size_t kKept = 2;
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t front = 0;
  while (front < shorter && a[front] == b[front]) ++front;
  std::size_t back = 0;
  while (back < shorter - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  front -= std::min(front, kKept);
  back -= std::min(back, kKept);
  a = a.substr(front, a.size() - front - back);
  b = b.substr(front, b.size() - front - back);
  return front == 0;
}

std::int32_t weighted_edits(std::string_view a, std::string_view b) {
  const bool at_start = cut_equal_ends(a, b);
  // What a letter more or less costs, and what two letters are read as, told once for each letter of b.
  Row costs_b;
  std::array<char, std::tuple_size_v<Row>> read_b;
  Row rows[3];
  Row* before = &rows[0];
  Row* above = &rows[1];
  Row* row = &rows[2];
  (*above)[0] = 0;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    costs_b[j] = one_letter(b, j - 1, at_start);
    read_b[j] = read_as(b, j);
    (*above)[j] = (*above)[j - 1] + costs_b[j];
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const char x = a[i - 1];
    const std::int32_t cost_a = one_letter(a, i - 1, at_start);
    const char read_a = read_as(a, i);
    (*row)[0] = (*above)[0] + cost_a;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const char y = b[j - 1];
      const std::int32_t first = at_start && i == 1 && j == 1 ? kFirstLetter : 0;
      const std::int32_t change = x == y ? 0 : (look_alike(x) == look_alike(y) ? kHalf : kEdit + first);
      std::int32_t best = std::min({(*above)[j - 1] + change, (*above)[j] + cost_a, (*row)[j - 1] + costs_b[j]});
      if (i >= 2 && j >= 2 && x == b[j - 2] && a[i - 2] == y) best = std::min(best, (*before)[j - 2] + kSwap);
      if (read_a == y) best = std::min(best, (*before)[j - 1] + kHalf);
      if (read_b[j] == x) best = std::min(best, (*above)[j - 2] + kHalf);
      (*row)[j] = best;
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return (*above)[b.size()];
}

// Digits tell models and units apart, so an edit may not change them; a digit read for a letter is a look-alike.
bool same_digits(std::string_view a, std::string_view b) {
  std::size_t j = 0;
  for (const char c : a) {
    if (!is_digit(c)) continue;
    while (j < b.size() && !is_digit(b[j])) ++j;
    if (j == b.size() || b[j] != c) return false;
    ++j;
  }
  return std::none_of(b.begin() + static_cast<std::ptrdiff_t>(j), b.end(), is_digit);
}

Similarity typo_similarity(std::string_view a, std::string_view b) {
  const auto length = static_cast<std::int32_t>(std::max(a.size(), b.size()));
  const Similarity similarity = kEqual - 120 * weighted_edits(a, b) / length;  // 1 - 1.2 * edits / letters
  return similarity < kTypoFloor ? 0 : std::min(similarity, kTypoCap);
}

bool has_digit(std::uint32_t letters) { return (letters >> 26U & 1U) != 0; }

Similarity typo(std::string_view a, std::string_view b, Mode mode) {
  const int edits = std::min(allowed_edits(a.size(), mode), allowed_edits(b.size(), mode));
  if (edits == 0 || !text::within_edits(a, b, edits) || !same_digits(a, b)) return 0;
  return typo_similarity(a, b);
}

Similarity sound_similarity(text::Sounds a, text::Sounds b) {
  const int least = std::min(text::count_of(a), text::count_of(b));
  const int edits = allowed_sound_edits(least);
  if (a == b) return sound_equal(least);
  for (int differing = 1; differing <= edits; ++differing) {
    if (text::within_edits(a, b, differing)) return differing == 1 && least > 3 ? kSoundNear : kSoundFar;
  }
  return 0;
}

}  // namespace

std::string_view to_string(Relation relation) {
  static constexpr std::array<std::string_view, 11> kNames = {"none",    "equal",       "translated", "romanised",
                                                              "respelt", "abbreviated", "typo",       "joined",
                                                              "acronym", "sounded",     "initial"};
  return kNames[static_cast<std::size_t>(relation)];
}

int allowed_edits(std::size_t letters, Mode mode) {
  const std::size_t shortest = mode == Mode::persons ? 3 : kAlikeInBothModes;
  return letters < shortest ? 0 : letters < 6 ? 1 : 2;
}
int most_edits(std::size_t letters) {
  return std::max(allowed_edits(letters, Mode::organizations), allowed_edits(letters, Mode::persons));
}

Met relate(const Word& a, const Word& b, Mode mode) {
  const bool numbers = a.kind == WordKind::number || b.kind == WordKind::number;
  if (a.text == b.text) {
    if (a.translated != b.translated) return {Relation::translated, kTranslated};
    if (a.romanised != b.romanised) return {Relation::romanised, kTranslated};
    return {Relation::equal, kEqual};
  }
  if (numbers) return {};
  // "Petrov" and "Petrovskiy" are two persons, and one place.
  const bool as_written = mode == Mode::persons && !a.known && !b.known;
  if (a.canonical == b.canonical && !as_written) {
    const bool translated = a.translated || b.translated;
    return {translated ? Relation::translated : Relation::abbreviated, translated ? kTranslated : kAbbreviated};
  }
  if (is_one_of(a.spelt, b.respelt) || is_one_of(b.spelt, a.respelt)) return {Relation::romanised, kWade};
  // Two different words of the table are never one misspelt: "trading" and "training".
  if (a.known && b.known) return {};
  // Look-alikes need no edit: in words of four letters on (two in names of persons), and in shorter ones where a digit
  // stands for a letter.
  const bool read_wrongly = has_digit(a.letters) != has_digit(b.letters);
  const std::size_t shortest = mode == Mode::persons ? 2 : kAlikeInBothModes;
  if (a.look == b.look && (read_wrongly || std::min(a.text.size(), b.text.size()) >= shortest)) {
    if (const Similarity similarity = typo_similarity(a.text, b.text)) return {Relation::typo, similarity};
  }
  const int edits = std::min(allowed_edits(a.text.size(), mode), allowed_edits(b.text.size(), mode));
  Similarity best = 0;
  if (!read_wrongly && text::may_be_within(a.letters, b.letters, edits)) best = typo(a.text, b.text, mode);
  if (a.canonical != a.text && !as_written) best = std::max(best, typo(a.canonical, b.text, mode));
  if (b.canonical != b.text && !as_written) best = std::max(best, typo(a.text, b.canonical, mode));
  const bool long_enough = mode == Mode::persons || std::min(a.text.size(), b.text.size()) >= kShortestRespelt;
  if (long_enough && a.alike != 0 && a.alike == b.alike && best < kRespelt) {
    return {Relation::respelt, kRespelt};
  }
  if (best > 0) return {Relation::typo, best};
  if (a.romanised != b.romanised && can_sound(a) && can_sound(b)) {
    if (const Similarity similarity = sound_similarity(a.sounds, b.sounds)) return {Relation::sounded, similarity};
  }
  return {};
}

Met relate_joined(std::string_view joined, std::uint32_t joined_letters, const Word& word) {
  if (word.kind == WordKind::number) return {};
  if (joined == word.text) return {Relation::joined, kJoined};
  if (word.respelt[0] != 0 && joined.size() >= kShortestWade && is_one_of(hash_of(joined), word.respelt)) {
    return {Relation::romanised, kWade};
  }
  if (std::min(joined.size(), word.text.size()) < kShortestJoinedTypo) return {};
  if (!text::may_be_within(joined_letters, word.letters, 1)) return {};
  if (!text::within_edits(joined, word.text, 1) || !same_digits(joined, word.text)) return {};
  const Similarity similarity = typo_similarity(joined, word.text);
  return similarity == 0 ? Met{} : Met{Relation::joined, similarity * kJoined / kEqual};
}

Met relate_cut(std::string_view joined, std::size_t least, const Word& word) {
  const bool cut = least > 0 && word.text.size() >= least && word.text.size() < joined.size() &&
                   word.kind == WordKind::ordinary && joined.starts_with(word.text);
  return cut ? Met{Relation::joined, kCut} : Met{};
}

}  // namespace tidewaiter::match
