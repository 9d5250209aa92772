// What became of the entries of a list from one compilation to another: field by field, in words a person can check.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lists/entry_table.h"
#include "model/list_entry.h"

namespace tidewaiter::lists {

enum class ChangeKind : std::uint8_t { added, removed, ended, changed };
std::string_view to_string(ChangeKind kind);

struct FieldChange {
  std::string field;                // as the columns of a house list call it, "addresses", "programs", …
  std::vector<std::string> before;  // one value, or each of several; none: nothing stood there
  std::vector<std::string> after;
};

struct EntryChange {
  ChangeKind kind{};
  std::string list;
  std::string id;                   // in the later one; of what is removed, in the earlier
  std::string id_before;            // empty if it was added
  std::string name;                 // likewise
  std::vector<FieldChange> fields;  // of what changed or ended; empty for the others
};

// Entries are one if they have one list and equal folded name (those of equal content or id first), else one id. An
// entry that only got a last day has `ended`. Which files an entry was read from is no change. By list, then id; the
// same entries in any order give the same changes.
std::vector<EntryChange> diff(std::span<const ListEntry> before, std::span<const ListEntry> after);

// The entries of a compiled list as values.
std::vector<ListEntry> entries_of(const EntryTable& table);

}  // namespace tidewaiter::lists
