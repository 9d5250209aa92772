#include "judge/audit/event_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/cell_parts.h"
#include "judge/audit/feature_values.h"
#include "judge/audit/rule_search.h"

namespace tidewaiter::judge::audit {

using std::string_view;

PartyNumbers::PartyNumbers(const ColumnTable& parties) {
  const auto id = parties.find("party_id");
  for (std::size_t row = 0; row < parties.rows() && id; ++row) {
    numbers_.emplace(parties.cell(*id, row), static_cast<std::uint32_t>(numbers_.size() + 1));
  }
}

std::vector<std::uint32_t> PartyNumbers::of(const ColumnTable& table, string_view name) {
  std::vector<std::uint32_t> found(table.rows());
  const auto column = table.find(name);
  if (!column) return found;
  std::vector<std::uint32_t> known(table.distinct() + 1);
  const std::span<const Sym> syms = table.syms(*column);
  for (std::size_t row = 0; row < found.size(); ++row) {
    if (syms[row] == Sym::missing) continue;
    std::uint32_t& number = known[static_cast<std::size_t>(syms[row])];
    if (number == 0) {
      number = numbers_.emplace(table.text(syms[row]), static_cast<std::uint32_t>(numbers_.size() + 1)).first->second;
    }
    found[row] = number;
  }
  return found;
}

namespace {

std::vector<Does> what_events_do(const ColumnTable& events, std::size_t kind) {
  static constexpr std::array<std::pair<string_view, Does>, 8> kKinds{{{"opening", Does::opens},
                                                                       {"shipment", Does::moves},
                                                                       {"return", Does::moves},
                                                                       {"receipt", Does::arrives},
                                                                       {"scrap", Does::gone},
                                                                       {"lost", Does::gone},
                                                                       {"seizure", Does::gone},
                                                                       {"transform", Does::transforms}}};
  std::vector<Does> of_sym(events.distinct() + 1, Does::other), found;
  for (const auto& [name, does] : kKinds) of_sym[static_cast<std::size_t>(events.find_text(name))] = does;
  of_sym[0] = Does::other;  // no event may be of a kind
  for (const Sym sym : events.syms(kind)) found.push_back(of_sym[static_cast<std::size_t>(sym)]);
  return found;
}

}  // namespace

Result<void> number_events(EventTables& out, const LeakTables& tables) {
  const ColumnTable& events = out.events;
  TIDEWAITER_TRY(const std::size_t date, events.column("date"));
  TIDEWAITER_TRY(const std::size_t kind, events.column("kind"));
  TIDEWAITER_TRY(const std::size_t shipment, events.column("shipment_id"));
  const std::size_t rows = events.rows();
  std::vector<std::optional<std::int32_t>> day_of_sym(events.distinct() + 1);
  out.day.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    auto& known = day_of_sym[static_cast<std::size_t>(events.sym(date, row))];
    if (!known) {
      TIDEWAITER_TRY(const Date day, events.needed_date(date, row));
      known = day.days_since_1970();
    }
    out.day[row] = *known;
  }
  out.by_day.resize(rows);
  std::iota(out.by_day.begin(), out.by_day.end(), 0U);
  std::ranges::stable_sort(out.by_day, {}, [&](std::uint32_t row) { return out.day[row]; });

  out.does = what_events_do(events, kind);
  PartyNumbers& parties = out.numbers.emplace(tables.parties);
  out.from = parties.of(events, "from_party");
  out.to = parties.of(events, "to_party");
  for (std::size_t part = 0; part < kShipmentParts.size(); ++part) {
    out.parties[part] = parties.of(tables.shipments, fmt::format("{}_id", kShipmentParts[part]));
  }
  out.party_count = parties.count();
  out.quantity = column_numbers(events, "quantity");
  for (float& quantity : out.quantity) quantity = std::isnan(quantity) ? 0 : quantity;

