// Which chips a text may name: its codes that are believed, weighed against the words that stand around them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "catalog/identify/lexicon.h"
#include "catalog/identify/reading.h"
#include "catalog/store.h"

namespace tidewaiter::catalog {

// A chip, or a whole item, that the text may name.
struct Candidate {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t family = 0;
  std::optional<std::uint32_t> item;  // the text names this very item
  bool certain = true;                // neither a part number from memory nor a code that leans on other words
  bool misread = false;               // it is no code as it is written
};

struct Candidates {
  std::vector<Candidate> named;       // in the order of the text
  std::optional<Candidate> only_for;  // a chip that the thing is for: "H100用散热器"
  bool computing = false;             // the text speaks of computing
  bool contrary = false;              // it speaks of other goods, or of another machine
  bool disbelieved = false;           // a code stands in it that was not believed
};

// `computing`: the whole line, of which this is a part, speaks of computing.
Candidates find_candidates(const Lexicon& lexicon, const Store& store, const Reading& reading, bool computing);

// The number of the family whose chip the item is or holds.
std::optional<std::uint32_t> family_of(const Lexicon& lexicon, const Store& store, std::uint32_t item);

}  // namespace tidewaiter::catalog
