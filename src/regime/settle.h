// What would settle a line that is open: the smallest sets of unknown facts whose every value makes the answer known,
// and for each single fact the values that would release it. Values are taken one for each region that the rules tell
// apart. For explaining a line, not for screening: it asks the rules up to some ten thousand times.
#pragma once

#include <string>
#include <vector>

#include "model/facts.h"
#include "places/places.h"
#include "regime/regime.h"

namespace tidewaiter {

struct Settlement {
  struct Release {
    std::string fact;                 // "consignee.headquarters"
    std::vector<std::string> values;  // of regions, in words: "DE, FR and 150 more", "4,800 or more"
  };
  std::vector<std::vector<std::string>> sets;  // paths of facts; all of one, the least, size
  std::vector<Release> releases;               // facts of which one value alone gives no_licence
  bool truncated = false;                      // there may be more or smaller sets than were found
};

// Of a line that is undetermined, or whose review policy is open for want of a fact; of others nothing. At most three
// facts make a set.
Settlement settle(const Regime& regime, const Places& places, const Facts& facts, rules::Basis basis);

}  // namespace tidewaiter
