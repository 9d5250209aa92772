// Small lots that meet at one party, each passed on by somebody else.
#include <algorithm>
#include <map>
#include <set>

#include "judge/audit/oracle_parts.h"

namespace tidewaiter::judge::audit {
namespace {

// The steps as docs/world.md has them; days.
constexpr std::int32_t kGathering = 125;   // from the first lot of a collection to its last
constexpr std::int32_t kCollecting = 200;  // from a lot to the shipment that takes all on: some come late
constexpr float kSmallLot = 8;             // pieces
constexpr std::size_t kFewestLots = 4;
constexpr std::size_t kFewestCarriers = 4;
constexpr std::size_t kFewestStraws = 5;

struct PassedOn {
  std::uint32_t lot, before;  // passages: to the party where lots meet, and to its sender before
};
using Collected = std::vector<PassedOn>;

class Gatherings {
 public:
  explicit Gatherings(const Walk& walk) : walk_(walk) {}

  // Lots of companies with one owner, lots of one buyer by way of many others, lots of many that are sent on as one.
  void at_place(std::uint32_t party, std::uint32_t item, std::span<const std::uint32_t> lots) const {
    std::map<std::uint32_t, Collected> by_owner, by_buyer;
    Collected passed_on;
    for (const std::uint32_t lot : lots) {
      const std::vector<std::uint32_t> before = befores(lot);
      if (before.empty()) continue;
      passed_on.push_back({lot, before.back()});
      by_owner[walk_.graph.group[at(lot).from]].push_back({lot, before.back()});
      std::set<std::uint32_t> buyers;
      for (const std::uint32_t b : before) {
        if (buyers.insert(at(b).from).second) by_buyer[at(b).from].push_back({lot, b});
      }
    }
    for (const auto& [owner, some] : by_owner) by_season(some, "order_slicing", kFewestLots);
    for (const auto& [buyer, some] : by_buyer) by_season(some, "courier_lots", kFewestCarriers);
    sent_on_as_one(party, item, passed_on);
  }

 private:
  const Passage& at(std::uint32_t i) const { return walk_.at(i); }

  // What the sender of a lot may have sent on: receipts of as many within the longest wait, whose serials do not say
  // otherwise; the latest last.
  std::vector<std::uint32_t> befores(std::uint32_t lot) const {
    const Passage& sent = at(lot);
    std::vector<std::uint32_t> found;
    const Days days{sent.day - 2 * kLongestWait, sent.day - 1};
    for (const std::uint32_t in : walk_.graph.received(sent.from, sent.item, days)) {
      const Passage& received = at(in);
      if (received.quantity != sent.quantity || received.from == sent.to) continue;
      if (sent.day - std::min(received.arrival, sent.day) > kLongestWait) continue;
      if (walk_.lots.both_known(in, lot) && !walk_.lots.share_serial(in, lot)) continue;
      found.push_back(in);
    }
    return found;
  }

  // The first lots of a season from enough senders, of whom most sent some that are silent; then the next season. Those
  // of which something came are not marked.
  void by_season(const Collected& lots, std::string_view kind, std::size_t fewest) const {
    for (std::size_t begin = 0; begin + fewest <= lots.size();) {
      std::size_t end = begin;
      std::set<std::uint32_t> senders, silent;
      for (; end < lots.size() && at(lots[end].lot).day - at(lots[begin].lot).day <= kGathering; ++end) {
        senders.insert(at(lots[end].lot).from);
        if (walk_.lots.silent(lots[end].lot)) silent.insert(at(lots[end].lot).from);
      }
      if (senders.size() < fewest || silent.size() * 4 < fewest * 3) {
        ++begin;
        continue;
      }
      std::vector<std::uint32_t> marked;
      for (std::size_t i = begin; i < end; ++i) {
        if (!walk_.lots.idle(lots[i].lot)) continue;
        marked.push_back(lots[i].lot);
        marked.push_back(lots[i].before);
        if (kind != "courier_lots") continue;
        if (const auto bought = walk_.lots.before(lots[i].before)) marked.push_back(*bought);
      }
      walk_.add(kind, std::move(marked));
      begin = end;
    }
  }

  void sent_on_as_one(std::uint32_t party, std::uint32_t item, const Collected& lots) const {
    for (const std::uint32_t out : walk_.graph.sent(party, item)) {
      const Passage& sent = at(out);
      if (walk_.lots.before(out) || !walk_.sunk(out)) continue;
      std::set<std::uint32_t> senders;
      std::vector<std::uint32_t> marked{out};
      float pieces = 0;
      for (const PassedOn& each : lots) {
        const Passage& lot = at(each.lot);
        if (lot.day >= sent.day || sent.day - lot.day > kCollecting || lot.quantity >= sent.quantity) continue;
        if (!walk_.lots.idle(each.lot)) continue;
        senders.insert(lot.from);
        pieces += lot.quantity;
        marked.push_back(each.lot);
        marked.push_back(each.before);
      }
      if (senders.size() < kFewestStraws || sent.quantity < .5F * pieces || sent.quantity > 1.2F * pieces) continue;
      walk_.add("straw_buyers", std::move(marked));
    }
  }

  const Walk& walk_;
};

}  // namespace

void find_gatherings(const Walk& walk) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> lots;  // by receiver and item
  for (std::uint32_t i = 0; i < walk.graph.passages.size(); ++i) {
    const Passage& lot = walk.at(i);
    if (lot.quantity <= kSmallLot && lot.from != kNone && lot.to != kNone) lots[{lot.to, lot.item}].push_back(i);
  }
  const Gatherings gatherings(walk);
  for (const auto& [place, some] : lots) {
    if (some.size() >= kFewestLots) gatherings.at_place(place.first, place.second, some);
  }
}

}  // namespace tidewaiter::judge::audit