  // Own events of each row of the shipment table; kinds by the number of their text.
  out.dispatch.assign(tables.shipments.rows(), kNone);
  out.receipt.assign(tables.shipments.rows(), kNone);
  const Sym shipped = events.find_text("shipment"), received = events.find_text("receipt");
  std::vector<std::array<std::uint32_t, 2>> of_shipment(events.distinct() + 1, {kNone, kNone});
  for (std::uint32_t row = 0; row < rows; ++row) {
    const Sym what = events.sym(kind, row);
    if (what != Sym::missing && (what == shipped || what == received)) {
      std::uint32_t& own = of_shipment[static_cast<std::size_t>(events.sym(shipment, row))][what == shipped ? 0 : 1];
      if (own == kNone) own = row;
    } else {
      out.deeds.push_back(row);
      out.deed_day.push_back(out.day[row]);
      out.deed_from.push_back(out.from[row]);
      out.deed_to.push_back(out.to[row]);
    }
  }
  if (const auto id = tables.shipments.find("shipment_id")) {
    for (std::size_t row = 0; row < tables.shipments.rows(); ++row) {
      const Sym sym = events.find_text(tables.shipments.cell(*id, row));
      if (sym == Sym::missing) continue;
      out.dispatch[row] = of_shipment[static_cast<std::size_t>(sym)][0];
      out.receipt[row] = of_shipment[static_cast<std::size_t>(sym)][1];
    }
  }
  std::map<std::pair<string_view, bool>, std::vector<std::uint32_t>> told;
  for (const std::uint32_t row : out.by_day) {
    if (out.from[row] != 0) told[{events.cell(kind, row), true}].push_back(row);
    if (out.to[row] != 0) told[{events.cell(kind, row), false}].push_back(row);
  }
  for (auto& [name, of_kind] : told) {
    out.told.push_back(
        {fmt::format("{} {} it", name.first, name.second ? "by" : "to"), std::move(of_kind), name.second});
  }
  return {};
}

PartyRows deed_parties(const EventTables& events, bool sender) {
  return {sender ? "actor" : "other party", events.deed_day, sender ? events.deed_from : events.deed_to};
}

namespace {

// "A000013060" is number 13060 of the serials that begin with A and have nine digits.
struct Serial {
  std::string_view prefix;
  std::size_t digits = 0;
  std::uint64_t number = 0;
};
Serial serial_of(string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && is_digit(text[begin - 1])) --begin;
  Serial serial{text.substr(0, begin), text.size() - begin, 0};
  std::from_chars(text.data() + begin, text.data() + text.size(), serial.number);
  return serial;
}

// Chips that schemes took away, as runs of serials.
class Diverted {
 public:
  Diverted(const std::vector<WorldChips>& chips, const World& world) {
    for (const WorldChips& run : chips) {
      if (!run.diverted) continue;
      const Serial first = serial_of(run.serial_or_lot);
      runs_[{first.prefix, first.digits}][first.number] = {first.number + static_cast<std::uint64_t>(run.count),
                                                           world.party(run.final_holder)};
    }
  }
  // Who has it in the end; kNone if it was not diverted.
  std::uint32_t holder(string_view serial) const {
    const Serial wanted = serial_of(serial);
    const auto runs = runs_.find({wanted.prefix, wanted.digits});
    if (runs == runs_.end()) return kNone;
    auto run = runs->second.upper_bound(wanted.number);
    if (run == runs->second.begin()) return kNone;
    --run;
    return wanted.number < run->second.first ? run->second.second : kNone;
  }

 private:
  std::map<std::pair<string_view, std::size_t>, std::map<std::uint64_t, std::pair<std::uint64_t, std::uint32_t>>> runs_;
};

// What a scheme's parties may do before its first shipment and after its last: docs/world.md; an insider writes off up
// to 30 days before a shipment, a phantom centre claims its lots for some months.
constexpr std::int32_t kDaysBefore = 60;
constexpr std::int32_t kDaysAfter = 200;

}  // namespace

