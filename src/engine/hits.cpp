#include "engine/hits.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "text/fold.h"

namespace tidewaiter {
namespace {

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : text::fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      words.insert(std::exchange(word, {}));
    }
  }
  if (!word.empty()) words.insert(word);
  return words;
}

std::string letters_and_digits(std::string_view text) {
  std::string kept;
  for (const char c : text::fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) kept += c;
  }
  return kept;
}

bool is_postcode(std::string_view word) {
  constexpr std::ptrdiff_t kDigits = 5;  // shorter numbers are those of houses and floors
  return std::ranges::count_if(word, [](char c) { return c >= '0' && c <= '9'; }) >= kDigits;
}

std::string countries_of(const lists::EntryView& entry) {
  std::string countries;
  for (std::size_t i = 0; i < entry.address_count(); ++i) {
    const std::string_view code = entry.address(i).country.code();
    if (code.empty() || countries.find(code) != std::string::npos) continue;
    if (!countries.empty()) countries += ", ";
    countries += code;
  }
  return countries;
}

}  // namespace

bool is_only_the_name(const HitEvidence& evidence) {
  return evidence.country == Agreement::differs && evidence.address != Agreement::agrees &&
         evidence.registration != Agreement::agrees;
}

HitEvidence compare_evidence(const lists::EntryView& entry, const KnownOfParty& party, const Places& places,
                             EvidenceLines& lines) {
  HitEvidence evidence;
  const std::string countries = countries_of(entry);
  if (party.country.known() && !countries.empty()) {
    bool same = false;
    for (std::size_t i = 0; i < entry.address_count(); ++i) {
      const Country listed = entry.address(i).country;
      same = same || (listed.known() && places.counts_as(listed) == places.counts_as(party.country));
    }
    const std::string_view word = !same                                                       ? "is not among"
                                  : countries.find(party.country.code()) != std::string::npos ? "is among"
                                                                                              : "counts as one of";
    evidence.country = same ? Agreement::agrees : Agreement::differs;
    lines.emplace_back("country", fmt::format("{} {} {}", party.country.code(), word, countries));
  }
  for (std::size_t i = 0; i < entry.address_count() && evidence.address != Agreement::agrees; ++i) {
    const AddressAgreement compared = compare_addresses(party.address, entry.address(i).text);
    if (compared.agreement != Agreement::not_compared) evidence.address = compared.agreement;
    if (compared.agreement == Agreement::agrees) {
      lines.emplace_back("address", fmt::format("\"{}\" agrees with \"{}\": {}", party.address, entry.address(i).text,
                                                compared.common));
    }
  }
  if (evidence.address == Agreement::differs) lines.emplace_back("address", "differs from the entry's");
  evidence.registration = compare_registrations(party.registration_number, entry.registration_number());
  if (evidence.registration != Agreement::not_compared) {
    lines.emplace_back("registration number",
                       fmt::format("{} {} {}", party.registration_number,
                                   evidence.registration == Agreement::agrees ? "is the entry's" : "is not the entry's",
                                   entry.registration_number()));
  }
  return evidence;
}

bool is_certain(Score score, const HitEvidence& evidence) {
  if (evidence.registration == Agreement::differs) return false;
  const bool supported = evidence.address == Agreement::agrees || evidence.registration == Agreement::agrees;
  return score >= kCertainScore || (supported && score >= kCertainScoreWithEvidence);
}

AddressAgreement compare_addresses(std::string_view a, std::string_view b) {
  const std::set<std::string> words_a = words_of(a);
  const std::set<std::string> words_b = words_of(b);
  if (words_a.empty() || words_b.empty()) return {};
  AddressAgreement compared;
  std::size_t common = 0;
  bool postcode = false;
  for (const std::string& word : words_a) {
    if (!words_b.contains(word)) continue;
    ++common;
    postcode = postcode || is_postcode(word);
    compared.common += (compared.common.empty() ? "" : " ") + word;
  }
  const std::size_t shorter = std::min(words_a.size(), words_b.size());
  const bool agree = (common >= 3 && common * 5 >= shorter * 3) || (postcode && common >= 2);
  compared.agreement = agree ? Agreement::agrees : Agreement::differs;
  return compared;
}

Agreement compare_registrations(std::string_view a, std::string_view b) {
  const std::string number_a = letters_and_digits(a);
  const std::string number_b = letters_and_digits(b);
  if (number_a.empty() || number_b.empty()) return Agreement::not_compared;
  return number_a == number_b ? Agreement::agrees : Agreement::differs;
}

}  // namespace tidewaiter
