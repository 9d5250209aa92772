#include "engine/address_entries.h"

#include <algorithm>
#include <array>
#include <optional>

#include "text/fold.h"

namespace tidewaiter {
namespace {

// Words that stand in any address and tell none from another.
constexpr std::array<std::string_view, 26> kCommon{
    "room",   "rm",    "flat", "unit",   "office", "suite", "floor",    "fl",   "f",
    "street", "st",    "road", "rd",     "avenue", "ave",   "no",       "and",  "the",
    "of",     "block", "blk",  "centre", "center", "bldg",  "building", "house"};

AddressWords words_of(std::string_view text) {
  AddressWords found;
  const std::string folded = text::fold(text);
  for (std::size_t i = 0; i < folded.size();) {
    const auto is_word = [&](std::size_t at) {
      const auto byte = static_cast<unsigned char>(folded[at]);
      return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || byte >= 0x80;
    };
    if (!is_word(i)) {
      ++i;
      continue;
    }
    std::size_t end = i;
    bool number = false;
    while (end < folded.size() && is_word(end)) number = (folded[end] >= '0' && folded[end] <= '9') || number, ++end;
    std::string word = folded.substr(i, end - i);
    i = end;
    if (number) {
      if (word.size() > 1 && word.back() == 'f') word.pop_back();
      while (word.size() > 1 && word.front() == '0') word.erase(0, 1);
      found.numbers.insert(std::move(word));
    } else if (std::ranges::find(kCommon, std::string_view(word)) == kCommon.end()) {
      found.joined += word;
      found.words.insert(std::move(word));
    }
  }
  return found;
}

AddressFit fit(const AddressWords& there, const AddressWords& listed) {
  if (there.numbers.empty() || listed.numbers.empty() || listed.words.empty()) return AddressFit::none;
  const auto common = std::ranges::count_if(
      listed.words, [&](const std::string& word) { return there.joined.find(word) != std::string::npos; });
  // One half, since town, district and country are often left out: our own judgement. The numbers tell one from
  // another.
  if (static_cast<std::size_t>(common) * 2 < listed.words.size()) return AddressFit::none;
  if (std::ranges::includes(there.numbers, listed.numbers)) return AddressFit::whole;
  return std::ranges::includes(listed.numbers, there.numbers) ? AddressFit::building : AddressFit::none;
}

}  // namespace

AddressFit fit_address(std::string_view party, std::string_view entry) { return fit(words_of(party), words_of(entry)); }

AddressEntries::AddressEntries(const lists::EntryTable& entries) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const lists::EntryView entry = entries.entry(i);
    if (!entry.is_address()) continue;
    for (std::size_t a = 0; a < entry.address_count(); ++a) {
      const lists::AddressView address = entry.address(a);
      if (address.text.empty()) continue;
      listed_.push_back(
          {static_cast<std::uint32_t>(i), std::string(address.text), words_of(address.text), address.country});
    }
  }
}

std::vector<AddressEntries::Found> AddressEntries::at(std::string_view address, Country country,
                                                      const Places& places) const {
  std::vector<Found> found;
  if (address.empty() || listed_.empty()) return found;
  const Country own = places.counts_as(country);
  std::optional<AddressWords> there;  // read only where some entry is in the party's country
  for (const Listed& listed : listed_) {
    const bool elsewhere = country.known() && listed.country.known() && own != places.counts_as(listed.country);
    if (elsewhere) continue;
    if (!there) there = words_of(address);
    const AddressFit how = fit(*there, listed.words);
    if (how == AddressFit::none) continue;
    if (!found.empty() && found.back().entry == listed.entry) {
      if (how > found.back().fit) found.back() = {listed.entry, listed.address, how};
      continue;
    }
    found.push_back({listed.entry, listed.address, how});
  }
  return found;
}

}  // namespace tidewaiter
