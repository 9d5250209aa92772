// What a compiled list holds, for `lists status` and for the age that screening warns of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lists/entry_table.h"

namespace tidewaiter::lists {

struct ListCount {
  std::string list;
  std::uint64_t entries = 0;
  std::uint64_t aliases = 0;
  std::uint64_t in_force = 0;  // on the day asked, those counted as in force too
  std::uint64_t undated = 0;   // without a first day
};

struct ListStatus {
  std::vector<ListSource> sources;
  std::vector<ListCount> lists;  // by code
  std::uint64_t entries = 0;
  std::uint64_t aliases = 0;
  std::uint64_t derived_names = 0;  // from acronyms in brackets (lists/short_names.h); not among the aliases
  std::optional<Date>
      oldest;  // of the forms' latest snapshots, of the house lists' where they are alone; nothing if one has no date
  std::optional<int> age_days;  // from `oldest` to the day asked; never below 0
};

ListStatus status_of(const EntryTable& table, Date day);

}  // namespace tidewaiter::lists
