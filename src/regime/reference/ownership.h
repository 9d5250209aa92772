// The slow, obvious reading of ownership: whole passes over all stakes until nothing changes. For tests only.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "regime/ownership.h"

namespace tidewaiter::reference {

struct OwnersAbove {
  Held held;
  std::map<OwnershipNode, Truth> owners;  // marked owners above the party, and whether they count
};

OwnersAbove owners_of(const std::vector<Stake>& stakes, OwnershipNode party, Date day,
                      const std::set<OwnershipNode>& marked);

}  // namespace tidewaiter::reference
