// The tables of the catalogue as they stand in its TOML files, checked and linked, before any index is built.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"
#include "base/toml.h"
#include "catalog/item.h"
#include "catalog/market.h"
#include "catalog/reader.h"
#include "catalog/system.h"

namespace tidewaiter::catalog {

// A kind of board, system or rack; one item is made of it for each chip that it holds.
struct Assembly {
  std::string name;  // with {family} or {chip}
  ItemKind kind = ItemKind::none;
  std::vector<std::string> words;  // what people write for it: "DGX", "server"
  double chips = 0;                // in one unit
  bool chips_vary = false;         // `chips` is only what is usual
  std::map<std::uint32_t, std::uint32_t> item_of_chip;
};

struct Store {
  std::vector<Source> sources;
  std::vector<CatalogItem> items;  // chips, cards and memory first, in the order of the files; then what holds them
  std::vector<Assembly> assemblies;
  std::vector<System> systems;
  std::vector<Headings> headings;
  Rates rates;
  std::vector<Listing> listings;
  std::int32_t listing_days = 0;  // between a listing and a shipment, at most

  const Source* source(std::string_view id) const;
  const CatalogItem* item(std::string_view name) const;  // by its exact name
  const System* system(std::string_view name) const;     // by its exact name
};

// Reads [[source]], [[headings]], [[item]], [[assembly]], [[system]], [[rates]] and [[listing]] of all documents, which
// may stand in any order.
// What is not as it should be is a problem and is left out: the rest can still be looked at (find_contradictions).
Store read_store(std::span<const toml::Document> documents, Problems& problems);

}  // namespace tidewaiter::catalog
