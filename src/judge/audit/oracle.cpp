#include "judge/audit/oracle.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "judge/audit/lots.h"

namespace tidewaiter::judge::audit {
namespace {

// The steps as docs/world.md has them; days.
constexpr std::int32_t kGathering = 125;   // from the first lot of a collection to its last
constexpr std::int32_t kCollecting = 200;  // from a lot to the shipment that takes all on: some come late
constexpr float kSmallLot = 8;             // pieces
constexpr std::size_t kFewestLots = 4;
constexpr std::size_t kFewestCarriers = 4;
constexpr std::size_t kFewestStraws = 5;

class Oracle {
 public:
  explicit Oracle(const EventGraph& graph) : graph_(graph), lots_(graph), happened_to_(graph.serial_count) {
    for (std::uint32_t i = 0; i < graph.happenings.size(); ++i) {
      const Happening& happening = graph.happenings[i];
      for (const std::uint32_t serial : graph.serials_of(happening)) happened_to_[serial].push_back(i);
      if (happening.deed != Deed::transform) continue;
      transforms_[{happening.party, happening.item_out}].push_back(i);
      if (happening.quantity_out > 0)
        modules_in_[{happening.item, happening.item_out}] = happening.quantity / happening.quantity_out;
    }
  }

  std::vector<Instance> find() {
    for (std::uint32_t i = 0; i < graph_.passages.size(); ++i) {
      relays_from(i);
      written_off(i);
    }
    gatherings();
    plants();
    phantoms();
    return std::move(found_);
  }

 private:
  const Passage& at(std::uint32_t i) const { return graph_.passages[i]; }

  bool share_serial(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) const {
    return std::ranges::any_of(a, [&](std::uint32_t serial) { return std::ranges::find(b, serial) != b.end(); });
  }

  // A dealer has no use for the goods itself; many a user files no installation.
  bool dealer(std::uint32_t party) const { return party != kNone && graph_.dealer[party] != 0; }
  bool sunk(std::uint32_t i) const { return dealer(at(i).to) && lots_.silent(i); }
  template <class Test>
  const Happening* happening_at(std::uint32_t party, std::uint32_t item, Test test) const {
    for (const std::uint32_t h : graph_.happened(party, item)) {
      if (test(graph_.happenings[h])) return &graph_.happenings[h];
    }
    return nullptr;
  }

  void add(std::string_view kind, std::vector<std::uint32_t> passages) {
    std::ranges::sort(passages);
    passages.erase(std::ranges::unique(passages).begin(), passages.end());
    found_.push_back({std::string(kind), std::move(passages)});
  }

  // Chains that begin with this dispatch: front, sham company, drift, round trip.
  void relays_from(std::uint32_t out) {
    const Passage& sent = at(out);
    const std::optional<std::uint32_t> in = lots_.before(out);
    if (in && sunk(out)) {
      const auto same = [&](const Happening& h) { return h.quantity == sent.quantity; };
      const bool claimed = happening_at(sent.from, sent.item, [&](const Happening& h) {
                             return h.deed == Deed::claim && same(h) && h.day > sent.day + 10 && h.day <= sent.day + 70;
                           }) != nullptr;
      const bool installed =
          happening_at(sent.from, sent.item, [&](const Happening& h) {
            return h.deed == Deed::installation && same(h) && h.day >= at(*in).arrival && h.day <= sent.day;
          }) != nullptr;
      const bool shown = happening_at(sent.from, sent.item, [&](const Happening& h) {
                           return h.deed == Deed::claim && same(h) && h.day >= at(*in).arrival && h.day <= sent.day;
                         }) != nullptr;
      if (claimed) add("pass_through", {*in, out});
      if (installed && shown && sent.day - at(*in).arrival >= 30) add("sham_company", {*in, out});
    }
    // Onwards from here: as long as each passes all on.
    std::vector<std::uint32_t> chain{out};
    std::vector<std::uint32_t> parties{sent.from};
    for (std::optional<std::uint32_t> next = lots_.after(out); next && chain.size() < 8;
         next = lots_.after(chain.back())) {
      parties.push_back(at(chain.back()).to);
      chain.push_back(*next);
      if (at(chain.back()).to == sent.from && chain.size() >= 3) {
        if (at(chain.back()).back || (!lots_.silent(chain.back()) && !lots_.proven_end(chain.back()))) return;
        if (in) chain.push_back(*in);
        add("false_reexport", chain);
        return;
      }
    }
    const bool by_dealers =
        !dealer(sent.from) && std::ranges::all_of(chain, [&](std::uint32_t i) { return dealer(at(i).to); });
    if (by_dealers && chain.size() >= 3 && lots_.silent(chain.back())) add("secondhand_drift", chain);
  }

