#include "ingest/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "ingest/columns.h"
#include "tables/cell.h"
#include "text/fold.h"

namespace tidewaiter::ingest {
namespace {

// docs/contracts.md, "Shipment table" and "Party table".
constexpr std::array<std::string_view, 3> kMovements{"export", "reexport", "transfer_in_country"};
constexpr std::array<std::string_view, 7> kTransportModes{"air",     "sea",          "road", "rail",
                                                          "courier", "hand_carried", "post"};
constexpr std::array<std::string_view, 2> kInstallations{"taken", "declined"};
constexpr std::array<std::string_view, 6> kSchemas{"company",  "person",       "vessel",
                                                   "aircraft", "organization", "legalentity"};
constexpr std::array<std::string_view, 11> kRoles{"manufacturer", "distributor", "reseller",   "freight_forwarder",
                                                  "cloud",        "data_centre", "university", "government",
                                                  "end_user",     "bank",        "other"};
constexpr std::array<std::string_view, 3> kCooling{"air", "liquid", "both"};
constexpr std::array<std::string_view, 4> kAddressKinds{"business", "residential", "virtual_office", "mail_centre"};

constexpr std::size_t kWordsShown = 5;  // of one column in one note

bool is_among(std::span<const std::string_view> words, std::string_view cell) {
  return std::ranges::find(words, fold_word(cell)) != words.end();
}

}  // namespace

std::string fold_word(std::string_view text) {
  std::string folded;
  for (const char c : tables::trim_blanks(text)) {
    if (c == ' ' || c == '\t' || c == '-' || c == '_') {
      if (!folded.empty() && folded.back() != '_') folded += '_';
    } else {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  static constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
      {"hand_carry", "hand_carried"},          {"data_centre_operator", "data_centre"}, {"data_center", "data_centre"},
      {"data_center_operator", "data_centre"}, {"mail_center", "mail_centre"},          {"re_export", "reexport"},
      {"transfer", "transfer_in_country"},     {"legal_entity", "legalentity"},
  };
  for (const auto& [alias, word] : kAliases) {
    if (folded == alias) return std::string(word);
  }
  return folded;
}

std::string fold_party_name(std::string_view name) {
  std::string folded = text::fold(name);
  folded.erase(folded.find_last_not_of("., ") + 1);
  return folded;
}

std::span<const std::string_view> words_of(ShipmentField field) {
  switch (field) {
    case ShipmentField::movement:
      return kMovements;
    case ShipmentField::transport_mode:
      return kTransportModes;
    case ShipmentField::installation:
      return kInstallations;
    default:
      return {};
  }
}

std::span<const std::string_view> words_of(PartyField field) {
  switch (field) {
    case PartyField::schema:
      return kSchemas;
    case PartyField::role:
      return kRoles;
    case PartyField::data_centre_cooling:
      return kCooling;
    case PartyField::address_kind:
      return kAddressKinds;
    default:
      return {};
  }
}

bool is_known_word(ShipmentField field, std::string_view cell) { return is_among(words_of(field), cell); }
bool is_known_word(PartyField field, std::string_view cell) { return is_among(words_of(field), cell); }

namespace {

// The words that stand most often, each with its count and its first place; `suggest` gives what may be meant.
std::string shown_words(const UnknownWords& unknown, const std::function<std::string(std::string_view)>& suggest) {
  std::vector<std::pair<std::string_view, const UnknownWord*>> words;
  for (const auto& [word, where] : unknown) words.emplace_back(word, &where);
  std::ranges::stable_sort(words, [](const auto& a, const auto& b) { return a.second->rows > b.second->rows; });
  std::vector<std::string> shown;
  for (const auto& [word, where] : words) {
    if (shown.size() == kWordsShown) {
      shown.push_back(fmt::format("and {} more", words.size() - shown.size()));
      break;
    }
    const std::string meant = suggest(word);
    shown.push_back(fmt::format("\"{}\" ({} {}, first in {}:{}{})", tables::printable(word, 60), where->rows,
                                where->rows == 1 ? "row" : "rows", where->file, where->line,
                                meant.empty() ? std::string{} : fmt::format("; did you mean {}?", meant)));
  }
  return fmt::format("{}", fmt::join(shown, ", "));
}

}  // namespace

std::string unknown_words_note(std::string_view column, const UnknownWords& unknown,
                               std::span<const std::string_view> known) {
  const auto suggest = [&](std::string_view word) { return std::string(near_miss(word, known).value_or("")); };
  return fmt::format("{}: {} read as unknown; the words are {}", column, shown_words(unknown, suggest),
                     fmt::join(known, ", "));
}

std::string unknown_countries_note(std::string_view column, const UnknownWords& unknown,
                                   const std::function<std::string(std::string_view)>& suggest) {
  return fmt::format("{}: {} read as unknown: no country that is known here", column, shown_words(unknown, suggest));
}

}  // namespace tidewaiter::ingest
