// The entity cell of the tables in supplements 4, 6 and 7 to 15 CFR part 744: free text in which the names, other names
// and addresses of one or more parties follow each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "places/places.h"

namespace tidewaiter::lists {

// In the cell's text: a line break, and the seam between a row and one that continues it.
inline constexpr char kCellBreak = '\n';
inline constexpr char kCellSeam = '\f';

struct CellParty {
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> addresses;  // as written, one place each
};

// The parties of a cell, the one that the row is about first, then those that it names as its subordinate institutions
// or affiliates: each is listed by itself. A subordinate one carries "<main name> <own name>" among its aliases.
// Parties without an address of their own share that of the cell. References to the same entry under other countries
// are left out. Empty if the cell names nobody.
std::vector<CellParty> read_cell(std::string_view text, const Places& places);

// The country that an address ends in; unknown if it does not say.
Country country_of_address(std::string_view address, const Places& places);

}  // namespace tidewaiter::lists
