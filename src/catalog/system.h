// A product that holds chips, under its maker's name: a board, a server or a rack (catalog/data/systems-*.toml).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalog/item.h"

namespace tidewaiter::catalog {

// One way in which a system is sold.
struct Configuration {
  std::uint32_t chip = 0;  // number in Catalog::items()
  double chips = 0;        // in one unit
  std::uint32_t item = 0;  // the item that stands for it: "H100 SXM5 server"
  std::string from;        // YYYY or YYYY-MM from which it was sold; the system's release unless the data say more
  std::string part;        // a system that sits in it and carries the chips, or empty
  double parts = 0;        // how many of these
};

struct System {
  std::uint32_t number = 0;  // position in Catalog::systems()
  std::string name;          // unique
  std::string vendor;
  ItemKind kind = ItemKind::system;
  std::size_t assembly = 0;                   // in Store::assemblies
  std::vector<std::string> names;             // what people write for it
  std::vector<std::string> sku;               // the maker's numbers, as patterns (docs/adding-a-chip.md)
  std::vector<Configuration> configurations;  // the usual one first; never empty
  std::string release;                        // YYYY or YYYY-MM
  double rack_units = 0;                      // 0: not mounted in units of a rack
  Box box;
  std::string source;  // of chips, release and height
  Confidence confidence = Confidence::unverified;
  std::string note;
};

// Headings of the Harmonized System under which things of a kind travel.
struct Headings {
  ItemKind kind = ItemKind::none;
  std::vector<std::string> hs;  // "8471.50", the usual one first
  std::string source;
  Confidence confidence = Confidence::unverified;
  std::string note;
};

// The texts that a pattern stands for: "AS-8125GS-TN{HR,MR2}" is two numbers, in the order of the alternatives; a text
// without braces is itself. Empty where a brace is not closed, one stands in another, or there would be more than 64.
std::vector<std::string> written_forms(std::string_view pattern);

}  // namespace tidewaiter::catalog
