// A name in the entity cell of 15 CFR part 744 (lists/ecfr_cell.h): cut clean of what joins it to the next one, and cut
// from the address that follows it in the same line.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::lists {

// A name without what joins it to the next one. The full stop of an abbreviation stays.
std::string clean_name(std::string_view text);

struct NameAndRest {
  std::string name;
  std::string rest;
};

// Where the name ends in "Name Co., Ltd., Street 1, Town": at the first comma outside brackets that no part of a name
// follows, or before a house number.
NameAndRest split_name(std::string_view text);

}  // namespace tidewaiter::lists
