// A name of a list entry, as it comes in and as a search reports it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "match/parameters.h"
#include "model/list_entry.h"
#include "model/party.h"

namespace tidewaiter::match {

// Names of one entry need not be adjacent; entry numbers are the caller's and come back in hits.
struct IndexedName {
  std::string text;
  std::uint32_t entry = 0;
  Schema schema = Schema::unknown;
};

struct Hit {
  std::uint32_t entry = 0;
  std::uint32_t name = 0;  // position among the names that were indexed
  Score score = 0;
  friend bool operator==(const Hit&, const Hit&) = default;
};

// Which entries a query is compared with: a ship is never a party, nor a party a ship.
enum class Against : std::uint8_t { parties, conveyances };
constexpr bool is_compared(Against against, Schema entry) {
  const bool conveyance = entry == Schema::vessel || entry == Schema::aircraft;
  return conveyance == (against == Against::conveyances);
}

struct SearchOptions {
  Score threshold = 7'000;           // raised to kLowestThreshold where lower
  std::uint32_t limit = 0;           // the best so many hits; 0: all
  std::uint32_t max_candidates = 0;  // names scored at most; 0: no cap
  Against against = Against::parties;
};

// One hit an entry (its best name, the first of equals), by falling score, then by entry number.
struct SearchResult {
  std::vector<Hit> hits;
  bool truncated = false;  // max_candidates cut the search: hits may be missing
};

}  // namespace tidewaiter::match
