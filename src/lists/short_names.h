// A listed name that carries its own short form in brackets, "National Body of Things (NBT)": what a shipment says is
// one of the two. Derived once all sources are merged, and kept apart from the aliases that the sources state.
#pragma once

#include "model/list_entry.h"

namespace tidewaiter::lists {

// Fills `short_names` and `acronyms` of the entry from its name and aliases. Nothing that the entry is called anyway is
// repeated.
void add_short_names(ListEntry& entry);

}  // namespace tidewaiter::lists
