// What a list hit is worth: certain or in doubt, by the name's score and by the evidence beside it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/list_book.h"
#include "engine/resolve.h"
#include "places/places.h"

namespace tidewaiter {

// docs/contracts.md, "List hits".
inline constexpr Score kCertainScore = 9'200;              // with no contradicting evidence
inline constexpr Score kCertainScoreWithEvidence = 8'000;  // with an agreeing address, registration number or id

enum class Agreement : std::uint8_t { not_compared, agrees, differs };

struct HitEvidence {
  Agreement country = Agreement::not_compared;
  Agreement address = Agreement::not_compared;
  Agreement registration = Agreement::not_compared;
};

// Another country alone makes no certain hit doubtful; another registration number does.
bool is_certain(Score score, const HitEvidence& evidence);

struct AddressAgreement {
  Agreement agreement = Agreement::not_compared;
  std::string common;  // the words that both have
};
// Two addresses agree if their words do: at least three in common, and these at least three fifths of the shorter one's
// words (our own judgement: a street with its number and a town, whatever stands around them); or a postcode of five
// digits or more and another word.
AddressAgreement compare_addresses(std::string_view a, std::string_view b);

// Letters and digits decide, in any case.
Agreement compare_registrations(std::string_view a, std::string_view b);

// What is known of a party beside its name.
struct KnownOfParty {
  Country country;
  std::string_view address;
  std::string_view registration_number;
};
// Compares it with the entry's, and tells each comparison on a line of its own: what was compared, and how it came out.
using EvidenceLines = std::vector<std::pair<std::string, std::string>>;
// A country that counts as the entry's (Hong Kong as China) does not contradict it.
HitEvidence compare_evidence(const lists::EntryView& entry, const KnownOfParty& party, const Places& places,
                             EvidenceLines& lines);

// Another country, and nothing that agrees: the name alone speaks for it. A hit in doubt then only informs.
bool is_only_the_name(const HitEvidence& evidence);

}  // namespace tidewaiter
