// A line, or a part of one, read as being about one thing: which item it names, how many, and by which words.
#pragma once

#include <vector>

#include "catalog/identify/lexicon.h"
#include "catalog/identify/reading.h"
#include "catalog/identify/split.h"
#include "catalog/store.h"
#include "model/item.h"

namespace tidewaiter::catalog {

struct OneItem {
  Identification found;
  std::vector<Anchor> anchors;          // where it may be divided; empty if it names one thing
  bool computing = false;               // some word speaks of computing
  std::vector<std::uint32_t> could_be;  // members of the family of the chip that the words leave open; else empty
};

// The rules of identify.h. `computing`: the line, of which this is a part, speaks of computing.
OneItem identify_one(const Lexicon& lexicon, const Store& store, const Reading& reading, bool computing);

}  // namespace tidewaiter::catalog
