// Orders, journeys and the day's tasks. What starts them: ordinary.cpp, plans.cpp, schemes.cpp.
#include "world/simulation.h"

#include <algorithm>
#include <cmath>

namespace tidewaiter::world {
namespace {

constexpr std::uint8_t kMostListed = 8;   // serial numbers that a paper states, at most
constexpr std::uint32_t kBatch = 96;      // chips that a maker makes beyond what was ordered, at most (assumed)
constexpr double kStock = 40;             // chips that a dealer orders beyond what it lacks, at most (assumed)
constexpr std::size_t kDaysAfter = 1200;  // tasks further off than this never come

}  // namespace

Simulation::Simulation(std::uint64_t seed, Date first, int days, const Parameters& parameters, const Market& market,
                       const Society& society)
    : seed_(seed),
      first_(first),
      last_(first + days),
      today_(first),
      parameters_(parameters),
      market_(market),
      society_(society) {
  const Parameters& p = parameters;
  laws_ = {p("time.dispatch_median"),
           p("time.dispatch_sigma"),
           p("time.build_median"),
           p("time.air_median"),
           p("time.sea_median"),
           p("time.transit_sigma"),
           p("time.hop_median"),
           p("time.hop_sigma"),
           p("time.settle_median"),
           p("time.life_days"),
           p("demand.restock_factor"),
           p("demand.licence_granted"),
           p("demand.preferred_supplier"),
           p("lots.small_median"),
           p("lots.small_sigma"),
           p("lots.large_median"),
           p("lots.large_tail"),
           p("lots.large_most"),
           p("papers.late_receipt"),
           p("papers.missing_receipt"),
           p("life.installed"),
           p("life.returns"),
           p("life.repairs"),
           p("life.lost"),
           p("life.seized"),
           p("life.surplus"),
           p("life.relocation"),
           p("life.lease"),
           p("life.second_hand"),
           p("life.scrap"),
           p("life.back_to_back"),
           p("life.listing"),
           p("life.unrecorded_sale"),
           p("life.stale_declaration"),
           p("life.conversion"),
           p("life.unbooked_stock"),
           p("life.report_days"),
           p("life.report_serials"),
           p("life.inspections_per_shipment"),
           p("life.declarations_per_shipment"),
           p("schemes.share_of_shipments"),
           p("modes.air"),
           p("modes.sea"),
           p("modes.road"),
           p("modes.courier"),
           p("papers.third_country_payer"),
           p("papers.missing_serials")};
  tasks_.resize(static_cast<std::size_t>(days) + kDaysAfter);
  holders_.resize(society.parties.size());
  double sum = 0;
  for (PartyId id = 0; id < society.parties.size(); ++id) {
    const Party& party = society.parties[id];
    if (party.trade < Trade::data_centre) continue;
    const bool large = party.trade == Trade::data_centre || party.trade == Trade::cloud;
    sum += party.weight * (large ? 1.6 : 1);
    buyers_.push_back(sum);
    buyer_ids_.push_back(id);
  }
  for (std::size_t i = 0; i < kSchemeKinds; ++i) {
    scheme_weights_[i] = parameters("schemes." + std::string(to_string(static_cast<Scheme>(i))));
  }
}

void Simulation::step(Rows& rows) {
  rows_ = &rows;
  shipments_before_ = shipments_;
  if (rows.events.empty()) rows.first_event = events_ + 1;
  if (today_ == first_) open_stocks();
  run_tasks();
  demand();
  schemes();
  reports();
  inspections();
  rentals();
  today_ = today_ + 1;
  if (today_.civil().day() == std::chrono::day{1} || done()) close_month();
}

void Simulation::at(Date day, TaskKind kind, std::uint32_t index) {
  const auto slot = static_cast<std::size_t>(std::max(day, today_) - first_);
  if (slot < tasks_.size()) tasks_[slot].push_back({kind, index});
}

void Simulation::run_tasks() {
  const auto slot = static_cast<std::size_t>(today_ - first_);
  for (std::size_t i = 0; i < tasks_[slot].size(); ++i) {  // tasks may add tasks of the same day
    const Task task = tasks_[slot][i];
    switch (task.kind) {
      case TaskKind::order:
        try_order(task.index);
        break;
      case TaskKind::depart:
        depart(task.index);
        break;
      case TaskKind::arrive:
        arrive(task.index);
        break;
      case TaskKind::later:
        happen(task.index);
        break;
      case TaskKind::leave_join:
        leave_join(task.index);
        break;
    }
  }
  tasks_[slot] = {};
}

Lot Simulation::produce(std::uint16_t good, std::uint8_t form, std::uint32_t chips) {
  Lot lot{next_serial_, chips, today_, good, form};
  next_serial_ += chips;
  produced_ += chips;
  truth_.now.produced += chips;
  return lot;
}

std::uint32_t Simulation::available(const std::vector<Lot>& stock, std::uint16_t good, std::uint8_t form) const {
  std::uint32_t sum = 0;
  for (const Lot& lot : stock) {
    if (lot.good == good && lot.form == form) sum += lot.chips;
  }
  return sum;
}

std::vector<Lot> Simulation::take(std::vector<Lot>& stock, std::uint16_t good, std::uint8_t form, std::uint32_t chips) {
  std::vector<Lot> taken;
  for (Lot& lot : stock) {
    if (chips == 0) break;
    if (lot.good != good || lot.form != form) continue;
    Lot part = lot;
    part.chips = std::min(lot.chips, chips);
    lot.serial += part.chips;
    lot.chips -= part.chips;
    chips -= part.chips;
    taken.push_back(part);
  }
  std::erase_if(stock, [](const Lot& lot) { return lot.chips == 0; });
  return taken;
}

EventRow Simulation::event_of(Happening kind, PartyId party, const Lot& lot, std::uint8_t listed) const {
  EventRow row;
  row.day = today_;
  row.kind = kind;
  row.from = party;
  row.site = party;
  row.good = lot.good;
  row.form = lot.form;
  row.units = units_of(lot);
  row.serial = lot.serial;
  row.listed = static_cast<std::uint8_t>(std::min<std::uint32_t>({listed, kMostListed, lot.chips}));
  return row;
}

std::uint32_t Simulation::write_event(EventRow row) {
  rows_->events.push_back(row);
  return ++events_;
}

void Simulation::open_stocks() {
  // Makers start empty; dealers and users hold what was sold before.
  for (PartyId id = 0; id < society_.parties.size(); ++id) {
    const Party& party = society_.parties[id];
    if (party.trade <= Trade::server_maker || party.trade == Trade::forwarder || party.opens > first_) continue;
    Random random(seed_, Purpose::production, id);
    if (!random.chance(0.55)) continue;
    const int good = chosen_good(party.country, party.trade, random);
    if (good < 0) continue;
    const auto kind = static_cast<std::uint16_t>(good);
    const std::uint8_t form = form_for(kind);
    const std::uint32_t size = market_.goods()[kind].forms[form].chips;
    Lot lot = produce(kind, form, units_for(kind, lot_chips(party.trade, random)) * size);
    const bool dealer = party.trade < Trade::data_centre;
    (dealer ? holders_[id].shelf : holders_[id].fleet).push_back(lot);
    EventRow row = event_of(Happening::opening, kNobody, lot, 4);
    row.to = id;
    row.site = id;
    row.grade = Grade::declared;
    write_event(row);
  }
}

std::uint32_t Simulation::new_journey() {
  if (free_journeys_.empty()) {
    journeys_.emplace_back();
    journeys_.back().in_use = true;
    return static_cast<std::uint32_t>(journeys_.size() - 1);
  }
  const std::uint32_t number = free_journeys_.back();
  free_journeys_.pop_back();
  journeys_[number] = {};
  journeys_[number].in_use = true;
  return number;
}

void Simulation::release(std::uint32_t journey) {
  journeys_[journey].in_use = false;
  journeys_[journey].parcel = {};
  free_journeys_.push_back(journey);
}

std::uint32_t Simulation::new_order(PartyId seller, std::uint32_t journey, std::uint16_t good, std::uint32_t chips,
                                    Date day) {
  const std::uint8_t form = form_for(good);
  Order order{seller, journey, units_for(good, chips), good, form, false};
  const Party& party = society_.parties[seller];
  const bool to_builder = market_.goods()[good].module && party.trade == Trade::chip_maker;
  if (to_builder) {
    order.form = kAlone;
    order.units *= market_.goods()[good].forms[form].chips;
  }
  std::uint32_t number = 0;
  if (free_orders_.empty()) {
    number = static_cast<std::uint32_t>(orders_.size());
    orders_.push_back(order);
  } else {
    number = free_orders_.back();
    free_orders_.pop_back();
    orders_[number] = order;
  }
  at(day, TaskKind::order, number);
  return number;
}

void Simulation::try_order(std::uint32_t number) {
  Order order = orders_[number];
  const std::uint32_t chips = order.units * market_.goods()[order.good].forms[order.form].chips;
  Holder& seller = holders_[order.seller];
  Journey& journey = journeys_[order.journey];
  const bool maker = society_.parties[order.seller].trade == Trade::chip_maker;
  if (maker && available(seller.shelf, order.good, order.form) < chips) {
    // Produced in batches, so that a batch serves several orders.
    Random random(seed_, Purpose::production, ++draws_, 1);
    const std::uint32_t batch = chips + random.below(kBatch);
    seller.shelf.push_back(produce(order.good, order.form, batch));
    EventRow row = event_of(Happening::opening, kNobody, seller.shelf.back(), 2);
    row.to = order.seller;
    row.site = order.seller;
    row.grade = Grade::declared;
    write_event(row);
  }
  if (available(seller.shelf, order.good, order.form) >= chips) {
    journey.parcel = take(seller.shelf, order.good, order.form, chips);
    for (Lot& lot : journey.parcel) lot.used = journey.used;
    journey.from = order.seller;
    journey.bought = true;
    free_orders_.push_back(number);
    depart(order.journey);
    return;
  }
  seller.pending.push_back(number);
  if (order.supplied) return;
  orders_[number].supplied = true;
  supply(orders_[number]);
}

// A seller orders what it lacks, and some more, one step up.
void Simulation::supply(const Order& lacking) {
  const Order order = lacking;  // orders_ may grow
  Random random(seed_, Purpose::order, ++draws_, 2);
  const Party& seller = society_.parties[order.seller];
  const Good& good = market_.goods()[order.good];
  if (!may_receive(order.seller, order.good)) return;
  PartyId supplier = society_.makers[static_cast<std::size_t>(good.maker)];
  if (seller.trade != Trade::server_maker && good.module)
    supplier = open_party(Trade::server_maker, order.good, random);
  if (seller.trade > Trade::distributor) {
    const PartyId distributor = open_party(Trade::distributor, order.good, random);
    if (distributor != kNobody && distributor != order.seller) supplier = distributor;
  }
  if (supplier == kNobody) supplier = society_.by_trade[static_cast<std::size_t>(Trade::server_maker)].front();
  const std::uint32_t chips = order.units * good.forms[order.form].chips;
  const std::uint32_t journey = new_journey();
  journeys_[journey].fate = Fate::shelve;
  journeys_[journey].then(order.seller, 0);
  new_order(supplier, journey, order.good,
            chips + static_cast<std::uint32_t>(random.uniform() * std::min(kStock, chips * (laws_.restock - 1))),
            today_ + 1 + static_cast<int>(random.lognormal(laws_.dispatch_median, laws_.dispatch_sigma)));
}

void Simulation::start(std::uint32_t journey, Date day) { at(day, TaskKind::depart, journey); }

void Simulation::depart(std::uint32_t number) {
  Journey& journey = journeys_[number];
  if (journey.at >= journey.size) return end_journey(number);
  const PartyId to = journey.legs[journey.at].party;
  const Lot& first = journey.parcel.front();
  // The law may have changed since it was planned: then it ends where it is.
  if (!may_receive(to, first.good)) {
    journey.size = journey.at;
    if (journey.at == 0 && (journey.bought || journey.scheme == 0)) journey.fate = Fate::shelve;
    return end_journey(number);
  }
  const bool back = journey.last_is_return && journey.at + 1 == journey.size;
  write_shipment(journey, to, back);
  Random random(seed_, Purpose::journey, journey.shipment);
  const bool sea = rows_->shipments.back().mode == 1;
  const bool near = society_.parties[journey.from].country == society_.parties[to].country;
  double days = random.lognormal(sea ? laws_.sea_median : laws_.air_median, laws_.transit_sigma) * (near ? 0.4 : 1);
  if (random.chance(laws_.late_receipt)) days += random.between(5, 40);
  at(today_ + 1 + static_cast<int>(days), TaskKind::arrive, number);
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
  const PartyId end = journey.legs[journey.size - 1U].party;
  row.end_user = random.chance(0.5) ? to : end;
  row.forwarder = random.chance(0.8) ? from.forwarder : society_.parties[to].forwarder;
  row.payer = society_.parties[to].payer != kNobody && random.chance(0.5) ? society_.parties[to].payer : kNobody;
  if (random.chance(0.06)) row.intermediate = any_of(Trade::forwarder, random);
  row.serial = first.serial;
  row.good = first.good;
  row.form = first.form;
  row.units = chips / market_.goods()[first.good].forms[first.form].chips;
  row.used = first.used;
  row.access = static_cast<std::uint8_t>(market_.access(first.good, society_.parties[to].country, today_));
  const bool small = chips <= 8 && first.form == kAlone;
  const double u = random.uniform();
  if (from.country == society_.parties[to].country && u < 0.6) {
    row.mode = 2;
  } else if (small && random.chance(journey.courier ? 0.75 : 0.4)) {
    row.mode = random.chance(0.12) ? 5 : 4;
  } else if (u < laws_.mode_sea && chips >= 4) {
    row.mode = 1;
  } else {
    row.mode = 0;
  }
  const bool listed = !random.chance(laws_.missing_serials);
  row.listed = static_cast<std::uint8_t>(listed ? std::min<std::uint32_t>(kMostListed, first.chips) : 0);
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
    claim.lot = first;
    claim.lot.chips = chips;
    later(today_ + random.between(12, 60), claim);
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
    EventRow row = event_of(Happening::receipt, journey.from, first, random.chance(0.4) ? 4 : 0);
    row.to = leg.party;
    row.site = leg.party;
    row.units = chips / market_.goods()[first.good].forms[first.form].chips;
    row.shipment = journey.shipment;
    row.reference = journey.event;
    row.grade = Grade::declared;
    write_event(row);
  }
  for (Lot& lot : journey.parcel) lot.since = today_;
  if (leg.act == Act::install || leg.act == Act::show) {
    Later put;
    put.kind = LaterKind::install;
    put.party = leg.party;
    put.sure = leg.act == Act::show;
    put.lot = first;
    put.lot.chips = chips;
    later(today_ + random.between(2, 9), put);
  }
  if (leg.act == Act::convert && market_.goods()[first.good].converted >= 0) {
    EventRow row = event_of(Happening::transform, leg.party, first, 2);
    row.units = row.units_out = chips;
    row.has_out = true;
    row.good_out = static_cast<std::uint16_t>(market_.goods()[first.good].converted);
    row.form_out = kAlone;
    row.grade = Grade::declared;
    write_event(row);
    for (Lot& lot : journey.parcel) lot.good = row.good_out;
  }
  if (journey.at + 1U < journey.size) {
    journey.from = leg.party;
    ++journey.at;
    at(today_ + leg.wait, TaskKind::depart, number);
    if (journey.show_after && journey.at == 1) {
      Later claim;
      claim.kind = LaterKind::claim;
      claim.party = leg.party;
      claim.sure = true;
      claim.lot = journey.parcel.front();
      claim.lot.chips = chips;
      later(today_ + leg.wait + random.between(15, 50), claim);
    }
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
      for (Lot& lot : journey.parcel) {
        const Good& good = market_.goods()[lot.good];
        if (society_.parties[party].trade == Trade::server_maker && good.module && lot.form == kAlone) {
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
          wait = static_cast<int>(random.lognormal(laws_.build_median, 0.4));
        }
        if (lot.chips > 0) holder.shelf.push_back(lot);
      }
      for (const std::uint32_t order : holder.pending) {
        orders_[order].supplied = false;
        at(today_ + wait, TaskKind::order, order);
      }
      holder.pending.clear();
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
      for (const Lot& lot : journey.parcel) {
        Later gone;
        gone.kind = journey.fate == Fate::vanish ? LaterKind::vanish : LaterKind::dismantle;
        gone.party = party;
        gone.other = journey.hidden;
        gone.scheme = journey.scheme;
        gone.loop = journey.loop;
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
  joins_.push_back({expected, 0, next, convert, false});
  const auto number = static_cast<std::uint32_t>(joins_.size() - 1);
  at(deadline, TaskKind::leave_join, number);
  return number;
}

void Simulation::leave_join(std::uint32_t number) {
  Join& join = joins_[number];
  if (join.left || join.arrived == 0) return;
  join.left = true;
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
    }
  }
  depart(gone);
}

