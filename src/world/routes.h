// Over which countries goods go that fly or sail: hubs by the regions of both ends, and which countries no ship
// reaches. Countries are numbered as in Parameters::countries().
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/toml.h"

namespace tidewaiter::world {

struct Hub {
  std::uint16_t country = 0;
  double weight = 0;
};

enum class Way : std::uint8_t { air, sea };

class Routes {
 public:
  // `section`: of routes.toml. `codes`: of the countries, in their order. Errors: bad_format with its place, where a
  // country is in no region, or a pair of regions has no row.
  static Result<Routes> load(const toml::Document& document, const toml::Member& section,
                             const std::vector<std::string_view>& codes);
  // Either way; may contain an end. REQUIRES: both are countries.
  const std::vector<Hub>& hubs(Way way, std::size_t one, std::size_t other) const {
    return between(way, region_[one], region_[other]);
  }
  bool landlocked(std::size_t country) const { return landlocked_[country]; }
  const std::vector<std::string>& regions() const { return names_; }
  std::size_t region(std::size_t country) const { return region_[country]; }
  const std::vector<Hub>& between(Way way, std::size_t one, std::size_t other) const {  // two regions
    return hubs_[static_cast<std::size_t>(way)][one * names_.size() + other];
  }
  // By weight, `share` in [0, 1) of all: a hub that is no end. `otherwise`, if there is none.
  std::uint16_t over(Way way, std::size_t one, std::size_t other, double share, std::uint16_t otherwise) const;

 private:
  std::vector<std::size_t> region_;                    // by country
  std::vector<bool> landlocked_;                       // by country
  std::vector<std::string> names_;                     // of the regions
  std::array<std::vector<std::vector<Hub>>, 2> hubs_;  // by Way and both regions
};

}  // namespace tidewaiter::world