  // Somebody sells what nobody brought, soon after others have written off as many of the modules that such servers are
  // built of.
  void written_off(std::uint32_t out) {
    const Passage& sent = at(out);
    if (!sunk(out)) return;
    const bool unbooked = !lots_.before(out) && book(sent.from, sent.item, sent.day) < sent.quantity;
    for (const std::uint32_t s : scraps_by_day(sent.day - 35, sent.day - 5)) {
      const Happening& scrap = graph_.happenings[s];
      const auto built = modules_in_.find({scrap.item, sent.item});
      if (scrap.party == sent.from || built == modules_in_.end()) continue;
      if (scrap.quantity != built->second * sent.quantity) continue;
      const bool both = scrap.serials_begin != scrap.serials_end && sent.serials_begin != sent.serials_end;
      if (both ? !share_serial(graph_.serials_of(scrap), graph_.serials_of(sent)) : !unbooked) continue;
      add("insider_diversion", {out});
      return;
    }
  }
  // What a party has of an item by its papers on the morning of a day.
  float book(std::uint32_t party, std::uint32_t item, std::int32_t day) const {
    float pieces = 0;
    for (const std::uint32_t in : graph_.received(party, item)) pieces += at(in).day < day ? at(in).quantity : 0;
    for (const std::uint32_t out : graph_.sent(party, item)) pieces -= at(out).day < day ? at(out).quantity : 0;
    for (const std::uint32_t h : graph_.happened(party, item)) {
      const Happening& happening = graph_.happenings[h];
      if (happening.day >= day) continue;
      if (happening.deed == Deed::opening) pieces += happening.quantity;
      if (happening.deed == Deed::scrap || happening.deed == Deed::transform) pieces -= happening.quantity;
    }
    for (const std::uint32_t h : transforms_to(party, item)) {
      if (graph_.happenings[h].day < day) pieces += graph_.happenings[h].quantity_out;
    }
    return pieces;
  }
  std::vector<std::uint32_t> scraps_by_day(std::int32_t from, std::int32_t to) {
    if (scraps_.empty()) {
      for (std::uint32_t h = 0; h < graph_.happenings.size(); ++h) {
        if (graph_.happenings[h].deed == Deed::scrap) scraps_.push_back(h);
      }
    }
    const auto day = [&](std::uint32_t h) { return graph_.happenings[h].day; };
    const auto begin = std::ranges::lower_bound(scraps_, from, {}, day);
    const auto end = std::ranges::upper_bound(scraps_, to, {}, day);
    return {begin, end};
  }

  // Small lots that meet at one party within a season, each passed on by somebody else: lots of companies with one
  // owner, lots of one buyer by way of many others, or lots of many that are sent on as one. Nothing comes of them.
  void gatherings() {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> lots;  // by receiver and item
    for (std::uint32_t i = 0; i < graph_.passages.size(); ++i) {
      if (at(i).quantity <= kSmallLot && at(i).from != kNone && at(i).to != kNone)
        lots[{at(i).to, at(i).item}].push_back(i);
    }
    for (const auto& [place, all] : lots) {
      if (all.size() < kFewestLots) continue;
      std::map<std::uint32_t, Collected> by_owner, by_buyer;
      Collected passed_on;
      for (const std::uint32_t lot : all) {
        const std::vector<std::uint32_t> before = befores(lot);
        if (before.empty()) continue;
        passed_on.push_back({lot, before.back()});
        by_owner[graph_.group[at(lot).from]].push_back({lot, before.back()});
        std::set<std::uint32_t> buyers;
        for (const std::uint32_t b : before) {
          if (buyers.insert(at(b).from).second) by_buyer[at(b).from].push_back({lot, b});
        }
      }
      for (const auto& [owner, some] : by_owner) by_season(some, "order_slicing", kFewestLots);
      for (const auto& [buyer, some] : by_buyer) by_season(some, "courier_lots", kFewestCarriers);
      sent_on_as_one(place.first, place.second, passed_on);
    }
  }
  struct PassedOn {
    std::uint32_t lot, before;  // passages
  };
  using Collected = std::vector<PassedOn>;

