// Stocks, orders and the day's tasks. Parcels on their way: journeys.cpp; what starts them: ordinary.cpp, plans.cpp and
// schemes.cpp.
#include "world/simulation.h"

#include <algorithm>

namespace tidewaiter::world {
namespace {

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
      society_(society),
      laws_(Laws::of(parameters)),
      habits_(Habits::of(parameters)) {
  tasks_.resize(static_cast<std::size_t>(days) + kDaysAfter);
  holders_.resize(society.parties.size());
  double sum = 0;
  for (PartyId id = 0; id < society.parties.size(); ++id) {
    const Party& party = society.parties[id];
    if (party.trade < Trade::data_centre) continue;
    const bool large = party.trade == Trade::data_centre || party.trade == Trade::cloud;
    sum += party.weight * (large ? habits_.demand_large_buyers : 1);
    buyers_.push_back(sum);
    buyer_ids_.push_back(id);
  }
}

void Simulation::step(Rows& rows) {
  rows_ = &rows;
  shipments_before_ = shipments_;
  if (rows.events.empty()) rows.first_event = events_ + 1;
  const DayBegin begin{rows.shipments.size(), rows.events.size(), rows.reports.size(), truth_.shipments.size(),
                       events_};
  if (today_ == first_) open_stocks();
  run_tasks();
  demand();
  schemes();
  reports();
  inspections();
  rentals();
  mix_day(begin);
  today_ = today_ + 1;
  if (today_.civil().day() == std::chrono::day{1} || done()) close_month();
}

void Simulation::at(Date day, TaskKind kind, std::uint32_t index) {
  const auto slot = static_cast<std::size_t>(std::max(day, today_) - first_);
  if (slot < tasks_.size()) tasks_[slot].push_back({kind, index});
}

void Simulation::run_tasks() {
  const auto slot = static_cast<std::size_t>(today_ - first_);
  // Tasks may add tasks of the same day. NOLINTNEXTLINE(modernize-loop-convert): no iterator would outlive that
  for (std::size_t i = 0; i < tasks_[slot].size(); ++i) {
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
  row.used = lot.used;
  row.units = units_of(lot);
  row.serial = lot.serial;
  const std::uint32_t own = lot.run > 0 ? lot.run : lot.chips;
  row.listed = static_cast<std::uint8_t>(std::min<std::uint32_t>({listed, kMostListed, own}));
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
    if (!random.chance(habits_.demand_opening)) continue;
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
  Order order{seller, journey, units_for(good, chips), good, form};
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
    const std::uint32_t batch = chips + random.below(static_cast<std::uint32_t>(habits_.demand_batch));
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
  // What it ordered may be under way still, or have gone to somebody who came first.
  if (today_ - order.supplied < habits_.demand_patience) return;
  orders_[number].supplied = today_;
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
            chips + static_cast<std::uint32_t>(random.uniform() *
                                               std::min(habits_.demand_stock, chips * (laws_.restock - 1))),
            today_ + 1 + static_cast<int>(random.lognormal(laws_.dispatch_median, laws_.dispatch_sigma)));
}

void Simulation::start(std::uint32_t journey, Date day) { at(day, TaskKind::depart, journey); }

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
