#include "regime/reference/ownership.h"

#include <algorithm>
#include <optional>

namespace tidewaiter::reference {
namespace {

// owned -> owner -> the least share stated, if any
using Shares = std::map<OwnershipNode, std::map<OwnershipNode, std::optional<ShareUnits>>>;

Shares shares_on(const std::vector<Stake>& stakes, Date day) {
  Shares shares;
  for (const Stake& stake : stakes) {
    if (stake.owner == stake.owned || !stake.days.contains(day)) continue;
    std::optional<ShareUnits>& least = shares[stake.owned][stake.owner];
    if (stake.share && (!least || *stake.share < *least)) least = stake.share;
  }
  return shares;
}

// What the counting ones hold of a node, at least.
ShareUnits sum(const std::map<OwnershipNode, std::optional<ShareUnits>>& owners,
               const std::set<OwnershipNode>& counting, bool inside) {
  ShareUnits total = 0;
  for (const auto& [owner, share] : owners) {
    if (counting.contains(owner) == inside) total += share.value_or(0);
  }
  return total;
}

bool any_in(const std::map<OwnershipNode, std::optional<ShareUnits>>& owners, const std::set<OwnershipNode>& counting) {
  return std::ranges::any_of(owners, [&](const auto& owner) { return counting.contains(owner.first); });
}

// Everybody above the party by steps through counting ones.
std::set<OwnershipNode> climb(const Shares& shares, OwnershipNode party, const std::set<OwnershipNode>& counting) {
  std::set<OwnershipNode> reached{party};
  for (bool grew = true; grew;) {
    grew = false;
    for (const OwnershipNode node : std::set(reached)) {
      const auto owners = shares.find(node);
      if (owners == shares.end()) continue;
      for (const auto& [owner, share] : owners->second) {
        if (counting.contains(owner)) grew = reached.insert(owner).second || grew;
      }
    }
  }
  reached.erase(party);
  return reached;
}

}  // namespace

OwnersAbove owners_of(const std::vector<Stake>& stakes, OwnershipNode party, Date day,
                      const std::set<OwnershipNode>& marked) {
  const Shares shares = shares_on(stakes, day);
  std::set<OwnershipNode> sure = marked;
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [owned, owners] : shares) {
      if (sum(owners, sure, true) >= kHalf) grew = sure.insert(owned).second || grew;
    }
  }
  std::set<OwnershipNode> could = sure;
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& [owned, owners] : shares) {
      if (any_in(owners, could) && kWhole - sum(owners, could, false) >= kHalf) {
        grew = could.insert(owned).second || grew;
      }
    }
  }
  OwnersAbove answer;
  const auto owners = shares.find(party);
  if (owners != shares.end() && any_in(owners->second, could)) {
    answer.held.low = std::min(kWhole, sum(owners->second, sure, true));
    answer.held.high = std::max({answer.held.low, ShareUnits{0}, kWhole - sum(owners->second, could, false)});
  }
  const std::set<OwnershipNode> by_sure = climb(shares, party, sure);
  for (const OwnershipNode node : climb(shares, party, could)) {
    if (!marked.contains(node)) continue;
    Truth counts = answer.held.half();
    if (counts == Truth::yes && !by_sure.contains(node)) counts = Truth::unknown;
    answer.owners[node] = counts;
  }
  return answer;
}

}  // namespace tidewaiter::reference