  // What the sender of a lot may have sent on: receipts of as many within the longest wait, whose serials do not say
  // otherwise; the latest last.
  std::vector<std::uint32_t> befores(std::uint32_t lot) const {
    const Passage& sent = at(lot);
    std::vector<std::uint32_t> found;
    for (const std::uint32_t in : graph_.received(sent.from, sent.item)) {
      const Passage& received = at(in);
      if (received.day >= sent.day || received.quantity != sent.quantity || received.from == sent.to) continue;
      if (sent.day - std::min(received.arrival, sent.day) > kLongestWait || sent.day - received.day > 2 * kLongestWait)
        continue;
      if (lots_.both_known(in, lot) && !lots_.share_serial(in, lot)) continue;
      found.push_back(in);
    }
    return found;
  }

  // The first lots of a season from enough senders, most of which nothing comes of; then the next season.
  void by_season(const Collected& lots, std::string_view kind, std::size_t fewest) {
    for (std::size_t begin = 0; begin + fewest <= lots.size();) {
      std::size_t end = begin, quiet = 0;
      std::set<std::uint32_t> senders;
      for (; end < lots.size() && at(lots[end].lot).day - at(lots[begin].lot).day <= kGathering; ++end) {
        senders.insert(at(lots[end].lot).from);
        quiet += lots_.silent(lots[end].lot) ? 1 : 0;
      }
      if (senders.size() < fewest || quiet * 4 < 3 * (end - begin)) {
        ++begin;
        continue;
      }
      std::vector<std::uint32_t> marked;
      for (std::size_t i = begin; i < end; ++i) {
        marked.push_back(lots[i].lot);
        marked.push_back(lots[i].before);
        if (kind != "courier_lots") continue;
        if (const auto bought = lots_.before(lots[i].before)) marked.push_back(*bought);
      }
      add(kind, std::move(marked));
      begin = end;
    }
  }

  void sent_on_as_one(std::uint32_t party, std::uint32_t item, const Collected& lots) {
    for (const std::uint32_t out : graph_.sent(party, item)) {
      const Passage& sent = at(out);
      if (lots_.before(out) || !sunk(out)) continue;
      std::set<std::uint32_t> senders;
      std::vector<std::uint32_t> marked{out};
      float pieces = 0;
      for (const PassedOn& each : lots) {
        const Passage& lot = at(each.lot);
        if (lot.day >= sent.day || sent.day - lot.day > kCollecting || lot.quantity >= sent.quantity) continue;
        senders.insert(lot.from);
        pieces += lot.quantity;
        marked.push_back(each.lot);
        marked.push_back(each.before);
      }
      if (senders.size() < kFewestStraws || sent.quantity < .5F * pieces || sent.quantity > 1.2F * pieces) continue;
      add("straw_buyers", std::move(marked));
    }
  }

  // Cards come from many, become others, and leave as one lot of which nothing is seen again.
  void plants() {
    for (std::uint32_t out = 0; out < graph_.passages.size(); ++out) {
      const Passage& sent = at(out);
      if (lots_.before(out) || !sunk(out)) continue;
      float made = 0;
      std::set<std::uint32_t> from_items;
      std::int32_t first = sent.day;
      std::size_t times = 0;
      for (const std::uint32_t h : transforms_to(sent.from, sent.item)) {
        const Happening& transform = graph_.happenings[h];
        if (transform.day > sent.day || transform.day < sent.day - 20 || transform.item == transform.item_out) continue;
        if (transform.quantity != transform.quantity_out) continue;  // a server is built, no card remade
        made += transform.quantity_out;
        from_items.insert(transform.item);
        first = std::min(first, transform.day);
        ++times;
      }
      if (times < 3 || made < sent.quantity * .5F) continue;
      std::vector<std::uint32_t> marked{out};
      for (const std::uint32_t item : from_items) {
        for (const std::uint32_t in : graph_.received(sent.from, item)) {
          if (at(in).day <= first && at(in).day >= first - kGathering && !lots_.after(in)) marked.push_back(in);
        }
      }
      if (marked.size() > 3) add("salvage_plant", std::move(marked));
    }
  }
  std::vector<std::uint32_t> transforms_to(std::uint32_t party, std::uint32_t item) const {
    const auto found = transforms_.find({party, item});
    return found == transforms_.end() ? std::vector<std::uint32_t>{} : found->second;
  }

