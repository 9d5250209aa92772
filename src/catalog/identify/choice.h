// Which item of a family a text means that names the family: by its marks ("PCIe", "NVL") and the memory that it
// states.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "catalog/identify/lexicon.h"
#include "catalog/identify/reading.h"
#include "catalog/store.h"

namespace tidewaiter::catalog {

struct Choice {
  std::uint32_t item = 0;
  bool certain = false;
  bool contradicted = false;  // the text states a memory size that no member has
  std::vector<const Match*> marks;
  std::vector<std::uint32_t> open;  // members that the words fit equally well; empty if they settle it
};

// `item`: what the text names by a name of its own, if it does. Then only a stated memory size can make another of it.
Choice choose(const Store& store, const Reading& reading, const Family& family, std::optional<std::uint32_t> item);

}  // namespace tidewaiter::catalog
