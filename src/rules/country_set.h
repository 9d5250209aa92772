// The countries that a rule means by `group('D:5', 'MO')` or {'CN', 'HK'}, for every day, looked up by a bit.
#pragma once

#include <bitset>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "model/country.h"
#include "model/item.h"
#include "places/places.h"

namespace tidewaiter::rules {

class CountrySet {
 public:
  // Exactly these codes, on every day.
  static CountrySet of_codes(std::span<const std::string> codes);
  // The union of groups and codes; a code stands also for the territories that count as it (Places::counts_as). A
  // country is a member if one part says so, unknown if none does and one does not know.
  // REQUIRES: every name is a known group or a code of a country in `places`.
  static CountrySet of_groups(std::span<const std::string> names, const Places& places);

  // REQUIRES: country.known().
  Truth contains(Country country, Date date) const;

 private:
  static constexpr std::size_t kCodes = std::size_t{26} * 26;
  static std::size_t slot(Country country);
  struct Step {
    Date from;
    std::bitset<kCodes> members;
    std::bitset<kCodes> unknown;
  };
  std::vector<Step> steps_;  // by day; the first begins at kFirstDate
};

// Whether a text is the code of a country: two letters A-Z.
bool is_country_code(std::string_view text);

}  // namespace tidewaiter::rules
