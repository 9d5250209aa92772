#include "judge/audit/event_graph.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "judge/column_table.h"

namespace tidewaiter::judge::audit {
namespace {

using std::string_view;

// Number of the party in each symbol's text, found once.
class PartyNumbers {
 public:
  PartyNumbers(const World& world, const ColumnTable& table)
      : world_(world), table_(table), known_(table.distinct() + 1, kUnasked) {}
  std::uint32_t of(std::size_t column, std::size_t row) {
    const Sym sym = table_.sym(column, row);
    if (sym == Sym::missing) return kNone;
    std::uint32_t& number = known_[static_cast<std::size_t>(sym)];
    if (number == kUnasked) number = world_.party(table_.text(sym));
    return number;
  }

 private:
  static constexpr std::uint32_t kUnasked = kNone - 1;
  const World& world_;
  const ColumnTable& table_;
  std::vector<std::uint32_t> known_;
};

// Owners and parents: each party's group is what the chain of majorities ends at.
Result<std::vector<std::uint32_t>> groups_of(const World& world) {
  std::vector<std::uint32_t> owner(world.parties.size(), kNone);
  if (const auto path = find_table(world.folder, "ownership")) {
    TIDEWAITER_TRY(const ColumnTable table, ColumnTable::read(*path));
    TIDEWAITER_TRY(const std::size_t from, table.column("owner"));
    TIDEWAITER_TRY(const std::size_t to, table.column("owned"));
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::uint32_t a = world.party(table.cell(from, row)), b = world.party(table.cell(to, row));
      if (a != kNone && b != kNone && a != b) owner[b] = a;
    }
  }
  std::vector<std::uint32_t> group(owner.size());
  for (std::uint32_t party = 0; party < group.size(); ++party) {
    std::uint32_t at = party;
    for (int steps = 0; steps < 20 && owner[at] != kNone; ++steps) at = owner[at];  // a circle of owners ends, too
    group[party] = at;
  }
  return group;
}

std::uint64_t place_of(std::uint32_t party, std::uint32_t item) { return (std::uint64_t{party} << 32) | item; }

Deed deed_of(string_view kind) {
  if (kind == "installation") return Deed::installation;
  if (kind == "inspection" || kind == "declaration") return Deed::claim;
  if (kind == "repair" || kind == "listing" || kind == "device_report") return Deed::sighting;
  if (kind == "transform") return Deed::transform;
  if (kind == "scrap") return Deed::scrap;
  if (kind == "opening") return Deed::opening;
  return Deed::other;
}

constexpr std::array<string_view, 11> kColumns{"date",    "kind",        "from_party", "to_party",
                                               "item",    "quantity",    "item_out",   "quantity_out",
                                               "serials", "shipment_id", "population"};

}  // namespace

Result<EventGraph> EventGraph::read(const World& world, const ColumnTable& table,
                                    std::shared_ptr<const SerialLists> lists) {
  std::array<std::size_t, kColumns.size()> at{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    TIDEWAITER_TRY(at[i], table.column(kColumns[i]));
  }
  EventGraph graph(std::move(lists));
  TIDEWAITER_TRY(graph.group, groups_of(world));
  for (const WorldParty& party : world.parties) {
    graph.dealer.push_back(party.role == "reseller" || party.role == "distributor" ? 1 : 0);
    graph.maker.push_back(party.role == "manufacturer" ? 1 : 0);
  }
  graph.items.emplace_back();
  std::vector<std::uint32_t> item_of(table.distinct() + 1), shipment_of(table.distinct() + 1, kNone);
  std::vector<std::int32_t> arrival(world.shipments.size(), -1);
  std::vector<SerialLists::Range> on_receipt(world.shipments.size());
  PartyNumbers parties(world, table);
  const auto item = [&](std::size_t column, std::size_t row) {
    const Sym sym = table.sym(column, row);
    if (sym == Sym::missing) return 0U;
    std::uint32_t& number = item_of[static_cast<std::size_t>(sym)];
    if (number == 0) {
      number = static_cast<std::uint32_t>(graph.items.size());
      graph.items.emplace_back(table.text(sym));
    }
    return number;
  };
  for (std::size_t row = 0; row < table.rows(); ++row) {
    TIDEWAITER_TRY(const Date date, table.needed_date(at[0], row));
    const std::int32_t day = date.days_since_1970();
    graph.last_day = std::max(graph.last_day, day);
    const string_view kind = table.cell(at[1], row);
    const Sym id = table.sym(at[9], row);
    std::uint32_t shipment = kNone;
    if (id != Sym::missing) {
      std::uint32_t& known = shipment_of[static_cast<std::size_t>(id)];
      if (known == kNone) known = world.shipment(table.text(id));
      shipment = known;
    }
    if (kind == "receipt" && (shipment == kNone || arrival[shipment] >= 0)) continue;
    TIDEWAITER_TRY(const auto quantity, table.number(at[5], row));
    const SerialLists::Range serials = graph.lists_->range(table.sym(at[8], row));
    if (kind == "receipt") {
      arrival[shipment] = day;
      on_receipt[shipment] = serials;
      continue;
    }
    const auto pieces = static_cast<float>(quantity.value_or(0));
    if (kind == "shipment" || kind == "return") {
      graph.passages.push_back({shipment, parties.of(at[2], row), parties.of(at[3], row), item(at[4], row), day, 0,
                                pieces, serials, !serials.empty(), kind == "return"});
      continue;
    }
    const Deed deed = deed_of(kind);
    if (deed == Deed::other) continue;
    TIDEWAITER_TRY(const auto out, table.number(at[7], row));
    graph.happenings.push_back({deed, parties.of(at[deed == Deed::opening ? 3 : 2], row), item(at[4], row),
                                item(at[6], row), day, pieces, static_cast<float>(out.value_or(0)), serials});
  }
  for (Passage& passage : graph.passages) {
    const bool known = passage.shipment != kNone && arrival[passage.shipment] >= 0;
    passage.arrival = known ? arrival[passage.shipment] : passage.day + kUsualTransit;
    if (known && passage.serials.empty()) passage.serials = on_receipt[passage.shipment];
  }
  std::ranges::stable_sort(graph.passages, {}, &Passage::day);
  std::ranges::stable_sort(graph.happenings, {}, &Happening::day);
  graph.index();
  return graph;
}

