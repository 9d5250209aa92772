#include "judge/audit/oracle.h"

#include <algorithm>
#include <utility>

#include "judge/audit/oracle_parts.h"

namespace tidewaiter::judge::audit {
namespace {

// Large lots follow a Pareto law with a median of 72 chips and the exponent 1.25 (src/world/data/baseline.toml), which
// begins at 72 / 2^(1 / 1.25) = 41; of servers, the nearest whole number of them: of eight, five, 40 chips.
constexpr float kLargeLot = 40;

}  // namespace

std::span<const std::uint32_t> Walk::transforms_to(std::uint32_t party, std::uint32_t item) const {
  const auto of_party = transforms.find({party, item});
  if (of_party == transforms.end()) return {};
  return of_party->second;
}

bool Walk::large(std::uint32_t item, float quantity) const {
  float most = 1;
  for (const auto& [items, pieces] : pieces_in) {
    if (items.second == item) most = std::max(most, pieces);
  }
  return quantity * most >= kLargeLot;
}

bool Walk::tells_of(const Happening& happening, std::uint32_t passage) const {
  if (happening.quantity != at(passage).quantity) return false;
  const auto stated = graph.serials_of(happening), known = lots.serials(passage);
  return stated.empty() || known.empty() || std::ranges::find_first_of(stated, known) != stated.end();
}

void Walk::add(std::string_view kind, std::vector<std::uint32_t> passages) const {
  std::ranges::sort(passages);
  passages.erase(std::ranges::unique(passages).begin(), passages.end());
  found.push_back({std::string(kind), std::move(passages)});
}

std::vector<Instance> find_instances(const EventGraph& graph) {
  std::vector<Instance> found;
  const Lots lots(graph);
  Walk walk{graph, lots, found};
  for (std::uint32_t h = 0; h < graph.happenings.size(); ++h) {
    const Happening& happening = graph.happenings[h];
    if (happening.deed != Deed::transform) continue;
    walk.transforms[{happening.party, happening.item_out}].push_back(h);
    if (happening.quantity_out > 0)
      walk.pieces_in[{happening.item, happening.item_out}] = happening.quantity / happening.quantity_out;
  }
  find_chains(walk);
  find_gatherings(walk);
  find_conversions(walk);
  find_phantoms(walk);
  return found;
}

}  // namespace tidewaiter::judge::audit
