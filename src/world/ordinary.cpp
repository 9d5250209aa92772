// Ordinary life: what users order, what they do with it, and what they tell about it.
#include <algorithm>
#include <cmath>

#include "world/simulation.h"

namespace tidewaiter::world {

void Simulation::demand() {
  Random random(seed_, Purpose::demand, 0, static_cast<std::uint32_t>(today_ - first_));
  const double years = (today_ - first_) / 365.25;
  const double rate = laws_.orders * static_cast<double>(society_.parties.size()) * std::pow(1 + laws_.growth, years) *
                      (weekend() ? laws_.weekend : 1);
  const unsigned orders = random.poisson(rate);
  for (unsigned i = 0; i < orders; ++i) {
    const double at = random.uniform() * buyers_.back();
    const auto found = static_cast<std::size_t>(std::ranges::upper_bound(buyers_, at) - buyers_.begin());
    const PartyId buyer = buyer_ids_[std::min(found, buyer_ids_.size() - 1)];
    if (society_.parties[buyer].opens <= today_) order_for(buyer, random);
  }
  plans(orders);
}

void Simulation::order_for(PartyId buyer, Random& random) {
  const Party& party = society_.parties[buyer];
  const int chosen = chosen_good(party.country, party.trade, random);
  if (chosen < 0) return;
  const auto good = static_cast<std::uint16_t>(chosen);
  const std::uint32_t chips = lot_chips(party.trade, random);
  const PartyId seller = seller_for(buyer, good, chips, random);
  const std::uint32_t number = new_journey();
  Journey& journey = journeys_[number];
  journey.fate = Fate::settle;
  if (random.chance(laws_.back_to_back)) {
    // Through one to three resellers who have it in nobody's stock. What travels so far is put to use for certain.
    const int hops =
        habits_.life_back_to_back_hops.draw(random) + (random.chance(habits_.life_back_to_back_third) ? 1 : 0);
    for (int i = 0; i < hops; ++i) {
      const PartyId dealer = middleman(good, habits_.life_middle_resellers, random);
      if (dealer != kNobody && dealer != seller && dealer != buyer) journey.then(dealer, hop_days(random));
    }
    journey.sure = journey.size > 0;
  }
  journey.then(buyer, 0);
  journey.courier = chips <= habits_.modes_agent_chips && random.chance(habits_.modes_agents);
  new_order(seller, number, good, chips,
            today_ + 1 + static_cast<int>(random.lognormal(laws_.dispatch_median, laws_.dispatch_sigma)));
}

void Simulation::settle(PartyId party, const std::vector<Lot>& lots, bool sure, bool quiet, std::uint32_t shipment) {
  Random random(seed_, Purpose::settle, ++draws_);
  Holder& holder = holders_[party];
  for (const Lot& lot : lots) holder.fleet.push_back(lot);
  Later one;
  one.party = party;
  one.lot = lots.front();
  one.sure = sure;
  one.reference = shipment;
  if (sure || random.chance(laws_.installed)) {
    Later put = one;
    put.kind = LaterKind::install;
    put.sure = random.chance(habits_.life_inspected_installation);  // also inspected
    for (const Lot& lot : lots) {
      put.lot = lot;
      later(today_ + 1 + static_cast<int>(random.lognormal(laws_.settle_median, habits_.time_settle_sigma)), put);
    }
  }
  if (random.chance(laws_.repairs)) {
    one.kind = LaterKind::repair;
    later(today_ + habits_.life_repair_after.draw(random), one);
  }
  if (random.chance(laws_.listing)) {
    one.kind = LaterKind::list;
    later(today_ + habits_.life_listing_after.draw(random), one);
  }
  if (random.chance(laws_.misread)) {
    one.kind = LaterKind::misread;
    later(today_ + habits_.life_misread_after.draw(random), one);
  }
  if (quiet) return;
  double u = random.uniform();
  const auto falls = [&](double share) {
    u -= share;
    return u < 0 && u + share >= 0;
  };
  if (falls(laws_.returns)) {
    one.kind = LaterKind::give_back;
    later(today_ + habits_.life_return_after.draw(random), one);
  } else if (falls(laws_.surplus)) {
    one.kind = LaterKind::sell;
    one.hops = static_cast<std::uint8_t>(habits_.life_surplus_hops.draw(random));
    one.sure = true;
    later(today_ + hop_days(random) + habits_.life_surplus_after.draw(random), one);
  } else if (falls(laws_.lease)) {
    one.kind = LaterKind::sell;
    one.hops = 1;
    later(today_ + habits_.life_lease_days.draw(random), one);
  } else if (falls(laws_.relocation)) {
    one.kind = LaterKind::relocate;
    later(today_ + habits_.life_relocation_after.draw(random), one);
  } else if (falls(laws_.second_hand)) {
    one.kind = LaterKind::sell;
    one.hops = static_cast<std::uint8_t>(habits_.life_second_hand_hops.draw(random));
    later(today_ + static_cast<int>(laws_.life_days * habits_.life_second_hand_age.within(random)), one);
  } else if (falls(laws_.scrap)) {
    one.kind = LaterKind::scrap;
    later(today_ + static_cast<int>(laws_.life_days * habits_.life_scrap_age.within(random)), one);
  } else if (falls(laws_.unrecorded)) {
    one.kind = LaterKind::sight;
    later(today_ + habits_.life_unrecorded_after.draw(random), one);
  }
}

bool Simulation::still_there(PartyId party, const Lot& lot) const {
  return lot.run != 0 || std::ranges::any_of(holders_[party].fleet, [&](const Lot& each) {
           return each.serial == lot.serial && each.good == lot.good && each.since == lot.since;
         });
}

void Simulation::remove_from(std::vector<Lot>& stock, const Lot& lot, std::vector<Lot>& out) {
  for (auto each = stock.begin(); each != stock.end(); ++each) {
    if (each->serial != lot.serial || each->good != lot.good) continue;
    out.push_back(*each);
    stock.erase(each);
    return;
  }
}

// A holder sells what it has: through dealers to somebody who uses it.
void Simulation::sell_on(PartyId from, Lot lot, int hops, bool sure, Random& random) {
  const std::uint32_t number = new_journey();
  Journey& journey = journeys_[number];
  journey.from = from;
  journey.used = lot.used;
  journey.parcel.push_back(lot);
  for (int i = 0; i < hops; ++i) {
    const PartyId dealer = middleman(lot.good, habits_.life_resale_resellers, random);
    if (dealer != kNobody && dealer != from) journey.then(dealer, hop_days(random));
  }
  PartyId user = some_user(lot.good, random);
  if (user == from) user = open_party(Trade::firm, lot.good, random);
  if (user != kNobody && user != from) {
    journey.then(user, 0);
    journey.fate = Fate::settle;
    journey.sure = sure || journey.size > 1;
    journey.quiet_life = true;
  } else {
    journey.fate = Fate::shelve;
  }
  journey.courier = lot.chips <= habits_.modes_agent_chips && random.chance(habits_.modes_agents);
  start(number, today_);
}

void Simulation::happen(std::uint32_t number) {
  const Later what = laters_[number];
  laters_[number].in_use = false;
  free_laters_.push_back(number);
  Random random(seed_, Purpose::life, ++draws_);
  std::vector<Lot> found;
  const auto whole_fleet_lot = [&] {
    remove_from(holders_[what.party].fleet, what.lot, found);
    return !found.empty();
  };
  switch (what.kind) {
    case LaterKind::install: {
      if (!still_there(what.party, what.lot)) return;
      EventRow row = event_of(Happening::installation, what.party, what.lot,
                              what.sure || random.chance(habits_.papers_installation_serials) ? 4 : 0);
      row.grade = Grade::report;
      row.site_number = static_cast<std::uint8_t>(random.chance(habits_.life_second_site) ? 2 : 1);
      const auto& halls =
          society_.by_trade_country[static_cast<std::size_t>(Trade::data_centre)][society_.parties[what.party].country];
      if (what.other != kNobody) {
        row.site = what.other;  // rented
      } else if (!halls.empty() && random.chance(habits_.life_in_a_hall)) {
        const PartyId hall = halls[random.below(static_cast<std::uint32_t>(halls.size()))];
        if (trades(hall)) row.site = hall;
      }
      write_event(row);
      if (what.sure) {
        Later look = what;
        look.kind = LaterKind::inspect;
        look.other = row.site;  // where it stands
        look.site_number = row.site_number;
        later(today_ + habits_.life_inspected_after.draw(random), look);
      }
      return;
    }
    case LaterKind::inspect:
      if (!still_there(what.party, what.lot)) return;
      [[fallthrough]];
    case LaterKind::claim: {
      // `claim`: of what has left. An inspector sees boxes, a declaration sees nothing.
      const bool inspected = what.kind == LaterKind::inspect || random.chance(habits_.life_claim_inspected);
      EventRow row = event_of(inspected ? Happening::inspection : Happening::declaration, what.party, what.lot,
                              random.chance(habits_.papers_claim_serials) ? 2 : 0);
      row.grade = inspected ? Grade::inspected : Grade::declared;
      row.population = what.lot.chips;
      row.sampled = inspected ? std::min<std::uint32_t>(what.lot.chips,
                                                        static_cast<std::uint32_t>(habits_.life_sampled.draw(random)))
                              : 0;
      row.found = row.sampled;
      if (what.kind == LaterKind::inspect) {
        row.site = what.other;
        row.site_number = what.site_number;
      }
      write_event(row);
      return;
    }
    case LaterKind::repair: {
      EventRow row = event_of(Happening::repair, what.party, what.lot, 1);
      const PartyId shop = trading(Trade::reseller, random);
      row.to = shop;
      row.units = 1;
      row.grade = Grade::report;
      write_event(row);
      return;
    }
    case LaterKind::list: {
      EventRow row =
          event_of(random.chance(habits_.life_listing_is_report) ? Happening::device_report : Happening::listing,
                   what.party, what.lot, random.chance(habits_.papers_listing_serials) ? 1 : 0);
      if (row.kind == Happening::listing) row.value = static_cast<float>(habits_.life_listing_price.within(random));
      row.grade = Grade::report;
      write_event(row);
      return;
    }
    case LaterKind::give_back: {
      if (!whole_fleet_lot()) return;
      // Part of it goes back to a dealer, is mended, and comes again.
      const PartyId dealer = open_party(Trade::reseller, what.lot.good, random);
      const std::uint32_t journey = new_journey();
      Journey& back = journeys_[journey];
      back.from = what.party;
      back.parcel = found;
      back.fate = Fate::settle;
      back.quiet_life = true;
      back.sure = true;
      if (dealer != kNobody && dealer != what.party)
        back.then(dealer, static_cast<int>(habits_.life_mending_days) + hop_days(random));
      back.then(what.party, 0);
      back.last_is_return = random.chance(habits_.life_return_stated);
      start(journey, today_);
      return;
    }
    case LaterKind::sell: {
      if (!whole_fleet_lot()) return;
      found.front().used = today_ - found.front().since > habits_.life_used_after;
      sell_on(what.party, found.front(), what.hops, what.sure, random);
      return;
    }
    case LaterKind::relocate: {
      const Party& party = society_.parties[what.party];
      PartyId to = kNobody;
      if (party.group != 0) {
        const auto& members = society_.groups[party.group];
        to = members[random.below(static_cast<std::uint32_t>(members.size()))];
      }
      if (to == kNobody || to == what.party) to = open_party(party.trade, what.lot.good, random);
      if (to == kNobody || to == what.party || society_.parties[to].opens > today_ || !whole_fleet_lot()) return;
      const std::uint32_t journey = new_journey();
      Journey& move = journeys_[journey];
      move.from = what.party;
      move.parcel = found;
      move.sure = move.quiet_life = true;
      move.then(to, 0);
      start(journey, today_);
      return;
    }
    case LaterKind::scrap: {
      if (!whole_fleet_lot()) return;
      EventRow row = event_of(Happening::scrap, what.party, found.front(),
                              static_cast<std::uint8_t>(habits_.papers_scrap_serials.draw(random)));
      row.grade = Grade::declared;
      write_event(row);
      truth_.now.scrapped += found.front().chips;
      truth_.gone.push_back({found.front(), what.party, 0});
      return;
    }
    case LaterKind::sight: {
      // Without papers it stands at somebody else's, and is seen there. Of a scheme, or honest.
      PartyId other = what.other;
      if (what.scheme == 0) {
        static constexpr Trade kNew[] = {Trade::reseller, Trade::firm, Trade::university, Trade::data_centre};
        other = open_party(kNew[random.below(4)], what.lot.good, random);
        if (other == kNobody || other == what.party || !whole_fleet_lot()) return;
        for (const Lot& lot : found) holders_[other].fleet.push_back(lot);
      }
      const int sightings = what.scheme != 0 || random.chance(habits_.life_seen_once) ? 1 : 2;
      for (int i = 0; i < sightings; ++i) {
        static constexpr Happening kSeen[] = {Happening::repair, Happening::listing, Happening::device_report};
        EventRow row = event_of(kSeen[random.below(3)], other, what.lot,
                                static_cast<std::uint8_t>(habits_.papers_seen_serials.draw(random)));
        row.units = 1;
        row.grade = Grade::report;
        if (row.kind == Happening::listing) {
          row.value =
              static_cast<float>(laws_.premium_low + random.uniform() * (laws_.premium_high - laws_.premium_low));
          if (what.scheme == 0) row.value = static_cast<float>(habits_.life_seen_price.within(random));
        }
        write_event(row);
      }
      return;
    }
    case LaterKind::misread: {
      // A digit was misread, a broker offers what it does not have, a network says it is elsewhere: often where the
      // good may not go, as more is offered there than there is. With some it happens often.
      PartyId where = random.chance(laws_.misread_short) ? wanting(what.lot.good, random) : kNobody;
      const bool is_short = where != kNobody;
      if (!is_short) {
        const auto& all = society_.by_trade[static_cast<std::size_t>(kWanting[random.below(kWanting.size())])];
        const double place = random.uniform();
        if (all.empty()) return;
        where = all[static_cast<std::size_t>(place * place * static_cast<double>(all.size()))];
      }
      if (where == what.party || !trades(where)) return;
      static constexpr Happening kSeen[] = {Happening::repair, Happening::listing, Happening::device_report};
      EventRow row = event_of(kSeen[random.below(3)], where, what.lot,
                              static_cast<std::uint8_t>(habits_.papers_seen_serials.draw(random)));
      row.units = 1;
      row.grade = Grade::report;
      if (row.kind == Happening::listing) {
        row.value = static_cast<float>(is_short ? laws_.premium_low +
                                                      random.uniform() * (laws_.premium_high - laws_.premium_low)
                                                : habits_.life_misread_price.within(random));
      }
      write_event(row);
      return;
    }
    case LaterKind::dismantle: {
      if (!whole_fleet_lot()) return;
      divert(found.front(), what.other, what.scheme);
      leave_dummies(what.party, found.front(), today_, what.scheme);
      if (!what.sure) return;  // once for each parcel
      // It is still claimed, and some of it is seen elsewhere.
      const int claims = habits_.schemes_phantom_claims.draw(random);
      for (int i = 1; i <= claims; ++i) {
        Later claim = what;
        claim.kind = LaterKind::claim;
        claim.lot = what.lot.standing_for(what.whole);
        later(today_ + static_cast<int>(habits_.schemes_phantom_claim_every) * i +
                  habits_.schemes_phantom_claim_spread.draw(random),
              claim);
      }
      Later seen = what;
      seen.kind = LaterKind::sight;
      later(today_ + habits_.schemes_phantom_seen_first.draw(random), seen);
      later(today_ + habits_.schemes_phantom_seen_again.draw(random), seen);
      return;
    }
    case LaterKind::vanish: {
      divert(what.lot, what.other, what.scheme);
      if (what.sure && random.chance(laws_.seen)) {
        Later seen = what;
        seen.kind = LaterKind::sight;
        later(today_ + habits_.schemes_seen_after.draw(random), seen);
      }
      if (!what.loop || !what.sure) return;  // once for each parcel
      // Papers of all of it go round: two others, and back.
      const std::uint32_t journey = new_journey();
      Journey& round = journeys_[journey];
      round.from = what.party;
      round.scheme = what.scheme;
      round.fate = Fate::paper;
      round.parcel.push_back(what.lot);
      round.parcel.front().ghost = true;
      if (what.whole > what.lot.chips) {
        round.parcel.push_back(round.parcel.front());
        round.parcel.back().chips = what.whole - what.lot.chips;
      }
      for (int i = 0; i < 8 && round.size < 2; ++i) {
        const PartyId over = open_party(Trade::reseller, what.lot.good, random);
        if (over == kNobody || over == what.party) continue;
        if (round.size > 0 && round.legs[0].party == over) continue;
        round.then(over, hop_days(random));
        truth_.parties.push_back({over, what.scheme, "paper_station"});
      }
      round.then(what.party, 0);
      start(journey, today_ + 1);
      return;
    }
  }
}

// Inspectors and declarants: as many as the day's shipments ask for. Much of what they look at is large, as there is
// more to see.
void Simulation::inspections() {
  Random random(seed_, Purpose::inspect, 0, static_cast<std::uint32_t>(today_ - first_));
  const auto shipments = static_cast<double>(shipments_ - shipments_before_);
  const unsigned looks = random.poisson(laws_.inspections * shipments);
  const unsigned declarations = random.poisson(laws_.declarations * shipments);
  for (unsigned i = 0; i < looks + declarations; ++i) {
    PartyId id = random.below(static_cast<std::uint32_t>(society_.parties.size()));
    if (random.chance(laws_.looks_at_large)) {
      const PartyId large =
          any_of(random.chance(habits_.life_looks_at_data_centres) ? Trade::data_centre : Trade::cloud, random);
      if (large != kNobody) id = large;
    }
    const Holder& holder = holders_[id];
    const auto& stock = holder.fleet.empty() ? holder.shelf : holder.fleet;
    if (stock.empty()) continue;
    const Lot& lot = stock[random.below(static_cast<std::uint32_t>(stock.size()))];
    const bool look = i < looks;
    EventRow row = event_of(look ? Happening::inspection : Happening::declaration, id, lot, 2);
    Lot all = lot;
    if (!random.chance(laws_.looks_at_one))
      all.chips = available(holder.fleet, lot.good, lot.form) + available(holder.shelf, lot.good, lot.form);
    row.units = units_of(all);
    row.population = all.chips;
    row.sampled =
        look ? std::min<std::uint32_t>(all.chips, static_cast<std::uint32_t>(habits_.life_sampled.draw(random))) : 0;
    row.found = row.sampled > 0 && random.chance(habits_.life_one_not_found) ? row.sampled - 1 : row.sampled;
    row.grade = look ? Grade::inspected : Grade::declared;
    write_event(row);
  }
}

// Compute that is rented instead of shipped: no diversion of hardware, and in the truth under its own name.
void Simulation::rentals() {
  if (today_.civil().day() != std::chrono::day{15}) return;
  for (const PartyId cloud : society_.by_trade[static_cast<std::size_t>(Trade::cloud)]) {
    Random random(seed_, Purpose::rental, cloud, static_cast<std::uint32_t>(today_ - first_));
    if (!random.chance(laws_.renting_clouds / 12)) continue;
    std::uint32_t chips = 0;
    for (const Lot& lot : holders_[cloud].fleet) chips += lot.chips;
    chips = static_cast<std::uint32_t>(chips * habits_.rentals_fleet_share.within(random));
    const PartyId customer = trading(Trade::firm, random);
    if (chips == 0 || customer == kNobody || may_receive(customer, 0)) continue;
    truth_.rentals.push_back({cloud, customer, today_, today_ + habits_.rentals_days.draw(random), chips,
                              laws_.rent_low + random.uniform() * (laws_.rent_high - laws_.rent_low)});
  }
}

}  // namespace tidewaiter::world
