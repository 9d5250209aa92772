// What stands in a line, in the catalogue's words.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace tidewaiter {

enum class ItemKind : std::uint8_t { rack, system, board, card, chip, memory, accessory, none };
std::string_view to_string(ItemKind kind);
std::optional<ItemKind> parse_item_kind(std::string_view text);

// docs/contracts.md, "What stands in a line".
enum class ItemState : std::uint8_t { identified, other_goods, cover, unidentified };
std::string_view to_string(ItemState state);
std::optional<ItemState> parse_item_state(std::string_view text);

enum class Truth : std::uint8_t { no, yes, unknown };  // Kleene's three values
std::string_view to_string(Truth truth);

// Confidence of a fact, with the letters of the data (docs/sources.md): the primary text itself was read; it was read
// verbatim through somebody else; a secondary source; inferred or computed; not verified.
enum class Confidence : char { primary = 'M', verbatim = 'Q', secondary = 'S', inferred = 'I', unverified = 'U' };
std::optional<Confidence> parse_confidence(std::string_view text);
Confidence weaker(Confidence a, Confidence b);

// One control-list paragraph that an item meets in a span of days, with the arithmetic that says so.
struct Paragraph {
  std::string name;  // "3A090.a.1"
  DateRange holds;
  std::string rule;   // id of the classification rule
  std::string steps;  // "TPP 15,832 >= 4,800"
};

// How a text names one thing, and how many of it.
struct Naming {
  std::optional<std::uint32_t> system;  // number of the maker's system that the text names, if it names one
  ItemKind kind = ItemKind::none;
  double units = 1;              // units that the text itself states ("2x HGX ..."), else 1
  std::optional<double> stated;  // units of the whole line by the text ("16 pcs"), which a quantity column may repeat
  double chips_per_unit = 0;
  Confidence confidence = Confidence::unverified;
  std::vector<std::string> words;  // the words that decided

  // Units of a line with this quantity: "2x HGX" counts for each, "16 pcs" is said once more, and of two that differ
  // the larger counts; none where neither says anything.
  std::optional<double> units_of(std::optional<double> quantity) const {
    if (!stated) return quantity ? std::optional(units * *quantity) : std::nullopt;
    return units * std::max(quantity.value_or(1), *stated);
  }
};

// One more thing that a line names beside the one that decides.
struct NamedItem : Naming {
  std::uint32_t item = 0;  // number in the catalogue
};

// What `identify` says of a description and a part number: of several items that it names, the strictest.
struct Identification : Naming {
  std::optional<std::uint32_t> item;    // number in the catalogue
  std::optional<double> odd_memory_gb;  // the largest memory that the text states, where no version of the chip has one
  bool accelerator_word = false;        // some word speaks of accelerators, servers or chips
  bool generic_words = false;           // nothing but generic words ("computer parts")
  bool other_goods = false;             // positively something else ("cotton shirts")
  bool everyday_words = false;  // words of everyday goods stand in it, and none of another machine ("CPU", "monitor")
  std::optional<std::uint32_t> behind_item;  // of an accessory: the item behind whose name it stands, without a "for"
  bool left_open = false;                    // and the words leave open whether that item is meant
  std::vector<NamedItem> others;  // further items of the line, in the order of the text; each with its own count
};

}  // namespace tidewaiter
