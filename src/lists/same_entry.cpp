#include "lists/same_entry.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "text/fold.h"

namespace tidewaiter::lists {
namespace {

// A name shorter than this says too little to be taken for the beginning of another.
constexpr std::size_t kShortestBeginning = 8;

std::string in_list(const ListEntry& entry, std::string_view name) { return entry.list + '\n' + std::string(name); }

}  // namespace

std::string name_key(std::string_view name) {
  static const RE2 house(R"re((?i)^.*?\b(?:subordinate (?:institution|entity)[ -]+|affiliated entity: ))re");
  static const RE2 former(R"re((?i)\([afn]\.k\.a[^()]*\))re");
  std::string text(name);
  RE2::Replace(&text, house, "");
  RE2::GlobalReplace(&text, former, "");
  std::string key;
  for (const char c : text::fold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') {
      key += "and";
    } else if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || byte >= 0x80) {
      key.push_back(c);
    }
  }
  return key;
}

bool share_country(const ListEntry& a, const ListEntry& b) {
  return std::ranges::any_of(a.addresses, [&](const ListAddress& one) {
    return one.country.known() &&
           std::ranges::any_of(b.addresses, [&](const ListAddress& other) { return other.country == one.country; });
  });
}

EntryNames::EntryNames(std::span<const MergeItem> items, unsigned loose, unsigned numbered)
    : items_(items), loose_(loose), numbered_(numbered) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const ListEntry& entry = items[i].entry;
    if ((items[i].forms & numbered) != 0 && !entry.id.empty()) by_number_.emplace(in_list(entry, entry.id), i);
    by_folded_.emplace(in_list(entry, items[i].folded), i);
    if ((items[i].forms & loose) == 0) continue;
    by_key_.emplace(in_list(entry, name_key(entry.name)), i);
    for (const std::string& alias : entry.aliases) by_alias_.emplace(in_list(entry, name_key(alias)), i);
  }
}

std::vector<std::size_t> EntryNames::find(const MergeItem& item) const {
  const auto all = [](const auto& index, const std::string& key) {
    std::vector<std::size_t> found;
    const auto [begin, end] = index.equal_range(key);
    for (auto each = begin; each != end; ++each) found.push_back(each->second);
    return found;
  };
  const auto shares = [&](std::size_t i) { return share_country(items_[i].entry, item.entry); };
  std::vector<std::size_t> found;
  const bool is_numbered = (item.forms & numbered_) != 0 && !item.entry.id.empty();
  if (is_numbered) found = all(by_number_, in_list(item.entry, item.entry.id));
  if (!found.empty()) return found;
  found = all(by_folded_, in_list(item.entry, item.folded));
  if (is_numbered) {
    std::erase_if(found,
                  [&](std::size_t i) { return (items_[i].forms & numbered_) != 0 && !items_[i].entry.id.empty(); });
  }
  if (found.empty() && !by_key_.empty()) {
    const std::string key = in_list(item.entry, name_key(item.entry.name));
    found = all(by_key_, key);
    if (found.empty()) {
      found = all(by_alias_, key);
      const bool sure = found.size() == 1 && name_key(item.entry.name).size() >= kShortestBeginning;
      if (!sure) std::erase_if(found, [&](std::size_t i) { return !shares(i); });
    }
    const std::size_t bracket = item.entry.name.rfind(" (");
    if (found.empty() && bracket != std::string::npos && item.entry.name.ends_with(')')) {
      found = all(by_key_, in_list(item.entry, name_key(std::string_view(item.entry.name).substr(0, bracket))));
      std::erase_if(found, [&](std::size_t i) { return !shares(i); });
    }
  }
  const auto is_loose = [&](std::size_t i) { return (items_[i].forms & loose_) != 0; };
  if (found.size() > 1 && std::ranges::all_of(found, is_loose) && std::ranges::any_of(found, shares)) {
    std::erase_if(found, [&](std::size_t i) { return !shares(i); });
  }
  std::ranges::sort(found);
  const auto [first, last] = std::ranges::unique(found);
  found.erase(first, last);
  return found;
}

std::vector<LeftoverPair> pair_leftovers(std::span<const MergeItem> left_items, std::span<const std::size_t> left,
                                         std::span<const MergeItem> right_items, std::span<const std::size_t> right) {
  std::vector<std::string> right_keys;
  for (const std::size_t i : right) right_keys.push_back(name_key(right_items[i].entry.name));
  std::vector<LeftoverPair> pairs;
  for (const std::size_t i : left) {
    const ListEntry& entry = left_items[i].entry;
    const std::string key = name_key(entry.name);
    for (std::size_t r = 0; r < right.size(); ++r) {
      const ListEntry& other = right_items[right[r]].entry;
      const std::string& other_key = right_keys[r];
      if (std::min(key.size(), other_key.size()) < kShortestBeginning || entry.list != other.list) continue;
      if (!key.starts_with(other_key) && !other_key.starts_with(key)) continue;
      if (share_country(entry, other)) pairs.push_back({i, right[r]});
    }
  }
  std::map<std::size_t, int> of_left;
  std::map<std::size_t, int> of_right;
  for (const LeftoverPair& pair : pairs) {
    ++of_left[pair.left];
    ++of_right[pair.right];
  }
  std::erase_if(pairs, [&](const LeftoverPair& pair) { return of_left[pair.left] > 1 || of_right[pair.right] > 1; });
  return pairs;
}

}  // namespace tidewaiter::lists
