// Which entry of one source is which of another, where the publisher gives no number that both carry.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/list_entry.h"

namespace tidewaiter::lists {

// An entry on its way through the merge, with what it is compared by.
struct MergeItem {
  ListEntry entry;  // id: still the publisher's number
  std::string folded;
  unsigned forms = 0;  // bits of the Forms that it was read from
};

// The letters and digits of a name: "&" is "and"; a former name in brackets is left out, and so is the house before
// "Subordinate Institution - " or "Affiliated Entity: ", as the consolidated list writes what the regulation lists
// below it.
std::string name_key(std::string_view name);

// Whether some address of the one is in a country of some address of the other.
bool share_country(const ListEntry& a, const ListEntry& b);

// Entries by list and name. Numbers are those of the span that it was made of.
class EntryNames {
 public:
  // `loose`: bits of the forms whose entries are found by more than their whole folded name; `numbered`: of those whose
  // numbers are the publisher's own, so that two numbers are two entries, whatever their names.
  EntryNames(std::span<const MergeItem> items, unsigned loose, unsigned numbered);

  // The entry of that list and number, if the item is numbered; else those of that list and name: of equal folded name,
  // else the loose ones of equal key, else the loose ones that have it among their other names (the only one, or one of
  // a common country), else those of a common country that are named so but for a word in brackets at the end. Of
  // several loose ones, those of a common country, if there are any.
  std::vector<std::size_t> find(const MergeItem& item) const;

 private:
  std::span<const MergeItem> items_;
  unsigned loose_;
  unsigned numbered_;
  std::unordered_multimap<std::string, std::size_t> by_number_, by_folded_, by_key_, by_alias_;
};

// Pairs of what is left over on both sides: on one list, in a common country, the key of the one begins with that of
// the other, and neither has another such partner. REQUIRES: indices of `left` and `right` are in their spans.
struct LeftoverPair {
  std::size_t left, right;
};
std::vector<LeftoverPair> pair_leftovers(std::span<const MergeItem> left_items, std::span<const std::size_t> left,
                                         std::span<const MergeItem> right_items, std::span<const std::size_t> right);

}  // namespace tidewaiter::lists
