// Every number of the comparison in one place, in integers, so that a score is the same on every machine.
// Fitted by hand on names/pairs-labelled.csv and on perturbed names of the US list (see docs and README of the room);
// a number that follows from a convention instead says so.
#pragma once

#include <cstdint>

#include "model/list_entry.h"

namespace tidewaiter::match {

// Weights of words: 1,000 is a word that no list and no company is known to use.
using Weight = std::int32_t;
inline constexpr Weight kFullWeight = 1'000;
inline constexpr Weight kFloorWeight = 200;   // the commonest words: "technology", "trading"
inline constexpr Weight kNumberWeight = 600;  // at least: numbers tell institutes and vessels apart
inline constexpr Weight kInitialWeight = 300;
inline constexpr Weight kParticleWeight = 150;    // "al", "bin", "von"
inline constexpr Weight kTitleWeight = 80;        // "Dr", "Haji"
inline constexpr Weight kPersonWordWeight = 600;  // of every word of a person; the rest by rarity
inline constexpr Weight kLegalWeight = 140;       // dropped: a small loss
inline constexpr Weight kVagueLegalWeight = 60;   // "Company"

// How alike two words are: 10,000 is equal. The closed list of relations is in relation.h.
using Similarity = std::int32_t;
inline constexpr Similarity kEqual = 10'000;
inline constexpr Similarity kTranslated = 9'700;
inline constexpr Similarity kAbbreviated = 9'500;
inline constexpr Similarity kJoined = 9'700;
inline constexpr Similarity kAcronym = 8'500;
inline constexpr Similarity kShortAcronym = 7'800;  // of four letters: among 50,000 names most have a namesake
inline constexpr Similarity kInitial = 7'000;
inline constexpr Similarity kTypoCap = 9'400;
inline constexpr Similarity kTypoFloor = 6'000;
inline constexpr Similarity kOtherForm = 8'000;  // same legal class, other form

// What a pair of names is charged for what stays unmatched, in hundredths of its weight.
struct Charges {
  std::int32_t query;     // for the query's words
  std::int32_t entry;     // for the entry's words
  std::int32_t conflict;  // on top, for the smaller of the two sides, where both keep words
};
inline constexpr Charges kOrganizationCharges{60, 60, 50};
// A list gives more names of a person than a query does; but two different father's or family names are two persons.
inline constexpr Charges kPersonCharges{40, 20, 160};

// A matched pair of unequal weights: hundredths of the difference that are charged like unmatched weight.
inline constexpr std::int32_t kLeftoverPercent = 20;
// An initial that fits no word of the other side, where names of persons conflict.
inline constexpr Weight kConflictingInitial = 900;
// Two legal classes that exclude each other: charged on top of their weights.
// but no more than this share of what met: another form alone does not take a name below the threshold (a convention
// of matching-notes.md: labels contradict each other).
inline constexpr Weight kLegalConflict = 350;
inline constexpr std::int32_t kLegalConflictPercent = 20;
// Matched words that are all lighter than this, and together than the sum, are generic; unmatched words are then
// charged more, so that "Global Electronics" does not meet "Global Electronics Trading" (matching.md: never on generic
// words alone).
inline constexpr Weight kGenericWeight = 600;
inline constexpr Weight kGenericSum = 1'000;
inline constexpr std::int32_t kGenericCharge = 150;

// Both sides keep a number that the other lacks: never a match, whatever else agrees (matching.md).
inline constexpr Score kNumberConflictCap = 5'500;
// Names that are not the same words in the same order never reach 10,000.
inline constexpr Score kUnequalCap = 9'900;

// Thresholds below this are raised to it: the index is exact from here up.
inline constexpr Score kLowestThreshold = 6'000;

}  // namespace tidewaiter::match
