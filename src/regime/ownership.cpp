#include "regime/ownership.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace tidewaiter {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// The part of the graph above one party on one day, nodes numbered from 0 = the party.
struct Above {
  struct Step {  // one owner of one node, whatever the number of its stakes
    std::uint32_t owner = 0;
    ShareUnits sure = 0;      // the least share stated; 0 where none is
    std::uint32_t stake = 0;  // the first of them
  };
  std::vector<OwnershipNode> nodes;
  std::vector<std::vector<Step>> owners;
  std::vector<std::vector<std::pair<std::uint32_t, ShareUnits>>> owned;  // (node, sure) of each node
};

enum class Standing : std::uint8_t { clear, could, sure };

}  // namespace

Ownership::Ownership(std::uint32_t nodes, std::vector<Stake> stakes) : stakes_(std::move(stakes)) {
  std::erase_if(stakes_, [](const Stake& stake) { return stake.owner == stake.owned; });
  std::ranges::stable_sort(stakes_, {}, &Stake::owned);
  begins_.assign(std::size_t{nodes} + 1, 0);
  for (const Stake& stake : stakes_) ++begins_[std::size_t{stake.owned} + 1];
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
}

std::vector<OwnershipNode> Ownership::above(OwnershipNode party) const {
  std::vector<OwnershipNode> found;
  std::unordered_map<OwnershipNode, bool> seen;
  std::vector<OwnershipNode> waiting{party};
  while (!waiting.empty()) {
    const OwnershipNode node = waiting.back();
    waiting.pop_back();
    for (std::uint32_t i = begins_[node]; i < begins_[std::size_t{node} + 1]; ++i) {
      const OwnershipNode owner = stakes_[i].owner;
      if (!seen.emplace(owner, true).second) continue;
      found.push_back(owner);
      waiting.push_back(owner);
    }
  }
  std::ranges::sort(found);
  return found;
}

OwnersAbove Ownership::owners_of(OwnershipNode party, Date day,
                                 const std::function<bool(OwnershipNode)>& marked) const {
  Above above;
  std::unordered_map<OwnershipNode, std::uint32_t> number;
  const auto number_of = [&](OwnershipNode node) {
    const auto [at, added] = number.emplace(node, static_cast<std::uint32_t>(above.nodes.size()));
    if (added) above.nodes.push_back(node);
    return at->second;
  };
  number_of(party);
  for (std::uint32_t n = 0; n < above.nodes.size(); ++n) {
    auto& owners = above.owners.emplace_back();
    const OwnershipNode node = above.nodes[n];
    for (std::uint32_t i = begins_[node]; i < begins_[std::size_t{node} + 1]; ++i) {
      const Stake& stake = stakes_[i];
      if (!stake.days.contains(day)) continue;
      const std::uint32_t owner = number_of(stake.owner);
      const auto known = std::ranges::find(owners, owner, &Above::Step::owner);
      const ShareUnits sure = stake.share.value_or(kNone);
      if (known == owners.end()) {
        owners.push_back({owner, sure, i});
      } else {
        known->sure = std::min(known->sure, sure);
      }
    }
  }
  above.owned.resize(above.nodes.size());
  for (std::uint32_t n = 0; n < above.nodes.size(); ++n) {
    for (Above::Step& step : above.owners[n]) {
      if (step.sure == kNone) step.sure = 0;
      above.owned[step.owner].emplace_back(n, step.sure);
    }
  }
  const std::size_t size = above.nodes.size();
  std::vector<char> is_marked(size);
  for (std::size_t n = 0; n < size; ++n) is_marked[n] = marked(above.nodes[n]) ? 1 : 0;

  // Least fixed points: first of those that surely count, then of those that could. A circle holds nothing by itself.
  std::vector<Standing> standing(size, Standing::clear);
  std::vector<ShareUnits> low(size, 0);
  std::vector<ShareUnits> clear(size, 0);  // what owners hold who neither are marked nor could count
  std::vector<char> touched(size, 0);      // one of those owns a part
  for (std::size_t n = 0; n < size; ++n) {
    for (const Above::Step& step : above.owners[n]) clear[n] += step.sure;
  }
  const auto spread = [&](Standing as, auto reaches) {
    std::vector<char> counted(size, 0);
    std::vector<std::uint32_t> waiting;
    for (std::uint32_t n = 0; n < size; ++n) {
      if (is_marked[n] != 0 || standing[n] != Standing::clear) {
        counted[n] = 1;
        waiting.push_back(n);
      }
    }
    while (!waiting.empty()) {
      const std::uint32_t owner = waiting.back();
      waiting.pop_back();
      for (const auto& [n, sure] : above.owned[owner]) {
        if (!reaches(n, sure) || standing[n] != Standing::clear) continue;
        standing[n] = as;
        if (counted[n] == 0) {
          counted[n] = 1;
          waiting.push_back(n);
        }
      }
    }
  };
  spread(Standing::sure, [&](std::uint32_t n, ShareUnits sure) { return (low[n] += sure) >= kHalf; });
  spread(Standing::could, [&](std::uint32_t n, ShareUnits sure) {
    touched[n] = 1;
    return kWhole - (clear[n] -= sure) >= kHalf;
  });

  OwnersAbove answer;
  answer.held.low = std::min(low[0], kWhole);
  answer.held.high = touched[0] != 0 ? std::max(answer.held.low, std::max<ShareUnits>(0, kWhole - clear[0])) : 0;
  const Truth half = answer.held.half();
  // Upwards through owners that count: first those that surely do, then those that could.
  std::vector<char> reported(size, 0);
  for (const Standing least : {Standing::sure, Standing::could}) {
    std::vector<std::uint32_t> from(size, kNone);  // the node below
    std::vector<std::uint32_t> by(size, kNone);    // the stake to it
    std::vector<std::uint32_t> order{0};
    std::vector<char> seen(size, 0);
    seen[0] = 1;
    for (std::size_t at = 0; at < order.size(); ++at) {
      const std::uint32_t n = order[at];
      for (const Above::Step& step : above.owners[n]) {
        const std::uint32_t owner = step.owner;
        if (seen[owner] != 0 || (is_marked[owner] == 0 && standing[owner] < least)) continue;
        seen[owner] = 1;
        from[owner] = n;
        by[owner] = step.stake;
        order.push_back(owner);
        if (is_marked[owner] == 0 || reported[owner] != 0) continue;
        reported[owner] = 1;
        OwnerAbove found{above.nodes[owner], {}, half};
        if (half == Truth::yes && least == Standing::could) found.counts = Truth::unknown;
        for (std::uint32_t up = owner; up != 0; up = from[up]) found.stakes.push_back(by[up]);
        std::ranges::reverse(found.stakes);
        answer.owners.push_back(std::move(found));
      }
    }
  }
  std::ranges::sort(answer.owners, [](const OwnerAbove& a, const OwnerAbove& b) {
    return a.stakes.size() != b.stakes.size() ? a.stakes.size() < b.stakes.size() : a.owner < b.owner;
  });
  return answer;
}

}  // namespace tidewaiter
