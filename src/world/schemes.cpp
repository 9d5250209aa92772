// The ten schemes, each as orders and journeys of the ordinary kind: its steps, and what a reader of all events could
// see of it, stand in docs/world.md. Nothing of a scheme has a column, a price or a paper of its own.
#include <algorithm>
#include <array>
#include <cmath>

#include "world/simulation.h"

namespace tidewaiter::world {
std::string_view to_string(Scheme scheme) {
  static constexpr std::array<std::string_view, kSchemeKinds> kNames{
      "pass_through", "straw_buyers",  "sham_company",   "order_slicing",     "phantom_data_centre",
      "courier_lots", "salvage_plant", "false_reexport", "insider_diversion", "secondhand_drift"};
  return kNames[static_cast<std::size_t>(scheme)];
}

struct Simulation::Plot {
  Random& random;
  std::uint16_t good = 0;
  PartyId hidden = kNobody;  // who wants the chips
  std::uint32_t scheme = 0;
  bool made = false;
};

void Simulation::schemes() {
  const int day = today_ - first_;
  const int last = last_ - first_ -
                   std::min(static_cast<int>(habits_.schemes_last_days),
                            (last_ - first_) / static_cast<int>(habits_.schemes_last_part));
  if (day < laws_.first_scheme_day || day > last) return;
  Random random(seed_, Purpose::scheme, 0, static_cast<std::uint32_t>(day));
  // So many that their shipments are the wanted share of all, also of those that come after the last has begun.
  const double still = 1.0 + static_cast<double>(last_ - first_ - last) / std::max(1, last);
  std::array<bool, kSchemeKinds> tried{};  // today, in vain: the law of the day catches none of its goods
  for (int turn = 0; turn < 40; ++turn) {
    if (static_cast<double>(scheme_shipments_) > laws_.share * still * shipments_) return;
    std::size_t chosen = 0;
    double least = 1e300;
    for (std::size_t kind = 0; kind < kSchemeKinds; ++kind) {
      if (laws_.scheme_weights[kind] <= 0 || tried[kind]) continue;
      const double load =
          (launched_[kind] + random.uniform() * habits_.schemes_turn_jitter) / laws_.scheme_weights[kind];
      if (load < least) {
        least = load;
        chosen = kind;
      }
    }
    if (least > 1e299) return;
    if (launch(static_cast<Scheme>(chosen), random)) {
      ++launched_[chosen];
      scheme_shipments_ += static_cast<std::uint64_t>(laws_.scheme_shipments[chosen]);
    } else {
      tried[chosen] = true;
      // What could not be done is not made up for later, in a burst that would tell.
      double others = 1e300;
      for (std::size_t kind = 0; kind < kSchemeKinds; ++kind) {
        if (laws_.scheme_weights[kind] > 0 && !tried[kind])
          others = std::min(others, launched_[kind] / laws_.scheme_weights[kind]);
      }
      if (others < 1e299) {
        launched_[chosen] =
            std::max(launched_[chosen], static_cast<std::uint32_t>(others * laws_.scheme_weights[chosen]));
      }
    }
  }
}

bool Simulation::launch(Scheme kind, Random& random) {
  const std::optional<Wanted> wanted = wanted_in_vain(random);
  if (!wanted) return false;
  Plot plot{random, wanted->good, wanted->by};
  truth_.schemes.push_back({kind});
  plot.scheme = static_cast<std::uint32_t>(truth_.schemes.size());
  switch (kind) {
    case Scheme::pass_through:
      pass_through(plot);
      break;
    case Scheme::straw_buyers:
      straw_buyers(plot);
      break;
    case Scheme::sham_company:
      sham_company(plot);
      break;
    case Scheme::order_slicing:
      order_slicing(plot);
      break;
    case Scheme::phantom_data_centre:
      phantom_data_centre(plot);
      break;
    case Scheme::courier_lots:
      courier_lots(plot);
      break;
    case Scheme::salvage_plant:
      salvage_plant(plot);
      break;
    case Scheme::false_reexport:
      false_reexport(plot);
      break;
    case Scheme::insider_diversion:
      insider_diversion(plot);
      break;
    case Scheme::secondhand_drift:
      secondhand_drift(plot);
      break;
  }
  if (!plot.made) {
    truth_.schemes.pop_back();
    std::erase_if(truth_.parties, [&](const SchemeParty& each) { return each.scheme == plot.scheme; });
    return false;
  }
  truth_.parties.push_back({plot.hidden, plot.scheme, "final_holder"});
  return true;
}

void Simulation::divert(const Lot& lot, PartyId hidden, std::uint32_t scheme) {
  truth_.diverted.push_back({lot, hidden, scheme});
  truth_.now.diverted += lot.chips;
  truth_.schemes[scheme - 1].chips += lot.chips;
}

void Simulation::vanishes(Journey& journey, std::uint16_t good, PartyId hidden, std::uint32_t scheme,
                          Random& random) const {
  journey.fate = Fate::vanish;
  journey.linger = static_cast<std::uint16_t>(hop_days(random));
  journey.hidden = hidden;
  journey.scheme = scheme;
  journey.end_user = random.chance(habits_.schemes_end_user_buyer)
                         ? some_buyer(good, random)
                         : some_user(good, random);  // as every dealer's papers say whom it is for
}

std::uint32_t Simulation::large_lot(Random& random) const {
  const double tail = laws_.scheme_lot_tail;
  const double least = laws_.scheme_lot_median / std::exp2(1 / tail);  // half of a Pareto law lies above
  return static_cast<std::uint32_t>(random.pareto(least, tail, laws_.scheme_lot_most));
}

std::uint32_t Simulation::small_lot(Random& random) const {
  return static_cast<std::uint32_t>(
      random.between(static_cast<int>(laws_.small_lot_least), static_cast<int>(laws_.small_lot_most)));
}

// A front orders as if for itself, sends all on at once, and later shows what it has not.
void Simulation::pass_through(Plot& plot) {
  Random& random = plot.random;
  static constexpr Trade kFronts[] = {Trade::reseller, Trade::distributor, Trade::cloud, Trade::firm};
  const PartyId front = open_party(kFronts[random.below(4)], plot.good, random);
  const PartyId sink = open_party(Trade::reseller, plot.good, random);
  if (front == kNobody || sink == kNobody || front == sink) return;
  const int orders = habits_.schemes_front_orders.draw(random);
  for (int i = 0; i < orders; ++i) {
    const auto chips = large_lot(random);
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(front, hop_days(random));
    journey.then(sink, 0);
    vanishes(journey, plot.good, plot.hidden, plot.scheme, random);
    journey.show_after = true;
    new_order(seller_for(front, plot.good, chips, random), number, plot.good, chips,
              dispatch_day(random) + static_cast<int>(habits_.schemes_front_every) * i);
  }
  truth_.parties.push_back({front, plot.scheme, "front"});
  truth_.parties.push_back({sink, plot.scheme, "sink"});
  plot.made = true;
}

// Straw buyers order small lots; a warehouse collects them and sends them on as one.
void Simulation::straw_buyers(Plot& plot) {
  Random& random = plot.random;
  const PartyId warehouse =
      open_party(random.chance(habits_.plans_collector_reseller) ? Trade::reseller : Trade::firm, plot.good, random);
  const PartyId sink = open_party(Trade::reseller, plot.good, random);
  if (warehouse == kNobody || sink == kNobody || warehouse == sink) return;
  std::vector<PartyId> straws;
  const int wanted = habits_.schemes_straws.draw(random);
  for (int i = 0; i < wanted * 2 && static_cast<int>(straws.size()) < wanted; ++i) {
    const PartyId straw =
        open_party(random.chance(habits_.plans_source_firm) ? Trade::firm : Trade::reseller, plot.good, random);
    if (straw == kNobody || straw == warehouse || straw == sink || std::ranges::find(straws, straw) != straws.end())
      continue;
    straws.push_back(straw);
  }
  if (straws.size() < static_cast<std::size_t>(habits_.schemes_straws_least)) return;
  const std::uint32_t next = new_journey();
  journeys_[next].then(sink, 0);
  vanishes(journeys_[next], plot.good, plot.hidden, plot.scheme, random);
  const std::uint32_t join =
      new_join(static_cast<std::uint32_t>(straws.size()), next, today_ + static_cast<int>(habits_.schemes_straw_days));
  for (const PartyId straw : straws) {
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(straw, hop_days(random));
    journey.then(warehouse, 0);
    journey.fate = Fate::join;
    journey.end_user = journeys_[next].end_user;
    journey.join = join;
    journey.scheme = plot.scheme;
    const std::uint32_t chips = small_lot(random);
    new_order(seller_for(straw, plot.good, chips, random), number, plot.good, chips,
              dispatch_day(random) + habits_.schemes_straw_spread.draw(random));
    truth_.parties.push_back({straw, plot.scheme, "straw_buyer"});
  }
  truth_.parties.push_back({warehouse, plot.scheme, "warehouse"});
  truth_.parties.push_back({sink, plot.scheme, "sink"});
  plot.made = true;
}

// A company installs in a rented hall, is inspected, and sends all away some weeks later.
void Simulation::sham_company(Plot& plot) {
  Random& random = plot.random;
  const PartyId sham =
      open_party(random.chance(habits_.schemes_sham_firm) ? Trade::firm : Trade::cloud, plot.good, random);
  const PartyId sink = open_party(Trade::reseller, plot.good, random);
  if (sham == kNobody || sink == kNobody || hall_near(sham, random) == kNobody) return;
  const auto chips = large_lot(random);
  const std::uint32_t number = new_journey();
  Journey& journey = journeys_[number];
  journey.then(sham, habits_.schemes_sham_days.draw(random), Act::rent);
  journey.then(sink, 0);
  vanishes(journey, plot.good, plot.hidden, plot.scheme, random);
  new_order(seller_for(sham, plot.good, chips, random), number, plot.good, chips, dispatch_day(random));
  truth_.parties.push_back({sham, plot.scheme, "sham_company"});
  truth_.parties.push_back({sink, plot.scheme, "sink"});
  plot.made = true;
}

// An order is cut into lots for linked companies, and comes together again.
void Simulation::order_slicing(Plot& plot) {
  Random& random = plot.random;
  if (society_.groups.size() < 2) return;
  const auto least = static_cast<std::size_t>(habits_.schemes_slices_least);
  std::vector<PartyId> members;
  for (int turn = 0; turn < 8 && members.size() < least; ++turn) {
    members.clear();
    const auto& group = society_.groups[1 + random.below(static_cast<std::uint32_t>(society_.groups.size() - 1))];
    for (const PartyId id : group) {
      if (society_.parties[id].opens <= today_ && may_receive(id, plot.good)) members.push_back(id);
    }
  }
  const PartyId sink = open_party(Trade::reseller, plot.good, random);
  if (members.size() < least || sink == kNobody || std::ranges::find(members, sink) != members.end()) return;
  std::vector<PartyId> sellers;
  for (const PartyId member : members) {
    const int lots = habits_.plans_lots_each.draw(random);
    for (int i = 0; i < lots; ++i) {
      const auto chips = static_cast<std::uint32_t>(habits_.plans_slice.draw(random));
      if (sellers.size() < 2) sellers.push_back(seller_for(member, plot.good, 8, random));
      const std::uint32_t number = new_journey();
      Journey& journey = journeys_[number];
      journey.then(member, hop_days(random));
      journey.then(sink, 0);
      vanishes(journey, plot.good, plot.hidden, plot.scheme, random);
      const PartyId seller = sellers[random.below(static_cast<std::uint32_t>(sellers.size()))];
      new_order(seller == member ? seller_for(member, plot.good, 8, random) : seller, number, plot.good, chips,
                dispatch_day(random) + habits_.plans_order_spread.draw(random));
    }
    truth_.parties.push_back({member, plot.scheme, "slice"});
  }
  truth_.parties.push_back({sink, plot.scheme, "sink"});
  plot.made = true;
}

// A data centre installs, passes its inspection, and is taken apart while it still claims to run.
void Simulation::phantom_data_centre(Plot& plot) {
  Random& random = plot.random;
  const PartyId centre = open_party(
      random.chance(habits_.schemes_phantom_data_centres) ? Trade::data_centre : Trade::cloud, plot.good, random);
  if (centre == kNobody) return;
  const int orders = habits_.schemes_phantom_orders.draw(random);
  for (int i = 0; i < orders; ++i) {
    const auto chips = large_lot(random);
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(centre, 0, Act::show);
    journey.fate = Fate::phantom;
    journey.linger = static_cast<std::uint16_t>(habits_.schemes_phantom_days.draw(random));
    journey.hidden = plot.hidden;
    journey.scheme = plot.scheme;
    new_order(seller_for(centre, plot.good, chips, random), number, plot.good, chips,
              dispatch_day(random) + static_cast<int>(habits_.schemes_phantom_every) * i);
  }
  truth_.parties.push_back({centre, plot.scheme, "phantom_centre"});
  plot.made = true;
}

// An organiser gathers retail lots and has carriers take them to one receiver.
void Simulation::courier_lots(Plot& plot) {
  Random& random = plot.random;
  // What is carried is cards, not servers.
  for (int turn = 0; turn < 20 && market_.goods()[plot.good].module; ++turn) {
    const std::optional<Wanted> wanted = wanted_in_vain(random);
    if (!wanted) return;
    plot.good = wanted->good;
    plot.hidden = wanted->by;
  }
  if (market_.goods()[plot.good].module) return;
  const PartyId organiser = open_party(Trade::reseller, plot.good, random);
  const PartyId sink = open_party(random.chance(habits_.schemes_courier_sink_reseller) ? Trade::reseller : Trade::firm,
                                  plot.good, random);
  if (organiser == kNobody || sink == kNobody || organiser == sink) return;
  const int lots = habits_.schemes_courier_carriers.draw(random);
  for (int i = 0; i < lots; ++i) {
    PartyId carrier = kNobody;
    const auto is_taken = [&] { return carrier == kNobody || carrier == organiser || carrier == sink; };
    for (int turn = 0; turn < 12 && is_taken(); ++turn)
      carrier = open_party(random.chance(habits_.plans_source_firm) ? Trade::firm : Trade::reseller, plot.good, random);
    if (is_taken()) continue;
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(organiser, hop_days(random));
    journey.then(carrier, hop_days(random));
    journey.then(sink, 0);
    vanishes(journey, plot.good, plot.hidden, plot.scheme, random);
    journey.courier = true;
    const auto chips = static_cast<std::uint32_t>(habits_.plans_retail_lot.draw(random));
    new_order(seller_for(organiser, plot.good, chips, random), number, plot.good, chips,
              dispatch_day(random) + habits_.plans_retail_spread.draw(random));
    truth_.parties.push_back({carrier, plot.scheme, "carrier"});
  }
  truth_.parties.push_back({organiser, plot.scheme, "organiser"});
  truth_.parties.push_back({sink, plot.scheme, "sink"});
  plot.made = true;
}

// A plant buys cards from many dealers and sends on what it makes of them.
void Simulation::salvage_plant(Plot& plot) {
  Random& random = plot.random;
  const std::optional<std::uint16_t> converted = convertible_good();
  if (!converted) return;
  const std::uint16_t kind = *converted;
  // Cards that no data centre is meant to use may need a notice only: without one they are caught as well.
  if (market_.access(kind, society_.parties[plot.hidden].country, today_) == Access::open) return;
  const PartyId plant =
      open_party(random.chance(habits_.plans_collector_reseller) ? Trade::reseller : Trade::firm, kind, random);
  const PartyId sink = open_party(Trade::reseller, kind, random);
  if (plant == kNobody || sink == kNobody || plant == sink) return;
  const std::uint32_t next = new_journey();
  journeys_[next].then(sink, 0);
  vanishes(journeys_[next], plot.good, plot.hidden, plot.scheme, random);
  const int lots = habits_.schemes_plant_lots.draw(random);
  const std::uint32_t join =
      new_join(static_cast<std::uint32_t>(lots), next, today_ + static_cast<int>(habits_.plans_workshop_days), true);
  for (int i = 0; i < lots; ++i) {
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(plant, 0);
    journey.fate = Fate::join;
    journey.end_user = journeys_[next].end_user;
    journey.join = join;
    journey.scheme = plot.scheme;
    const auto chips =
        static_cast<std::uint32_t>(random.lognormal(habits_.plans_cards_median, habits_.plans_cards_sigma)) + 1;
    PartyId seller = open_party(Trade::reseller, kind, random);
    if (seller == kNobody || seller == plant) seller = seller_for(plant, kind, chips, random);
    new_order(seller, number, kind, chips, dispatch_day(random) + habits_.plans_order_spread.draw(random));
  }
  truth_.parties.push_back({plant, plot.scheme, "plant"});
  truth_.parties.push_back({sink, plot.scheme, "sink"});
  plot.made = true;
}

// The chips leave; their papers go round over two others and come back.
void Simulation::false_reexport(Plot& plot) {
  Random& random = plot.random;
  const PartyId hub =
      open_party(random.chance(habits_.plans_owner_reseller) ? Trade::reseller : Trade::firm, plot.good, random);
  if (hub == kNobody) return;
  const std::uint32_t chips = lot_chips(random.chance(habits_.schemes_loop_large) ? Trade::cloud : Trade::firm, random);
  const std::uint32_t number = new_journey();
  Journey& journey = journeys_[number];
  journey.then(hub, 0);
  journey.fate = Fate::vanish;
  journey.loop = true;
  journey.linger = static_cast<std::uint16_t>(static_cast<int>(habits_.plans_loan_rest) + hop_days(random));
  journey.hidden = plot.hidden;
  journey.scheme = plot.scheme;
  new_order(seller_for(hub, plot.good, chips, random), number, plot.good, chips, dispatch_day(random));
  truth_.parties.push_back({hub, plot.scheme, "hub"});
  plot.made = true;
}

// A server maker writes off a part of what it builds; a dealer sells what it never bought.
void Simulation::insider_diversion(Plot& plot) {
  Random& random = plot.random;
  for (int turn = 0; turn < 20 && !market_.goods()[plot.good].module; ++turn) {
    const int good = chosen_good(0, Trade::cloud, random);
    if (good >= 0 && !may_receive(plot.hidden, static_cast<std::uint16_t>(good)))
      plot.good = static_cast<std::uint16_t>(good);
  }
  if (!market_.goods()[plot.good].module) return;
  const PartyId maker = open_party(Trade::server_maker, plot.good, random);
  if (maker == kNobody) return;
  const std::uint32_t number = new_journey();
  Journey& journey = journeys_[number];
  journey.then(maker, 0);
  journey.fate = Fate::siphon;
  journey.hidden = plot.hidden;
  journey.join = plot.scheme;  // the receipt itself is an ordinary one
  const std::uint32_t size = market_.goods()[plot.good].forms[kServer].chips;
  const auto chips = std::max(2 * size, large_lot(random));
  new_order(society_.makers[static_cast<std::size_t>(market_.goods()[plot.good].maker)], number, plot.good, chips * 2,
            dispatch_day(random));
  truth_.parties.push_back({maker, plot.scheme, "insider"});
  plot.made = true;
}

void Simulation::siphon(std::uint32_t number) {
  const Journey came = journeys_[number];
  Random random(seed_, Purpose::scheme, ++draws_, 7);
  const PartyId maker = came.legs[0].party;
  const auto largest = std::ranges::max_element(came.parcel, {}, &Lot::chips) - came.parcel.begin();
  Lot part = came.parcel[static_cast<std::size_t>(largest)];
  const std::uint32_t size = market_.goods()[part.good].forms[kServer].chips;
  PartyId dealer = kNobody;  // one that has none of them
  for (int turn = 0; turn < 12 && dealer == kNobody; ++turn) {
    dealer = open_party(Trade::reseller, part.good, random);
    if (dealer != kNobody && available(holders_[dealer].shelf, part.good, kServer) > 0) dealer = kNobody;
  }
  const PartyId sink = open_party(Trade::reseller, part.good, random);
  if (dealer != kNobody && sink != kNobody && dealer != sink && part.chips >= size) {
    part.chips = scrapped_trays(part, random);
    Lot& rest = journeys_[number].parcel[static_cast<std::size_t>(largest)];
    rest.serial += part.chips;
    rest.chips -= part.chips;
    EventRow row = event_of(Happening::scrap, maker, part, 4);  // written off as modules, sold as servers
    row.grade = Grade::declared;
    write_event(row);
    part.form = kServer;
    const std::uint32_t out = new_journey();
    Journey& journey = journeys_[out];
    journey.from = dealer;
    journey.parcel.push_back(part);
    journey.then(sink, 0);
    vanishes(journey, part.good, came.hidden, came.join, random);
    start(out, today_ + habits_.life_mended_after.draw(random));
    truth_.parties.push_back({dealer, came.join, "dealer"});
    truth_.parties.push_back({sink, came.join, "sink"});
  }
  journeys_[number].fate = Fate::shelve;
  std::erase_if(journeys_[number].parcel, [](const Lot& lot) { return lot.chips == 0; });
  if (journeys_[number].parcel.empty()) return release(number);
  end_journey(number);
}

// Used cards go from dealer to dealer until nobody can show them.
void Simulation::secondhand_drift(Plot& plot) {
  Random& random = plot.random;
  for (int turn = 0; turn < 90; ++turn) {
    const PartyId owner = buyer_ids_[random.below(static_cast<std::uint32_t>(buyer_ids_.size()))];
    auto& fleet = holders_[owner].fleet;
    if (fleet.empty()) continue;
    const Lot lot = fleet[random.below(static_cast<std::uint32_t>(fleet.size()))];
    if (lot.chips < habits_.schemes_drift_least && turn < 40) continue;
    if (may_receive(plot.hidden, lot.good) || !may_receive(owner, lot.good)) continue;
    if (today_ - lot.since <
        std::min<int>(static_cast<int>(laws_.life_days * habits_.schemes_drift_age), (today_ - first_) / 2))
      continue;
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.from = owner;
    journey.used = true;
    const int hops = habits_.schemes_drift_hops.draw(random);
    for (int i = 0; i < hops * 2 && journey.size < hops; ++i) {
      const PartyId dealer = open_party(Trade::reseller, lot.good, random);
      bool known = dealer == kNobody || dealer == owner;
      for (int k = 0; k < journey.size; ++k) known = known || journey.legs[static_cast<std::size_t>(k)].party == dealer;
      if (!known) journey.then(dealer, hop_days(random));
    }
    if (journey.size < habits_.schemes_drift_hops.least) {
      release(number);
      return;
    }
    remove_from(fleet, lot, journey.parcel);
    journey.parcel.front().used = true;
    vanishes(journey, plot.good, plot.hidden, plot.scheme, random);
    journey.courier = lot.chips <= habits_.modes_agent_chips && random.chance(habits_.modes_agents);
    start(number, today_ + habits_.schemes_drift_start.draw(random));
    for (int k = 0; k < journey.size; ++k) {
      truth_.parties.push_back(
          {journey.legs[static_cast<std::size_t>(k)].party, plot.scheme, k + 1 == journey.size ? "sink" : "dealer"});
    }
    plot.made = true;
    return;
  }
}

}  // namespace tidewaiter::world
