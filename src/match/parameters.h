// Every number of the comparison by name. The values stand in parameters.toml with the data they come from.
#pragma once

#include <array>
#include <cstdint>

#include "match/fitted.h"
#include "model/list_entry.h"

namespace tidewaiter::match {

// Weights of words: 1,000 is a word that no list and no company is known to use.
using Weight = std::int32_t;
inline constexpr Weight kFullWeight = 1'000;
inline constexpr Weight kFloorWeight = fitted::weights_floor;
inline constexpr Weight kNumberWeight = fitted::weights_number;
inline constexpr Weight kInitialWeight = fitted::weights_initial;
inline constexpr Weight kParticleWeight = fitted::weights_particle;
inline constexpr Weight kTitleWeight = fitted::weights_title;
inline constexpr Weight kPersonWordWeight = fitted::weights_person_word;
inline constexpr Weight kLegalWeight = fitted::weights_legal;
inline constexpr Weight kVagueLegalWeight = fitted::weights_vague_legal;

// How alike two words are: 10,000 is equal. The closed list of relations is in relation.h.
using Similarity = std::int32_t;
inline constexpr Similarity kEqual = 10'000;
inline constexpr Similarity kTranslated = fitted::similarities_translated;
inline constexpr Similarity kAbbreviated = fitted::similarities_abbreviated;
inline constexpr Similarity kJoined = fitted::similarities_joined;
inline constexpr Similarity kAcronym = fitted::similarities_acronym;
inline constexpr Similarity kShortAcronym = fitted::similarities_short_acronym;
inline constexpr Similarity kTinyAcronymSimilarity = fitted::similarities_tiny_acronym;
inline constexpr Similarity kInitial = fitted::similarities_initial_letter;
inline constexpr Similarity kWade = fitted::similarities_wade;
inline constexpr std::array<Similarity, 3> kSoundEqual = {
    fitted::similarities_sound_two, fitted::similarities_sound_three, fitted::similarities_sound_four};
inline constexpr Similarity kSoundNear = fitted::similarities_sound_near;
inline constexpr Similarity kSoundFar = fitted::similarities_sound_far;
inline constexpr Similarity kTypoCap = fitted::similarities_typo_cap;
inline constexpr Similarity kTypoFloor = fitted::similarities_typo_floor;
inline constexpr Similarity kOtherForm = fitted::similarities_other_form;

// What a pair of names is charged for what stays unmatched, in hundredths of its weight.
struct Charges {
  std::int32_t query;     // for the query's words
  std::int32_t entry;     // for the entry's words
  std::int32_t conflict;  // on top, for the smaller of the two sides, where both keep words
};
inline constexpr Charges kOrganizationCharges{fitted::charges_organization_query, fitted::charges_organization_entry,
                                              fitted::charges_organization_conflict};
inline constexpr Charges kPersonCharges{fitted::charges_person_query, fitted::charges_person_entry,
                                        fitted::charges_person_conflict};

// A matched pair of unequal weights: hundredths of the difference that are charged like unmatched weight.
inline constexpr std::int32_t kLeftoverPercent = fitted::charges_leftover;
// An initial that fits no word of the other side, where names of persons conflict.
inline constexpr Weight kConflictingInitial = fitted::rules_conflicting_initial;
inline constexpr Weight kLegalConflict = fitted::rules_legal_conflict;
inline constexpr std::int32_t kLegalConflictPercent = fitted::rules_legal_conflict_percent;
inline constexpr Weight kGenericWeight = fitted::rules_generic_weight;
inline constexpr Weight kGenericSum = fitted::rules_generic_sum;
inline constexpr Weight kOnlyShortTypos = fitted::rules_only_short_typos;
inline constexpr std::int32_t kGenericCharge = fitted::charges_generic;

inline constexpr Score kNumberConflictCap = fitted::rules_number_conflict_cap;
inline constexpr Score kUnequalCap = fitted::rules_unequal_cap;

inline constexpr Score kTinyAcronymCap = fitted::rules_tiny_acronym_cap;

// Thresholds below this are raised to it: the index is exact from here up.
inline constexpr Score kLowestThreshold = 6'000;
static_assert(kTinyAcronymCap < kLowestThreshold, "the index does not look for acronyms of three letters");

}  // namespace tidewaiter::match