void Simulation::later(Date day, Later what) {
  what.in_use = true;
  std::uint32_t number = 0;
  if (free_laters_.empty()) {
    number = static_cast<std::uint32_t>(laters_.size());
    laters_.push_back(what);
  } else {
    number = free_laters_.back();
    free_laters_.pop_back();
    laters_[number] = what;
  }
  at(day, TaskKind::later, number);
}

bool Simulation::close_month() {
  Totals& now = truth_.now;
  now.month = today_ + -1;
  now.month = now.month + (1 - static_cast<int>(static_cast<unsigned>(now.month.civil().day())));
  now.held = 0;
  now.in_transit = 0;
  for (const Holder& holder : holders_) {
    for (const Lot& lot : holder.shelf) now.held += lot.chips;
    for (const Lot& lot : holder.fleet) now.held += lot.chips;
  }
  for (const Later& later : laters_) {
    if (later.in_use && later.kind == LaterKind::vanish) now.held += later.lot.chips;
  }
  for (const Journey& journey : journeys_) {
    if (!journey.in_use) continue;
    for (const Lot& lot : journey.parcel) now.in_transit += lot.ghost ? 0 : lot.chips;
  }
  now.remote_rental = 0;
  for (const Rental& rental : truth_.rentals) {
    if (rental.first < today_ && rental.last >= now.month) now.remote_rental += rental.chips;
  }
  truth_.totals.push_back(now);
  return true;
}

const Truth& Simulation::finish() {
  truth_.held.clear();
  if (truth_.totals.empty() || truth_.totals.back().produced != truth_.now.produced) close_month();
  for (PartyId id = 0; id < holders_.size(); ++id) {
    for (const Lot& lot : holders_[id].shelf) truth_.held.push_back({lot, id, 0});
    for (const Lot& lot : holders_[id].fleet) truth_.held.push_back({lot, id, 0});
  }
  for (const Journey& journey : journeys_) {
    if (!journey.in_use) continue;
    for (const Lot& lot : journey.parcel) {
      if (!lot.ghost) truth_.held.push_back({lot, journey.from, 0});
    }
  }
  for (const Later& later : laters_) {
    if (later.in_use && later.kind == LaterKind::vanish) truth_.held.push_back({later.lot, later.party, 0});
  }
  return truth_;
}

}  // namespace tidewaiter::world