void EventGraph::index() {
  const auto sort = [](std::size_t size, std::vector<std::uint64_t>& places, std::vector<std::uint32_t>& numbers,
                       auto place) {
    numbers.resize(size);
    std::iota(numbers.begin(), numbers.end(), 0U);
    std::ranges::stable_sort(numbers, {}, place);
    places.reserve(size);
    for (const std::uint32_t number : numbers) places.push_back(place(number));
  };
  for (const Passage& passage : passages) {
    shortest_transit_ = std::min(shortest_transit_, passage.arrival - passage.day);
    longest_transit_ = std::max(longest_transit_, passage.arrival - passage.day);
  }
  sort(passages.size(), sent_at_, sent_, [&](std::uint32_t i) { return place_of(passages[i].from, passages[i].item); });
  sort(passages.size(), received_at_, received_,
       [&](std::uint32_t i) { return place_of(passages[i].to, passages[i].item); });
  sort(happenings.size(), happened_at_, happened_,
       [&](std::uint32_t i) { return place_of(happenings[i].party, happenings[i].item); });
}

std::span<const std::uint32_t> EventGraph::of(const std::vector<std::uint64_t>& places,
                                              const std::vector<std::uint32_t>& numbers, std::uint64_t place) {
  const auto [begin, end] = std::ranges::equal_range(places, place);
  return std::span(numbers).subspan(static_cast<std::size_t>(begin - places.begin()),
                                    static_cast<std::size_t>(end - begin));
}

std::span<const std::uint32_t> EventGraph::sent(std::uint32_t party, std::uint32_t item) const {
  return of(sent_at_, sent_, place_of(party, item));
}
std::span<const std::uint32_t> EventGraph::received(std::uint32_t party, std::uint32_t item) const {
  return of(received_at_, received_, place_of(party, item));
}
std::span<const std::uint32_t> EventGraph::happened(std::uint32_t party, std::uint32_t item) const {
  return of(happened_at_, happened_, place_of(party, item));
}

namespace {

// Of numbers of `all`, which are by day, those of these days.
template <class All>
std::span<const std::uint32_t> within(std::span<const std::uint32_t> numbers, const All& all, Days days) {
  const auto day = [&](std::uint32_t number) { return all[number].day; };
  const auto begin = std::ranges::lower_bound(numbers, days.first, {}, day);
  return {begin, std::ranges::upper_bound(begin, numbers.end(), days.last, {}, day)};
}

}  // namespace

std::span<const std::uint32_t> EventGraph::received(std::uint32_t party, std::uint32_t item, Days days) const {
  return within(received(party, item), passages, days);
}
std::span<const std::uint32_t> EventGraph::happened(std::uint32_t party, std::uint32_t item, Days days) const {
  return within(happened(party, item), happenings, days);
}
std::span<const std::uint32_t> EventGraph::arrived(std::uint32_t party, std::uint32_t item, Days days) const {
  return received(party, item, {days.first - longest_transit_, days.last - shortest_transit_});
}

}  // namespace tidewaiter::judge::audit
