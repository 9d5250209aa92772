// Finds what cannot be right although every value is well formed: figures that contradict each other, and numbers that
// two products share.
#pragma once

#include <span>

#include "base/toml.h"
#include "catalog/reader.h"
#include "catalog/store.h"

namespace tidewaiter::catalog {

// Adds a problem for each system that
// - weighs less than the chips and parts in it, or draws less than they do, or less packed than bare;
// - holds a chip that came out after it, or came out after it is said to hold it;
// - shares a name or number of its maker with another, or with a chip;
// - holds another number of chips than its parts do, or a part that the catalogue does not know.
// Only what both figures say for certain counts: the most of the whole against the least of the parts, the end of a
// year against its beginning. `documents` are those that `store` was read from; the place is that of the figure of the
// whole.
void find_contradictions(std::span<const toml::Document> documents, const Store& store, Problems& problems);

}  // namespace tidewaiter::catalog
