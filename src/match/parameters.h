// Every number of the comparison by name. The values stand in parameters.toml with the data they come from. What may be
// fitted is a reference: constants in the program, variables in the one that fits them (bench/fit_scores.cpp).
#pragma once

#include <cstdint>

#include "match/fitted.h"
#include "model/list_entry.h"

namespace tidewaiter::match {

// Weights of words: 1,000 is a word that no list and no company is known to use.
using Weight = std::int32_t;
inline constexpr Weight kFullWeight = 1'000;
inline constexpr const Weight& kFloorWeight = fitted::weights_floor;
inline constexpr const Weight& kNumberWeight = fitted::weights_number;
inline constexpr const Weight& kInitialWeight = fitted::weights_initial;
inline constexpr const Weight& kParticleWeight = fitted::weights_particle;
inline constexpr const Weight& kTitleWeight = fitted::weights_title;
inline constexpr const std::int32_t& kShortWordPercent = fitted::weights_short_percent;
inline constexpr const Weight& kPersonWordWeight = fitted::weights_person_word;
inline constexpr const Weight& kLegalWeight = fitted::weights_legal;
inline constexpr const Weight& kVagueLegalWeight = fitted::weights_vague_legal;

// How alike two words are: 10,000 is equal. The closed list of relations is in relation.h.
using Similarity = std::int32_t;
inline constexpr Similarity kEqual = 10'000;
inline constexpr const Similarity& kTranslated = fitted::similarities_translated;
inline constexpr const Similarity& kAbbreviated = fitted::similarities_abbreviated;
inline constexpr const Similarity& kJoined = fitted::similarities_joined;
inline constexpr const Similarity& kCut = fitted::similarities_cut;
inline constexpr const Similarity& kAcronym = fitted::similarities_acronym;
inline constexpr const Similarity& kShortAcronym = fitted::similarities_short_acronym;
inline constexpr const Similarity& kTinyAcronymSimilarity = fitted::similarities_tiny_acronym;
inline constexpr const Similarity& kInitial = fitted::similarities_initial_letter;
inline constexpr const Similarity& kRespelt = fitted::similarities_respelt;
inline constexpr const Similarity& kWade = fitted::similarities_wade;
// Of two names that sound the same, by how many consonants they have.
inline Similarity sound_equal(int consonants) {
  return consonants < 3    ? fitted::similarities_sound_two
         : consonants == 3 ? fitted::similarities_sound_three
                           : fitted::similarities_sound_four;
}
inline constexpr const Similarity& kSoundNear = fitted::similarities_sound_near;
inline constexpr const Similarity& kSoundFar = fitted::similarities_sound_far;
inline constexpr const Similarity& kTypoCap = fitted::similarities_typo_cap;
inline constexpr const Similarity& kTypoFloor = fitted::similarities_typo_floor;
inline constexpr const Similarity& kOtherForm = fitted::similarities_other_form;

// What a pair of names is charged for what stays unmatched, in hundredths of its weight.
struct Charges {
  std::int32_t query;     // for the query's words
  std::int32_t entry;     // for the entry's words
  std::int32_t conflict;  // on top, for the smaller of the two sides, where both keep words
};
inline Charges organization_charges() {
  return {fitted::charges_organization_query, fitted::charges_organization_entry,
          fitted::charges_organization_conflict};
}
inline Charges person_charges() {
  return {fitted::charges_person_query, fitted::charges_person_entry, fitted::charges_person_conflict};
}

// A matched pair of unequal weights: hundredths of the difference that are charged like unmatched weight.
inline constexpr const std::int32_t& kLeftoverPercent = fitted::charges_leftover;
// An initial that fits no word of the other side, where names of persons conflict.
inline constexpr Weight kConflictingInitial = fitted::rules_conflicting_initial;
inline constexpr Weight kLegalConflict = fitted::rules_legal_conflict;
inline constexpr std::int32_t kLegalConflictPercent = fitted::rules_legal_conflict_percent;
inline constexpr Weight kGenericWeight = fitted::rules_generic_weight;
inline constexpr Weight kGenericSum = fitted::rules_generic_sum;
inline constexpr Weight kOnlyShortTypos = fitted::rules_only_short_typos;
inline constexpr const std::int32_t& kGenericCharge = fitted::charges_generic;

inline constexpr Score kNumberConflictCap = fitted::rules_number_conflict_cap;
inline constexpr Score kUnequalCap = fitted::rules_unequal_cap;

inline constexpr Score kTinyAcronymCap = fitted::rules_tiny_acronym_cap;

// Thresholds below this are raised to it: the index is exact from here up.
inline constexpr Score kLowestThreshold = 6'000;
static_assert(kTinyAcronymCap < kLowestThreshold, "the index does not look for acronyms of three letters");

}  // namespace tidewaiter::match
