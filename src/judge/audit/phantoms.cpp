// Centres that claim what is seen elsewhere.
#include <algorithm>
#include <set>

#include "judge/audit/oracle_parts.h"

namespace tidewaiter::judge::audit {
namespace {

// The steps as docs/world.md has them, in days from the receipt: dismantled after 40 to 60, seen 10 to 80 later,
// claimed up to four times, at most 165 later.
constexpr std::int32_t kSeenFrom = 50, kSeenUntil = 140, kClaimedUntil = 225;

}  // namespace

// What a centre installed is seen elsewhere, nobody has sent it there, and the centre claims it still. A sale without
// papers is told of on one day, and so is a number that was misread; either is not claimed twice.
void find_phantoms(const Walk& walk) {
  const EventGraph& graph = walk.graph;
  std::vector<std::vector<std::uint32_t>> sightings(graph.serial_count());
  for (std::uint32_t h = 0; h < graph.happenings.size(); ++h) {
    if (graph.happenings[h].deed != Deed::sighting) continue;
    for (const std::uint32_t serial : graph.serials_of(graph.happenings[h])) sightings[serial].push_back(h);
  }
  for (const Happening& installed : graph.happenings) {
    if (installed.deed != Deed::installation || !walk.large(installed.item, installed.quantity)) continue;
    const Days came{installed.day - kLongestWait + 1, installed.day};
    for (const std::uint32_t lot : graph.arrived(installed.party, installed.item, came)) {
      const Passage& received = walk.at(lot);
      if (installed.day < received.arrival || installed.day >= received.arrival + kLongestWait) continue;
      if (walk.lots.after(lot) || !walk.tells_of(installed, lot)) continue;
      std::set<std::int32_t> days;
      for (const std::uint32_t serial : graph.serials_of(installed)) {
        for (const std::uint32_t h : sightings[serial]) {
          const Happening& seen = graph.happenings[h];
          if (seen.party != installed.party && seen.day >= received.arrival + kSeenFrom &&
              seen.day <= received.arrival + kSeenUntil)
            days.insert(seen.day);
        }
      }
      if (days.empty()) continue;
      const Days then{*days.begin() + 1, received.arrival + kClaimedUntil};
      const auto claims =
          std::ranges::count_if(graph.happened(installed.party, installed.item, then), [&](std::uint32_t h) {
            return graph.happenings[h].deed == Deed::claim && walk.tells_of(graph.happenings[h], lot);
          });
      if (claims >= (days.size() > 1 ? 1 : 2)) walk.add("phantom_data_centre", {lot});
    }
  }
}

}  // namespace tidewaiter::judge::audit
