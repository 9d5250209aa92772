// Words of an enumeration as people write them, brought to the form of the contract. What the contract does not know is
// kept, for the engine to read as unknown and to say so.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "model/fields.h"

namespace tidewaiter::ingest {

// Lower case (ASCII), blanks and hyphens as one underscore, and the contract's aliases (docs/contracts.md):
// "Freight Forwarder" -> "freight_forwarder", "hand carry" -> "hand_carried".
std::string fold_word(std::string_view text);

// How names of parties are compared: folded, without points, commas and blanks at the end ("Case gmbh." is "Case
// GmbH").
std::string fold_party_name(std::string_view name);

// The words that a column of an enumeration may hold, folded; empty for any other column.
std::span<const std::string_view> words_of(ShipmentField field);
std::span<const std::string_view> words_of(PartyField field);
// Whether the cell holds one of them. REQUIRES: not empty.
bool is_known_word(ShipmentField field, std::string_view cell);
bool is_known_word(PartyField field, std::string_view cell);

// How often a word stands that the contract does not know, and where first.
struct UnknownWord {
  std::uint64_t rows = 0;
  std::string file;
  std::uint64_t line = 0;
};
using UnknownWords = std::map<std::string, UnknownWord, std::less<>>;  // by the word as written

// "transport_mode: \"aeroplane\" (12 rows, first in night.csv:4; did you mean air?) read as unknown; the words are …"
std::string unknown_words_note(std::string_view column, const UnknownWords& unknown,
                               std::span<const std::string_view> known);
// The same for names and codes of countries. `suggest` gives the one that may be meant, or an empty text.
std::string unknown_countries_note(std::string_view column, const UnknownWords& unknown,
                                   const std::function<std::string(std::string_view)>& suggest);

}  // namespace tidewaiter::ingest