  // What a centre installed is seen elsewhere, nobody has sent it there, and the centre claims it still.
  void phantoms() {
    for (std::uint32_t h = 0; h < graph_.happenings.size(); ++h) {
      const Happening& installed = graph_.happenings[h];
      if (installed.deed != Deed::installation) continue;
      std::int32_t seen = 0;
      std::set<std::int32_t> days;  // it is seen more than once; a sale without papers is told of once
      for (const std::uint32_t serial : graph_.serials_of(installed)) {
        for (const std::uint32_t other : happened_to_[serial]) {
          const Happening& sighting = graph_.happenings[other];
          if (sighting.deed != Deed::sighting || sighting.party == installed.party || sighting.day <= installed.day)
            continue;
          days.insert(sighting.day);
          if (seen == 0 || sighting.day < seen) seen = sighting.day;
        }
      }
      if (days.size() < 2) continue;
      const bool claims =
          happening_at(installed.party, installed.item, [&](const Happening& claim) {
            return claim.deed == Deed::claim && claim.quantity == installed.quantity && claim.day > seen;
          }) != nullptr;
      if (!claims) continue;
      std::vector<std::uint32_t> marked;
      for (const std::uint32_t in : graph_.received(installed.party, installed.item)) {
        const Passage& received = at(in);
        const bool lot = received.quantity == installed.quantity && received.day < installed.day &&
                         installed.day - received.arrival < kLongestWait && !lots_.after(in);
        if (lot) marked.push_back(in);
      }
      if (!marked.empty()) add("phantom_data_centre", std::move(marked));
    }
  }

  const EventGraph& graph_;
  Lots lots_;
  std::vector<std::vector<std::uint32_t>> happened_to_;  // a serial
  std::vector<std::uint32_t> scraps_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, float> modules_in_;  // pieces of one item in one of another
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> transforms_;
  std::vector<Instance> found_;
};

}  // namespace

std::vector<Instance> find_instances(const EventGraph& graph) { return Oracle(graph).find(); }

bool SolvableReport::passed() const {
  if (rows.empty() || rows[0].schemes == 0 || rows[0].marked == 0) return false;
  const SolvableRow& all = rows[0];
  return all.found >= kFewestFound * all.schemes &&
         static_cast<double>(all.marked_right) >= kLeastMarkedPrecision * static_cast<double>(all.marked);
}

SolvableReport compare(const World& world, const EventGraph& graph, const std::vector<Instance>& instances) {
  std::map<std::string, SolvableRow, std::less<>> by_kind;
  std::vector<std::uint8_t> marked(world.shipments.size());
  SolvableRow all;
  all.kind = "any scheme";
  std::map<std::string, std::vector<std::uint8_t>, std::less<>> marked_by_kind;
  for (const Instance& instance : instances) {
    auto& of_kind = marked_by_kind[instance.kind];
    of_kind.resize(world.shipments.size());
    for (const std::uint32_t i : instance.passages) {
      const std::uint32_t shipment = graph.passages[i].shipment;
      if (shipment != kNone) of_kind[shipment] = marked[shipment] = 1;
    }
  }
  const auto count = [&](const std::vector<std::uint8_t>& marks, SolvableRow& row) {
    for (std::size_t i = 0; i < marks.size(); ++i) {
      row.marked += marks[i];
      row.marked_right += marks[i] != 0 && world.shipments[i].scheme != kNone ? 1 : 0;
    }
  };
  count(marked, all);
  for (const auto& [kind, marks] : marked_by_kind) {
    by_kind[kind].kind = kind;
    count(marks, by_kind[kind]);
  }
  SolvableReport report;
  for (const WorldScheme& scheme : world.schemes) {
    if (scheme.shipments.empty()) continue;  // nothing of it has left yet: there is nothing to find
    const auto seen = std::ranges::count_if(scheme.shipments, [&](std::uint32_t i) { return marked[i] != 0; });
    const bool found = static_cast<std::size_t>(seen) * 2 > scheme.shipments.size();
    SolvableRow& row = by_kind[scheme.kind];
    row.kind = scheme.kind;
    for (SolvableRow* each : {&row, &all}) {
      ++each->schemes;
      each->found += found ? 1 : 0;
    }
    if (!found) report.missed.push_back(scheme.id);
  }
  report.rows.push_back(all);
  for (auto& [kind, row] : by_kind) report.rows.push_back(std::move(row));
  return report;
}

}  // namespace tidewaiter::judge::audit
