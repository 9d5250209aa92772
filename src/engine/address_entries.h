// Entries that list an address instead of a party: whoever is at it counts as the entry (15 CFR 744.11(a)).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lists/entry_table.h"
#include "places/places.h"

namespace tidewaiter {

enum class AddressFit : std::uint8_t {
  none,
  building,  // the words agree and no number is another one, but some number (a unit, a floor) is not given
  whole,     // every number of the entry's address and half of its other words are there
};

// Numbers decide, since one house has many units; words of every address (room, street, floor) and spelling of blanks
// do not count. "Unit 5, 12/F Example Tower, 7 Quay Rd" and "12F, Example Tower 7 Quay Road, Unit 5" fit whole.
AddressFit fit_address(std::string_view party, std::string_view entry);

// What of an address is compared.
struct AddressWords {
  std::set<std::string> numbers;  // with a digit: "16", "14c"; "13f" is the floor 13
  std::set<std::string> words;
  std::string joined;  // letters of all words, so that "Fa Yuen" is "Fayuen"
};

// The address entries of a compiled list. Const after construction.
class AddressEntries {
 public:
  explicit AddressEntries(const lists::EntryTable& entries);

  struct Found {
    std::uint32_t entry;
    std::string address;  // the entry's
    AddressFit fit;       // building or whole
  };
  // By entry. A party of another country than the entry's (by Places::counts_as) is not at its address; a party of
  // unknown country may be.
  std::vector<Found> at(std::string_view address, Country country, const Places& places) const;

 private:
  struct Listed {
    std::uint32_t entry;
    std::string address;
    AddressWords words;
    Country country;
  };
  std::vector<Listed> listed_;
};

}  // namespace tidewaiter
