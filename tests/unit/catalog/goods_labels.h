// The labels of goods lines as tests/corpora/README.md defines them, and what `identify` says in the same words: for
// the test and the bench that hold one against the other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace tidewaiter::corpora {

// The parts of "A;B" or "A|B"; none of an empty text.
inline std::vector<std::string> parts(std::string_view text, char separator) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

// Empty for chips and cards.
inline std::string_view kind_word(ItemKind kind) {
  switch (kind) {
    case ItemKind::board:
      return "board";
    case ItemKind::system:
      return "server";
    case ItemKind::rack:
      return "rack";
    default:
      return {};
  }
}

struct Said {
  std::string kind;
  std::string item;  // its name in the catalogue
  std::string chip;
  double units = 1;
  double chips_per_unit = 1;
};

inline Said said_of(const catalog::Catalog& catalog, const Naming& found, std::uint32_t number) {
  const catalog::CatalogItem& item = catalog.items()[number];
  return {std::string(kind_word(found.kind)), item.name, catalog.items()[item.chip].name,
          found.units * found.stated.value_or(1), found.chips_per_unit};
}

inline std::vector<Said> all_said(const catalog::Catalog& catalog, const Identification& found) {
  std::vector<Said> said;
  if (found.item) said.push_back(said_of(catalog, found, *found.item));
  for (const NamedItem& other : found.others) said.push_back(said_of(catalog, other, other.item));
  return said;
}

}  // namespace tidewaiter::corpora
