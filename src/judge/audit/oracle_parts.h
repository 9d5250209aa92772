// The parts of the oracle, each of which knows the steps of some kinds of schemes and adds the instances that it finds.
#pragma once

#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "judge/audit/lots.h"
#include "judge/audit/oracle.h"

namespace tidewaiter::judge::audit {

// What all parts look at.
struct Walk {
  const EventGraph& graph;
  const Lots& lots;
  std::vector<Instance>& found;
  // By party and item that came of them, transforms by day; and how many pieces of one item are in one of another.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> transforms = {};
  std::map<std::pair<std::uint32_t, std::uint32_t>, float> pieces_in = {};

  const Passage& at(std::uint32_t passage) const { return graph.passages[passage]; }
  // A dealer has no use for the goods itself; many a user files no installation.
  bool dealer(std::uint32_t party) const { return party != kNone && graph.dealer[party] != 0; }
  bool sunk(std::uint32_t passage) const { return dealer(at(passage).to) && lots.silent(passage); }
  std::span<const std::uint32_t> transforms_to(std::uint32_t party, std::uint32_t item) const;
  // Of as many chips as no lot of schemes that order large ones falls short of.
  bool large(std::uint32_t item, float quantity) const;
  // The happening may tell of this lot: as many pieces, and no other serial numbers.
  bool tells_of(const Happening& happening, std::uint32_t passage) const;
  // Sorts the passages and leaves each once.
  void add(std::string_view kind, std::vector<std::uint32_t> passages) const;
};

void find_chains(const Walk& walk);       // pass_through, sham_company, false_reexport, secondhand_drift
void find_gatherings(const Walk& walk);   // order_slicing, courier_lots, straw_buyers
void find_conversions(const Walk& walk);  // salvage_plant, insider_diversion
void find_phantoms(const Walk& walk);     // phantom_data_centre

}  // namespace tidewaiter::judge::audit
