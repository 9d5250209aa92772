// Exceptions to list hits: how a party that stands in no party table and a list entry are named in one.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "engine/list_book.h"
#include "model/list_exception.h"

namespace tidewaiter {

// The entry of that id in the form that exceptions digest.
std::optional<ListEntry> find_entry(const ListBook& book, std::string_view entry_id);
ListEntry entry_of(const lists::EntryView& view);

// The digest by which an exception knows a party that stands in no party table: its folded name and its country.
// How like the entry's most like name the party's is. nullopt: no such entry, or it lists an address and no party.
std::optional<Score> likeness(const ListBook& book, std::string_view party, std::string_view entry_id);

Digest named_party_digest(std::string_view name, Country country);

// An exception for a party by name and country, without who, why and when. Errors: not_found.
Result<ListException> make_exception(const ListBook& book, std::string_view party, Country country,
                                     std::string_view entry_id);

}  // namespace tidewaiter