DeedTruth truth_of_deeds(const World& world, const std::vector<WorldChips>& chips, const LeakTables& tables,
                         const EventTables& tell) {
  const ColumnTable& events = tell.events;
  const SchemeHalves halves = halves_of(world);
  DeedTruth truth;
  truth.labels.kinds = halves.kinds;
  truth.labels.kind.resize(tell.deeds.size());
  truth.labels.half.resize(tell.deeds.size());
  truth.labels.scheme.resize(tell.deeds.size());
  const Diverted diverted(chips, world);

  // Shipments of each scheme: item as events write it, pieces, chips that it took away, and who sent it to whom.
  struct Sent {
    Sym item{};
    float pieces = 0, chips = 0;
    std::uint32_t from = 0, to = 0;
  };
  const auto item = events.find("item"), serials = events.find("serials"), kind = events.find("kind");
  const Sym scrapped = events.find_text("scrap");
  std::vector<std::vector<Sent>> sent(world.schemes.size());
  if (const auto id = tables.shipments.find("shipment_id"); id && item) {
    for (std::size_t row = 0; row < tables.shipments.rows(); ++row) {
      const std::uint32_t event = tell.dispatch[row];
      if (event == kNone) continue;
      const std::uint32_t number = world.shipment(tables.shipments.cell(*id, row));
      if (number == kNone || world.shipments[number].scheme == kNone) continue;
      sent[world.shipments[number].scheme].push_back({events.sym(*item, event), tell.quantity[event],
                                                      static_cast<float>(world.shipments[number].chips_diverted),
                                                      tell.from[event], tell.to[event]});
    }
  }
  std::vector<std::vector<std::uint32_t>> schemes_of(world.parties.size());
  for (const WorldPart& part : world.parts) {
    if (part.party != kNone && part.scheme != kNone) schemes_of[part.party].push_back(part.scheme);
  }

  const auto belongs = [&](std::uint32_t row, std::uint32_t party, std::uint32_t number) {
    const WorldScheme& scheme = world.schemes[number];
    if (tell.day[row] < scheme.first.days_since_1970() - kDaysBefore ||
        tell.day[row] > scheme.last.days_since_1970() + kDaysAfter)
      return false;
    for (const Sent& each : sent[number]) {
      const bool own = each.from == party + 1 || each.to == party + 1;
      if (own && item && events.sym(*item, row) == each.item && tell.quantity[row] == each.pieces) return true;
      if (kind && events.sym(*kind, row) == scrapped && each.chips > 0 && tell.quantity[row] == each.chips) return true;
    }
    bool took_one = false;
    for_each_part(serials ? events.cell(*serials, row) : string_view{}, [&](string_view serial) {
      const std::uint32_t holder = took_one ? kNone : diverted.holder(serial);
      took_one = took_one || (holder != kNone && std::ranges::binary_search(scheme.parties, holder));
    });
    return took_one;
  };
  std::vector<std::array<std::set<std::uint32_t>, 2>> with_deeds(halves.kinds.size());
  for (std::size_t i = 0; i < tell.deeds.size(); ++i) {
    const std::uint32_t row = tell.deeds[i];
    const std::uint32_t number = tell.from[row] != 0 ? tell.from[row] : tell.to[row];
    truth.labels.half[i] = half_of_honest(number);
    const std::uint32_t party = number - 1;  // rows of the party table come first
    if (number == 0 || party >= schemes_of.size()) continue;
    for (const std::uint32_t scheme : schemes_of[party]) {
      if (!belongs(row, party, scheme)) continue;
      truth.labels.kind[i] = halves.kind[scheme];
      truth.labels.half[i] = halves.half[scheme];
      truth.labels.scheme[i] = scheme + 1;
      with_deeds[halves.kind[scheme] - 1U][halves.half[scheme]].insert(scheme);
      break;
    }
  }
  truth.schemes_in_half.resize(halves.kinds.size());
  std::vector<std::array<std::uint32_t, 2>> all(halves.kinds.size());
  for (std::size_t scheme = 0; scheme < world.schemes.size(); ++scheme) {
    ++all[halves.kind[scheme] - 1U][halves.half[scheme]];
  }
  for (std::size_t k = 0; k < all.size(); ++k) {
    for (unsigned half : {0U, 1U}) {
      const auto with = static_cast<std::uint32_t>(with_deeds[k][half].size());
      // Of a kind that few of its schemes' deeds show no rule can reach the recall that a leak has.
      truth.schemes_in_half[k][half] = with > kLeastRecall * all[k][half] ? with : 0;
    }
  }
  return truth;
}

}  // namespace tidewaiter::judge::audit
