// What a description and a part number stand for: the item, how many chips one unit holds, and the words that said so.
#pragma once

#include <string_view>
#include <vector>

#include "catalog/identify/lexicon.h"
#include "catalog/store.h"
#include "model/item.h"

namespace tidewaiter::catalog {

// Total and deterministic for any bytes. Rules, in this order (docs/adding-a-chip.md tells them to people):
// the longest code wins; a short code needs a word of computing, or must be the whole text; words beside it choose
// among the members of its family, else the family's representative stands in with confidence I; of several chips named
// the strictest counts; an accessory for a chip is no chip.
Identification identify(const Lexicon& lexicon, const Store& store, std::string_view text, std::string_view sku);

// The editions that the text leaves open where it names one thing ("A100" alone): numbers of chips and cards, that of
// the identification among them or held by it. Empty where the words settle it, and for texts of several things.
std::vector<std::uint32_t> could_be(const Lexicon& lexicon, const Store& store, std::string_view text,
                                    std::string_view sku);

}  // namespace tidewaiter::catalog
