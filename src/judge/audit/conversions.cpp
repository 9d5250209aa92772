// Goods that were made into others: cards by a plant, servers of modules that a maker wrote off.
#include <algorithm>
#include <optional>
#include <set>

#include "judge/audit/oracle_parts.h"

namespace tidewaiter::judge::audit {
namespace {

// The steps as docs/world.md has them; days.
constexpr std::int32_t kCollecting = 125;  // from the first cards that come to a plant to the last
constexpr std::int32_t kSoon = 20;         // from a conversion to the shipment of all, at most
constexpr std::size_t kFewestTimes = 3;
constexpr std::int32_t kSoldFrom = 5, kSoldUntil = 35;  // from a scrap to the sale of what was written off

// What a party has of an item by its papers on the morning of a day.
float book(const Walk& walk, std::uint32_t party, std::uint32_t item, std::int32_t day) {
  const EventGraph& graph = walk.graph;
  float pieces = 0;
  for (const std::uint32_t in : graph.received(party, item)) pieces += walk.at(in).day < day ? walk.at(in).quantity : 0;
  for (const std::uint32_t out : graph.sent(party, item)) pieces -= walk.at(out).day < day ? walk.at(out).quantity : 0;
  for (const std::uint32_t h : graph.happened(party, item)) {
    const Happening& happening = graph.happenings[h];
    if (happening.day >= day) continue;
    if (happening.deed == Deed::opening) pieces += happening.quantity;
    if (happening.deed == Deed::scrap || happening.deed == Deed::transform) pieces -= happening.quantity;
  }
  for (const std::uint32_t h : walk.transforms_to(party, item)) {
    if (graph.happenings[h].day < day) pieces += graph.happenings[h].quantity_out;
  }
  return pieces;
}

// Somebody sells what nobody brought, soon after others have written off as many of the modules that such servers are
// built of.
void written_off(const Walk& walk, std::span<const std::uint32_t> scraps, std::uint32_t out) {
  const EventGraph& graph = walk.graph;
  const Passage& sent = walk.at(out);
  if (!walk.sunk(out)) return;
  std::optional<bool> known_unbooked;  // asked of few
  const auto unbooked = [&] {
    if (!known_unbooked)
      known_unbooked = !walk.lots.before(out) && book(walk, sent.from, sent.item, sent.day) < sent.quantity;
    return *known_unbooked;
  };
  const auto day = [&](std::uint32_t h) { return graph.happenings[h].day; };
  const auto begin = std::ranges::lower_bound(scraps, sent.day - kSoldUntil, {}, day);
  const auto end = std::ranges::upper_bound(scraps, sent.day - kSoldFrom, {}, day);
  for (auto each = begin; each != end; ++each) {
    const Happening& scrap = graph.happenings[*each];
    const auto built = walk.pieces_in.find({scrap.item, sent.item});
    if (scrap.party == sent.from || built == walk.pieces_in.end()) continue;
    if (scrap.quantity != built->second * sent.quantity) continue;
    const auto stated = graph.serials_of(scrap), known = walk.lots.serials(out);
    const bool both = !stated.empty() && !known.empty();
    if (both ? std::ranges::find_first_of(stated, known) == stated.end() : !unbooked()) continue;
    return walk.add("insider_diversion", {out});
  }
}

// Cards come from many, become others, and leave as one lot of which nothing is seen again.
void plant(const Walk& walk, std::uint32_t out) {
  const EventGraph& graph = walk.graph;
  const Passage& sent = walk.at(out);
  if (walk.lots.before(out) || !walk.sunk(out)) return;
  float made = 0;
  std::set<std::uint32_t> from_items;
  std::int32_t first = sent.day;
  std::size_t times = 0;
  const auto transforms = walk.transforms_to(sent.from, sent.item);
  const auto soon = std::ranges::lower_bound(transforms, sent.day - kSoon, {},
                                             [&](std::uint32_t h) { return graph.happenings[h].day; });
  for (auto each = soon; each != transforms.end() && graph.happenings[*each].day <= sent.day; ++each) {
    const Happening& transform = graph.happenings[*each];
    if (transform.item == transform.item_out) continue;
    if (transform.quantity != transform.quantity_out) continue;  // a server is built, no card remade
    made += transform.quantity_out;
    from_items.insert(transform.item);
    first = std::min(first, transform.day);
    ++times;
  }
  if (times < kFewestTimes || made < sent.quantity * .5F) return;
  std::vector<std::uint32_t> marked{out};
  for (const std::uint32_t item : from_items) {
    for (const std::uint32_t in : graph.received(sent.from, item)) {
      if (walk.at(in).day <= first && walk.at(in).day >= first - kCollecting && !walk.lots.after(in))
        marked.push_back(in);
    }
  }
  if (marked.size() > kFewestTimes) walk.add("salvage_plant", std::move(marked));
}

}  // namespace

void find_conversions(const Walk& walk) {
  std::vector<std::uint32_t> scraps;
  for (std::uint32_t h = 0; h < walk.graph.happenings.size(); ++h) {
    if (walk.graph.happenings[h].deed == Deed::scrap) scraps.push_back(h);
  }
  for (std::uint32_t out = 0; out < walk.graph.passages.size(); ++out) {
    written_off(walk, scraps, out);
    plant(walk, out);
  }
}

}  // namespace tidewaiter::judge::audit
