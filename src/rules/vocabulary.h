// What conditions may speak of: a table of fields of the line, and whether there are parties, hits and owners beside
// it. `engine` asks about shipments, `catalog` about the specifications of a chip; the language is the same.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "model/facts.h"

namespace tidewaiter::rules {

struct Vocabulary {
  std::span<const FactInfo> line;  // at most 255; must outlive every RuleSet loaded with it
  bool parties_and_hits = false;
};
Vocabulary shipment_vocabulary();  // the fields of model/facts.h

// The values of one line, in the order of Vocabulary::line. Views: nothing is copied.
struct Subject {
  Date as_of;
  std::span<const FactValue> line;
  std::span<const PartyFacts> parties;
  std::span<const HitFacts> hits;
  std::span<const OwnerFacts> owners = {};
  std::span<const std::span<const FactValue>> lines = {};  // of the shipment; empty: `line` is the only one

  static Subject of(const Facts& facts) {
    return {facts.as_of, facts.line, facts.parties, facts.hits, facts.owners, facts.lines};
  }
};

// A value that was missing where it mattered.
struct MissingField {
  enum class Of : std::uint8_t { line, party, hit, owner, each_line };
  Of of = Of::line;
  Role role{};  // of the party, or of the party that was hit or is owned
  std::uint8_t field = 0;
  friend constexpr auto operator<=>(const MissingField&, const MissingField&) = default;
};
// "item.tpp", "consignee.headquarters", "consignee.hits.in_force", "lines.item.tpp"; of an owner always
// "consignee.ownership".
std::string path_of(const Vocabulary& vocabulary, MissingField missing);

// The roles that name one party in a condition: all but the conveyance.
std::optional<Role> party_role(std::string_view text);

// The nearest of the words by edit distance, if one is near enough to be meant.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> words);

}  // namespace tidewaiter::rules
