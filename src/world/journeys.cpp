// A parcel on its way: it departs, arrives, waits for others, and meets its fate.
#include <algorithm>
#include <utility>

#include "world/simulation.h"

namespace tidewaiter::world {
namespace {

// How often parcels wait for those that are late, beyond the day that was set, while too many are missing.
constexpr std::uint8_t kMostPostponed = 3;
constexpr std::uint8_t kBySea = 1, kByRoad = 2;  // as painter.cpp numbers them

}  // namespace

bool Simulation::weekend() const {
  const std::chrono::weekday day(std::chrono::sys_days(std::chrono::days(today_.days_since_1970())));
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

// Of what is ready on a weekend, a part leaves then; the rest leaves on one of the five days after it. With w of a
// weekday's shipments wanted on a day of the weekend, and as many ready on each day: p / (1 + 2 (1 - p) / 5) = w.
bool Simulation::put_off(std::uint32_t number) {
  Journey& journey = journeys_[number];
  const bool waited = std::exchange(journey.put_off, false);
  if (waited || !weekend()) return false;
  Random random(seed_, Purpose::journey, ++draws_, 2);
  if (random.chance(1.4 * laws_.weekend / (1 + 0.4 * laws_.weekend))) return false;
  const std::chrono::weekday day(std::chrono::sys_days(std::chrono::days(today_.days_since_1970())));
  journey.put_off = true;
  at(today_ + (day == std::chrono::Saturday ? 2 : 1) + static_cast<int>(random.below(5)), TaskKind::depart, number);
  return true;
}

void Simulation::depart(std::uint32_t number) {
  Journey& journey = journeys_[number];
  while (journey.at < journey.size && journey.legs[journey.at].party == journey.from) ++journey.at;  // it is there
  if (journey.at >= journey.size) return end_journey(number);
  const PartyId to = journey.legs[journey.at].party;
  const Lot& first = journey.parcel.front();
  // The law may have changed since it was planned: then it ends where it is. It does not reach those that wait for it,
  // and a scheme of which nothing has left yet is none.
  if (!may_receive(to, first.good)) {
    journey.size = journey.at;
    const bool begun = journey.scheme != 0 && !journey.bought &&
                       (truth_.schemes[journey.scheme - 1].shipments > 0 || journey.fate == Fate::paper);
    if ((journey.at == 0 && !begun) || journey.fate == Fate::join) journey.fate = Fate::shelve;
    return end_journey(number);
  }
  if (put_off(number)) return;
  const bool back = journey.last_is_return && journey.at + 1 == journey.size;
  write_shipment(journey, to, back);
  Random random(seed_, Purpose::journey, journey.shipment);
  if (journey.show_after && journey.at == 1) {
    Later claim;
    claim.kind = LaterKind::claim;
    claim.party = journey.from;
    claim.sure = true;
    std::uint32_t chips = 0;
    for (const Lot& lot : journey.parcel) chips += lot.chips;
    claim.lot = first.standing_for(chips);
    const Date shown = today_ + habits_.schemes_shown_after.draw(random);
    later(shown, claim);
    for (const Lot& lot : journey.parcel) leave_dummies(journey.from, lot, shown, journey.scheme);
  }
  const bool sea = rows_->shipments.back().mode == kBySea;
  const bool near = society_.parties[journey.from].country == society_.parties[to].country;
  double days = random.lognormal(sea ? laws_.sea_median : laws_.air_median, laws_.transit_sigma) *
                (near ? habits_.time_domestic : 1);
  if (random.chance(laws_.late_receipt)) days += habits_.time_late.draw(random);
  at(today_ + 1 + static_cast<int>(days), TaskKind::arrive, number);
}

// As painter.cpp numbers them.
std::uint8_t Simulation::mode_of(const Journey& journey, PartyId to, std::uint32_t chips, Random& random) const {
  static constexpr std::array<std::uint8_t, 5> kModes{0, 1, 2, 4, 5};
  std::array<double, 5> weights = laws_.modes;
  const bool near = society_.parties[journey.from].country == society_.parties[to].country;
  const bool small = chips <= habits_.modes_small_chips && journey.parcel.front().form == kAlone;
  if (near) {
    weights[2] *= habits_.modes_road_at_home;
  } else if (!parameters_.road_between(society_.parties[journey.from].country, society_.parties[to].country)) {
    weights[2] = 0;
  }
  const bool ports = !parameters_.routes().landlocked(society_.parties[journey.from].country) &&
                     !parameters_.routes().landlocked(society_.parties[to].country);
  const bool carried = journey.courier && chips <= habits_.modes_small_chips;
  if (near || chips < habits_.modes_sea_least || !ports || carried) weights[1] = 0;
  for (const std::size_t by_hand : {3U, 4U})
    weights[by_hand] *= small ? (journey.courier ? habits_.modes_agents_carry : 1) : 0;
  double at = random.uniform() * (weights[0] + weights[1] + weights[2] + weights[3] + weights[4]);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    at -= weights[i];
    if (at < 0) return kModes[i];
  }
  return kModes[0];
}

std::uint16_t Simulation::hub_for(PartyId from, PartyId to, std::uint8_t mode, Random& random) const {
  const std::uint16_t begin = society_.parties[from].country, end = society_.parties[to].country;
  if (begin == end || mode == kByRoad) return kNoCountry;
  return parameters_.routes().over(mode == kBySea ? Way::sea : Way::air, begin, end, random.uniform(), kNoCountry);
}

// A forwarder who takes it over on the way: at a hub, and as often at either end, where there is one; what is driven,
// or does not leave its country, passes through the hands of one at either end. Of sales in one country few are handed
// over abroad.
PartyId Simulation::intermediate_for(PartyId from, PartyId to, std::uint8_t mode, Random& random) const {
  const std::uint16_t begin = society_.parties[from].country, end = society_.parties[to].country;
  if (begin == end && mode != kByRoad && random.chance(habits_.papers_handed_over_abroad))
    return trading(Trade::forwarder, random);
  std::uint16_t where = random.chance(habits_.papers_handed_over_at_start) ? begin : end;
  if (random.chance(habits_.papers_handed_over_at_hub)) {
    const std::uint16_t hub = hub_for(from, to, mode, random);
    if (hub != kNoCountry) where = hub;
  }
  const auto& there = society_.by_trade_country[static_cast<std::size_t>(Trade::forwarder)][where];
  if (there.empty()) return kNobody;
  const PartyId found = there[random.below(static_cast<std::uint32_t>(there.size()))];
  return trades(found) ? found : kNobody;
}

void Simulation::write_shipment(Journey& journey, PartyId to, bool back) {
  const Lot& first = journey.parcel.front();
  std::uint32_t chips = 0;
  for (const Lot& lot : journey.parcel) chips += lot.chips;
  ++shipments_;
  truth_.now.shipped += first.ghost ? 0 : chips;
  Random random(seed_, Purpose::papers, shipments_, 1);
  const Party& from = society_.parties[journey.from];
  ShipmentRow row;
  row.number = shipments_;
  row.day = today_;
  row.from = journey.from;
  row.to = to;
  // A user is called the end user of what comes to him; of what comes to a dealer the papers may know for whom it is.
  const PartyId end = journey.end_user != kNobody ? journey.end_user : journey.legs[journey.size - 1U].party;
  row.end_user =
      society_.parties[to].trade >= Trade::data_centre || random.chance(habits_.papers_dealer_is_end_user) ? to : end;
  row.forwarder =
      forwarder_by_now(random.chance(habits_.papers_own_forwarder) ? from.forwarder : society_.parties[to].forwarder);
  const PartyId payer = society_.parties[to].payer;
  row.payer = payer != kNobody && random.chance(habits_.papers_payer_used) && trades(payer) && payer != journey.from
                  ? payer
                  : kNobody;
  row.serial = first.serial;
  row.good = first.good;
  row.form = first.form;
  row.units = chips / market_.goods()[first.good].forms[first.form].chips;
  row.used = first.used;
  row.origin = first.origin;
  row.access = static_cast<std::uint8_t>(market_.access(first.good, society_.parties[to].country, today_));
  row.mode = mode_of(journey, to, chips, random);
  if (random.chance(habits_.papers_intermediate))
    row.intermediate = intermediate_for(journey.from, to, row.mode, random);
  if (random.chance(laws_.transit)) row.transit = hub_for(journey.from, to, row.mode, random);
  // Who gets a list of serial numbers passes it on.
  if (journey.listed < 0) journey.listed = random.chance(laws_.missing_serials) ? 0 : 1;
  row.listed = static_cast<std::uint8_t>(journey.listed == 1 ? std::min<std::uint32_t>(kMostListed, first.chips) : 0);
  rows_->shipments.push_back(row);

  EventRow event = event_of(back ? Happening::returned : Happening::shipment, journey.from, first, row.listed);
  event.to = to;
  event.units = row.units;
  event.shipment = row.number;
  event.grade = Grade::declared;
  event.value = 1;
  if (back) event.reference = journey.event;
  journey.event = write_event(event);
  journey.shipment = row.number;
  if (journey.scheme != 0) {
    truth_.shipments.push_back({row.number, journey.scheme, first.ghost ? 0 : chips});
    SchemeTruth& scheme = truth_.schemes[journey.scheme - 1];
    scheme.first = std::min(scheme.first, today_);
    scheme.last = std::max(scheme.last, today_);
    ++scheme.shipments;
  } else if (random.chance(laws_.stale) && from.trade != Trade::chip_maker) {
    Later claim;
    claim.kind = LaterKind::claim;
    claim.party = journey.from;
    claim.lot = first.standing_for(chips);
    later(today_ + habits_.life_stale_after.draw(random), claim);
  }
}

void Simulation::arrive(std::uint32_t number) {
  Journey& journey = journeys_[number];
  const Leg leg = journey.legs[journey.at];
  const Lot& first = journey.parcel.front();
  std::uint32_t chips = 0;
  for (const Lot& lot : journey.parcel) chips += lot.chips;
  Random random(seed_, Purpose::journey, journey.shipment, 1);
  if (journey.scheme == 0 && journey.fate <= Fate::shelve) {
    const bool lost = random.chance(laws_.lost);
    const bool seized = !lost && random.chance(laws_.seized);
    if (lost || seized) {
      EventRow row = event_of(lost ? Happening::lost : Happening::seizure, journey.from, first, 2);
      row.units = chips / market_.goods()[first.good].forms[first.form].chips;
      row.shipment = journey.shipment;
      row.reference = journey.event;
      row.to = leg.party;
      row.grade = Grade::declared;
      write_event(row);
      (lost ? truth_.now.lost : truth_.now.seized) += chips;
      for (const Lot& lot : journey.parcel) truth_.gone.push_back({lot, journey.from, 0});
      return release(number);
    }
  }
  if (!random.chance(laws_.missing_receipt)) {
    EventRow row = event_of(Happening::receipt, journey.from, first, random.chance(laws_.receipt_serials) ? 4 : 0);
    row.to = leg.party;
    row.site = leg.party;
    row.units = chips / market_.goods()[first.good].forms[first.form].chips;
    row.shipment = journey.shipment;
    row.reference = journey.event;
    row.grade = Grade::declared;
    write_event(row);
  }
  for (Lot& lot : journey.parcel) lot.since = today_;
  if (leg.act == Act::install || leg.act == Act::show || leg.act == Act::rent) {
    Later put;
    put.kind = LaterKind::install;
    put.party = leg.party;
    put.sure = leg.act != Act::install;
    if (leg.act == Act::rent) put.other = hall_near(leg.party, random);
    put.lot = first.standing_for(chips);
    // As anybody installs, but soon: what is shown is shown before it may leave.
    const auto within = static_cast<int>(habits_.time_show_within);
    int days = within;
    while (days >= within)
      days = 1 + static_cast<int>(random.lognormal(laws_.settle_median, habits_.time_settle_sigma));
    later(today_ + days, put);
  }
  if (leg.act == Act::convert && market_.goods()[first.good].converted >= 0) {
    EventRow row = event_of(Happening::transform, leg.party, first, 2);
    row.units = row.units_out = chips;
    row.has_out = true;
    row.good_out = static_cast<std::uint16_t>(market_.goods()[first.good].converted);
    row.form_out = kAlone;
    row.grade = Grade::declared;
    write_event(row);
    for (Lot& lot : journey.parcel) {
      lot.good = row.good_out;
      lot.origin = static_cast<std::uint8_t>(society_.parties[leg.party].country);
    }
  }
  if (journey.at + 1U < journey.size) {
    journey.from = leg.party;
    ++journey.at;
    at(today_ + leg.wait, TaskKind::depart, number);
    return;
  }
  end_journey(number);
}

void Simulation::end_journey(std::uint32_t number) {
  Journey& journey = journeys_[number];
  const PartyId party = journey.size == 0 ? journey.from : journey.legs[journey.size - 1U].party;
  switch (journey.fate) {
    case Fate::settle: {
      const std::vector<Lot> parcel = std::move(journey.parcel);
      const bool sure = journey.sure, quiet = journey.quiet_life;
      const std::uint32_t shipment = journey.shipment;
      release(number);
      settle(party, parcel, sure, quiet, shipment);
      return;
    }
    case Fate::shelve: {
      Holder& holder = holders_[party];
      int wait = 1;
      std::vector<Lot> mended;
      for (Lot& lot : journey.parcel) {
        const Good& good = market_.goods()[lot.good];
        if (society_.parties[party].trade == Trade::server_maker && good.module && lot.form == kAlone) {
          if (const std::optional<Lot> trays = scrap_modules(party, lot)) mended.push_back(*trays);
          const std::uint32_t size = good.forms[kServer].chips;
          Lot built = lot;
          built.form = kServer;
          built.chips = lot.chips / size * size;
          if (built.chips > 0) {
            EventRow row = event_of(Happening::transform, party, lot, 2);
            row.units = built.chips;
            row.has_out = true;
            row.good_out = lot.good;
            row.form_out = kServer;
            row.units_out = built.chips / size;
            row.grade = Grade::declared;
            write_event(row);
            holder.shelf.push_back(built);
            lot.serial += built.chips;
            lot.chips -= built.chips;
          }
          Random random(seed_, Purpose::production, ++draws_, 3);
          wait = static_cast<int>(random.lognormal(laws_.build_median, habits_.time_build_sigma));
        }
        if (lot.chips > 0) holder.shelf.push_back(lot);
      }
      for (const std::uint32_t order : holder.pending) {
        at(today_ + wait, TaskKind::order, order);
      }
      holder.pending.clear();
      for (const Lot& trays : mended) sell_mended(trays);
      return release(number);
    }
    case Fate::join: {
      Join& join = joins_[journey.join];
      Journey& next = journeys_[join.next];
      if (!join.left) {
        next.from = party;
        for (const Lot& lot : journey.parcel) next.parcel.push_back(lot);
        if (++join.arrived == join.expected) at(today_ + next.linger, TaskKind::leave_join, journey.join);
      } else {  // too late for the others: it goes the same way alone
        const std::uint32_t alone = new_journey();
        Journey& mine = journeys_[alone];
        Journey& model = journeys_[join.next];
        mine = model;
        mine.in_use = true;
        mine.parcel = std::move(journeys_[number].parcel);
        mine.from = party;
        mine.at = 0;
        depart(alone);
      }
      return release(number);
    }
    case Fate::vanish:
    case Fate::phantom: {
      std::uint32_t whole = 0;
      for (const Lot& lot : journey.parcel) whole += lot.chips;
      for (const Lot& lot : journey.parcel) {
        Later gone;
        gone.kind = journey.fate == Fate::vanish ? LaterKind::vanish : LaterKind::dismantle;
        gone.party = party;
        gone.other = journey.hidden;
        gone.scheme = journey.scheme;
        gone.loop = journey.loop;
        gone.whole = whole;
        gone.sure = &lot == &journey.parcel.front();
        gone.lot = lot;
        if (journey.fate == Fate::phantom) holders_[party].fleet.push_back(lot);
        later(today_ + journey.linger, gone);
      }
      return release(number);
    }
    case Fate::siphon:
      return siphon(number);
    case Fate::paper:
      return release(number);
  }
}

std::uint32_t Simulation::new_join(std::uint32_t expected, std::uint32_t next, Date deadline, bool convert) {
  joins_.push_back({expected, 0, next, convert});
  const auto number = static_cast<std::uint32_t>(joins_.size() - 1);
  at(deadline, TaskKind::leave_join, number);
  return number;
}

// What a server maker writes off of modules that have just come: trays that fell, or a few that do not start. What an
// insider writes off is drawn from the same law.
std::uint32_t Simulation::scrapped_trays(const Lot& lot, Random& random) const {
  const std::uint32_t size = market_.goods()[lot.good].forms[kServer].chips;
  const auto share = static_cast<std::uint32_t>(lot.chips * habits_.life_written_off.within(random));
  return std::max(size, share / size * size);
}

std::optional<Lot> Simulation::scrap_modules(PartyId maker, Lot& lot) {
  Random random(seed_, Purpose::production, ++draws_, 4);
  if (!random.chance(laws_.maker_scrap)) return std::nullopt;
  Lot part = lot;
  const bool trays = random.chance(habits_.life_scrap_trays);
  part.chips = trays ? scrapped_trays(lot, random) : static_cast<std::uint32_t>(habits_.life_scrap_pieces.draw(random));
  if (part.chips > lot.chips) return std::nullopt;
  lot.serial += part.chips;
  lot.chips -= part.chips;
  EventRow row = event_of(Happening::scrap, maker, part, 4);
  row.grade = Grade::declared;
  write_event(row);
  if (trays && random.chance(laws_.mended_scrap)) {
    part.form = kServer;
    return part;
  }
  truth_.now.scrapped += part.chips;
  truth_.gone.push_back({part, maker, 0});
  return std::nullopt;
}

// Trays that were written off go for their metal, without a paper; a dealer has them mended and sells them as servers.
void Simulation::sell_mended(const Lot& trays) {
  Random random(seed_, Purpose::production, ++draws_, 5);
  const PartyId dealer = open_party(Trade::reseller, trays.good, random);
  const PartyId user = some_user(trays.good, random);
  const std::uint32_t number = new_journey();
  Journey& journey = journeys_[number];
  journey.parcel.push_back(trays);
  journey.from = dealer != kNobody ? dealer : society_.by_trade[static_cast<std::size_t>(Trade::reseller)].front();
  if (user == kNobody || user == journey.from) {
    journey.fate = Fate::shelve;
  } else {
    to_user(journey, trays.good, user, habits_.life_mended_dealers, random);
  }
  start(number, today_ + habits_.life_mended_after.draw(random));
}

void Simulation::leave_join(std::uint32_t number) {
  Join& join = joins_[number];
  if (join.left) return;
  if (join.arrived < habits_.time_gathered * join.expected && join.postponed < kMostPostponed) {
    ++join.postponed;
    return at(today_ + static_cast<int>(habits_.time_postponed), TaskKind::leave_join, number);
  }
  join.left = true;
  if (join.arrived == 0) return;             // whoever comes still goes on alone
  const std::uint32_t gone = new_journey();  // the model stays for those that come late
  Journey model = journeys_[join.next];
  journeys_[join.next].parcel.clear();
  const PartyId place = model.from;
  Journey& journey = journeys_[gone];
  journey = std::move(model);
  if (join.convert) {
    const int converted = market_.goods()[journey.parcel.front().good].converted;
    for (Lot& lot : journey.parcel) {
      if (converted < 0) break;
      EventRow row = event_of(Happening::transform, place, lot, 2);
      row.has_out = true;
      row.units_out = row.units;
      row.good_out = static_cast<std::uint16_t>(converted);
      row.form_out = kAlone;
      row.grade = Grade::declared;
      write_event(row);
      lot.good = row.good_out;
      lot.origin = static_cast<std::uint8_t>(society_.parties[place].country);
    }
  }
  depart(gone);
}

}  // namespace tidewaiter::world
