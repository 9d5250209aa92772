// The parts of a comparison that the pair function and the index share: modes, weights, what can be matched.
#pragma once

#include <cstdint>
#include <span>

#include "match/gain.h"
#include "match/relation.h"
#include "match/word.h"
#include "text/legal_forms.h"

namespace tidewaiter::match {

// The entry's kind decides where it is known; but a query with the legal form of a company is compared as one unless it
// is said to be a person.
constexpr Mode mode_of(Schema query, text::LegalForm query_legal, Schema entry) {
  if (query != Schema::person && query_legal.legal_class != text::LegalClass::none) return Mode::organizations;
  const Schema decisive = entry == Schema::unknown ? query : entry;
  return decisive == Schema::person ? Mode::persons : Mode::organizations;
}
inline Charges charges_of(Mode mode) { return mode == Mode::persons ? person_charges() : organization_charges(); }

// Words of persons weigh nearly alike: a rare family name tells less than that it is another one.
inline Weight weight_in(Mode mode, WordKind kind, Weight weight) {
  if (mode == Mode::organizations || kind == WordKind::particle || kind == WordKind::initial) return weight;
  return kind == WordKind::title ? kTitleWeight
                                 : kPersonWordWeight + weight * (kFullWeight - kPersonWordWeight) / kFullWeight;
}

inline Weight legal_weight(text::LegalForm form) {
  if (form.legal_class == text::LegalClass::none) return 0;
  return form.legal_class == text::LegalClass::company ? kVagueLegalWeight : kLegalWeight;
}
// 0 where the classes exclude each other. REQUIRES: both have a form.
inline Similarity legal_similarity(text::LegalForm a, text::LegalForm b) {
  if (a == b) return kEqual;
  const bool vague = a.legal_class == text::LegalClass::company || b.legal_class == text::LegalClass::company;
  return vague || a.legal_class == b.legal_class ? kOtherForm : 0;
}

// A letter for a word, in names of persons.
constexpr bool is_initial_of(const Word& letter, const Word& word) {
  return letter.kind == WordKind::initial && word.kind != WordKind::initial && word.kind != WordKind::number &&
         letter.text.front() == word.text.front();
}

// Up to so many adjacent words of one side may be one word of the other.
inline constexpr std::size_t kLongestJoin = 3;

// An acronym is a word that has the initial of every word of the other name, in order; "Group" and "Holdings" at the
// end may be left out. One of three letters shows that two names may be one, but never reaches any threshold: half of
// all such letters have a namesake among 50,000 names.
inline constexpr std::size_t kShortestAcronym = 4;
inline constexpr std::size_t kTinyAcronym = 3;
constexpr bool can_be_acronym(const Word& word) {
  return word.kind == WordKind::ordinary && word.text.size() >= kTinyAcronym && (word.letters >> 26U & 1U) == 0;
}
inline Similarity acronym_similarity(std::size_t letters) {
  return letters == kTinyAcronym ? kTinyAcronymSimilarity : letters == kShortestAcronym ? kShortAcronym : kAcronym;
}
// How many of the words an acronym stands for: all but a generic end.
constexpr std::size_t acronym_words(std::span<const Word> words) {
  std::size_t count = words.size();
  while (count > 0 && (words[count - 1].canonical == "group" || words[count - 1].canonical == "holding")) --count;
  return count;
}
constexpr bool is_acronym_of(const Word& word, std::span<const Word> words) {
  const std::size_t letters = word.text.size();
  if (letters > words.size() || letters < acronym_words(words) || !can_be_acronym(word)) return false;
  for (std::size_t i = 0; i < letters; ++i) {
    if (words[i].text.front() != word.text[i]) return false;
  }
  return true;
}

}  // namespace tidewaiter::match
