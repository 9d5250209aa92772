// Who stands above a party, and how much of it marked owners hold together: directly, in aggregate, and through any
// number of steps. Whoever is held to one half by marked owners counts whole for what it owns itself (the shares are
// not multiplied: 15 CFR 744.11(a)(1), 90 FR 47201). Which owners are marked is the caller's business: those on a list.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "base/date.h"
#include "model/item.h"

namespace tidewaiter {

using OwnershipNode = std::uint32_t;

// A share in whole millionths of a percent, so that sums are exact in any order.
using ShareUnits = std::int64_t;
inline constexpr ShareUnits kPercent = 1'000'000;
inline constexpr ShareUnits kWhole = 100 * kPercent;
inline constexpr ShareUnits kHalf = 50 * kPercent;

struct Stake {
  OwnershipNode owner = 0;
  OwnershipNode owned = 0;
  std::optional<ShareUnits> share;  // 0 to kWhole; nullopt: nobody stated it
  DateRange days;                   // on which it is held
};

// What marked owners hold together of a party, at least and at most. What nobody states may be theirs as soon as one of
// them owns a part.
struct Held {
  ShareUnits low = 0;
  ShareUnits high = 0;
  Truth half() const { return low >= kHalf ? Truth::yes : high >= kHalf ? Truth::unknown : Truth::no; }
  friend bool operator==(const Held&, const Held&) = default;
};

// A marked owner above a party, and a shortest way to it through owners that count or could.
struct OwnerAbove {
  OwnershipNode owner = 0;
  std::vector<std::uint32_t> stakes;  // numbers of stakes, from the party upwards
  Truth counts = Truth::unknown;      // the party is held to one half, and this owner is among those who hold it
  friend bool operator==(const OwnerAbove&, const OwnerAbove&) = default;
};

struct OwnersAbove {
  Held held;
  std::vector<OwnerAbove> owners;  // nearest first, then by number
};

class Ownership {
 public:
  // REQUIRES: the nodes of all stakes are below `nodes`. A stake of a node in itself says nothing and is left out.
  // Several shares of one owner on one day contradict each other: the least of them counts as sure.
  Ownership(std::uint32_t nodes, std::vector<Stake> stakes);

  const std::vector<Stake>& stakes() const { return stakes_; }
  // Everybody above the party on any day, itself only if it stands in a circle; sorted.
  std::vector<OwnershipNode> above(OwnershipNode party) const;

  // Linear in the stakes above the party.
  OwnersAbove owners_of(OwnershipNode party, Date day, const std::function<bool(OwnershipNode)>& marked) const;

 private:
  std::vector<Stake> stakes_;          // by the party owned
  std::vector<std::uint32_t> begins_;  // of each node's stakes; one more than there are nodes
};

}  // namespace tidewaiter
