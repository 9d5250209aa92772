// The world day by day: demand, orders, journeys, what users do with what they have, and the schemes among them. One
// thread; every draw comes from a stream that is named by the seed, the agent and the day.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "world/habits.h"
#include "world/journey.h"
#include "world/laws.h"
#include "world/market.h"
#include "world/society.h"
#include "world/truth.h"

namespace tidewaiter::world {

class Simulation {
 public:
  // All references must outlive it. `days`: at least one.
  Simulation(std::uint64_t seed, Date first, int days, const Parameters& parameters, const Market& market,
             const Society& society);

  // The next day's rows are added to `rows`. REQUIRES: not done().
  void step(Rows& rows);
  bool done() const { return today_ >= last_; }
  Date today() const { return today_; }
  // What is true when it stops, whether done or not: the holders of all chips, and the totals.
  const Truth& finish();
  const Truth& truth() const { return truth_; }
  std::uint64_t produced() const { return produced_; }
  std::uint64_t shipments() const { return shipments_; }

 private:
  enum class TaskKind : std::uint8_t { order, depart, arrive, later, leave_join };
  struct Task {
    TaskKind kind{};
    std::uint32_t index = 0;
  };
  // What a fleet claims and does not have: something else stands there.
  struct Dummies {
    Lot lot;
    std::uint16_t seen = 0;
    Date first;
    Date last;
  };
  struct Holder {
    std::vector<Lot> shelf;
    std::vector<Lot> fleet;
    std::vector<Dummies> dummies;
    std::vector<std::uint32_t> pending;  // orders that wait for supply
  };

  // simulation.cpp
  void open_stocks();
  void at(Date day, TaskKind kind, std::uint32_t index);
  void run_tasks();
  void try_order(std::uint32_t number);
  void supply(const Order& order);
  void depart(std::uint32_t number);
  bool put_off(std::uint32_t number);  // does it wait for a working day?
  bool weekend() const;
  void arrive(std::uint32_t number);
  void end_journey(std::uint32_t number);
  void leave_join(std::uint32_t number);
  std::uint8_t mode_of(const Journey& journey, PartyId to, std::uint32_t chips, Random& random) const;
  void write_shipment(Journey& journey, PartyId to, bool back);
  PartyId intermediate_for(PartyId from, PartyId to, std::uint8_t mode, Random& random) const;
  // A country on the way, by mode; kNoCountry: what is driven, or does not leave its country, has none.
  std::uint16_t hub_for(PartyId from, PartyId to, std::uint8_t mode, Random& random) const;
  std::uint32_t write_event(EventRow row);
  Lot produce(std::uint16_t good, std::uint8_t form, std::uint32_t chips);
  std::vector<Lot> take(std::vector<Lot>& stock, std::uint16_t good, std::uint8_t form, std::uint32_t chips);
  std::uint32_t available(const std::vector<Lot>& stock, std::uint16_t good, std::uint8_t form) const;
  void release(std::uint32_t journey);
  EventRow event_of(Happening kind, PartyId party, const Lot& lot, std::uint8_t listed) const;
  std::uint32_t units_of(const Lot& lot) const { return lot.chips / market_.goods()[lot.good].forms[lot.form].chips; }
  std::uint32_t scrapped_trays(const Lot& lot, Random& random) const;
  std::optional<Lot> scrap_modules(PartyId maker, Lot& lot);  // what will be mended
  void sell_mended(const Lot& trays);
  bool close_month();

  // day_order.cpp
  struct DayBegin {  // sizes before a day's rows
    std::size_t shipments, events, reports, of_schemes;
    std::uint32_t event_number;
  };
  void mix_day(const DayBegin& begin);

  // ordinary.cpp
  void demand();
  void order_for(PartyId buyer, Random& random);
  void settle(PartyId party, const std::vector<Lot>& lots, bool sure, bool quiet, std::uint32_t shipment);
  void happen(std::uint32_t later);
  void inspections();
  void rentals();
  void sell_on(PartyId from, Lot lot, int hops, bool sure, Random& random);
  // Of what came at one time and is in use, or stands for a parcel on its way: is it there still?
  bool still_there(PartyId party, const Lot& lot) const;
  void remove_from(std::vector<Lot>& stock, const Lot& lot, std::vector<Lot>& out);

  // fleets.cpp
  void reports();
  // What its agent takes a fleet's chips for, mostly what they are.
  std::uint16_t seen_as(PartyId holder, std::uint16_t good) const;
  // Of some schemes, whoever sent the lot away reports it still, and something cheaper is seen there.
  void leave_dummies(PartyId party, const Lot& lot, Date first, std::uint32_t scheme);

  // choices.cpp
  int chosen_good(std::uint16_t country, Trade trade, Random& random) const;
  PartyId seller_for(PartyId buyer, std::uint16_t good, std::uint32_t chips, Random& random) const;
  // Where no dealer was found: a distributor, else a server maker, else the chip's maker, by now.
  PartyId seller_anywhere(PartyId buyer, std::uint16_t good, Random& random) const;
  PartyId any_of(Trade trade, Random& random) const;
  bool trades(PartyId party) const { return society_.parties[party].opens <= today_; }
  // A data centre of its country, by now; kNobody where there is none.
  PartyId hall_near(PartyId party, Random& random) const;
  // On sale by that day: something cheaper, of the same maker if there is any; the one before or after it of its
  // maker's.
  std::uint16_t cheaper_than(std::uint16_t good, Date by, Random& random) const;
  std::uint16_t neighbour_of(std::uint16_t good, Date by, Random& random) const;
  PartyId trading(Trade trade, Random& random) const;  // as any_of, but by now; kNobody if twelve tries find none
  // A forwarder, or the next one of its country (or anywhere) while it is not founded; kNobody if none is.
  PartyId forwarder_by_now(PartyId usual) const;
  // Somebody of the trade who trades by now and may receive the good; kNobody if ten tries find none.
  PartyId open_party(Trade trade, std::uint16_t good, Random& random) const;
  // Who has goods on their way from a seller to a user: a reseller in so many of all cases, else a firm that builds for
  // customers, a distributor, a cloud, or another user who has ordered too much.
  PartyId middleman(std::uint16_t good, double resellers, Random& random) const;
  PartyId some_user(std::uint16_t good, Random& random) const;   // by trade
  PartyId some_buyer(std::uint16_t good, Random& random) const;  // by how much each orders
  struct Wanted {
    std::uint16_t good = 0;
    PartyId by = kNobody;
  };
  static constexpr std::array<Trade, 5> kWanting{Trade::firm, Trade::university, Trade::cloud, Trade::data_centre,
                                                 Trade::reseller};
  // Somebody who would want what the law of the day closes to it; kNobody if forty tries find none.
  PartyId wanting(std::uint16_t good, Random& random) const;
  // What the law of the day closes to somebody who wants it.
  std::optional<Wanted> wanted_in_vain(Random& random) const;
  bool may_receive(PartyId party, std::uint16_t good) const;
  int hop_days(Random& random) const;
  std::uint32_t lot_chips(Trade trade, Random& random) const;
  std::uint8_t form_for(std::uint16_t good) const;
  std::uint32_t units_for(std::uint16_t good, std::uint32_t chips) const;

  // plans.cpp: what honest parties do in the forms that schemes take, and schemes.cpp: the schemes
  void plans(unsigned orders);
  void consolidation(Random& random);
  void group_purchase(Random& random);
  void scatter(Random& random);
  void loan_loop(Random& random);
  void conversion(Random& random);
  void workshop(Random& random);
  void to_user(Journey& journey, std::uint16_t good, PartyId user, double dealers, Random& random) const;
  void unbooked(Random& random);
  // Mostly of what is short, as only the law or a shortage makes people collect; -1: none.
  int plan_good(Random& random) const;
  std::optional<std::uint16_t> convertible_good()
      const;  // what workshops convert, once it is on the market for a while and its conversion is known
  Date dispatch_day(Random& random) const;
  std::uint32_t new_journey();
  std::uint32_t new_order(PartyId seller, std::uint32_t journey, std::uint16_t good, std::uint32_t chips, Date day);
  std::uint32_t new_join(std::uint32_t expected, std::uint32_t next, Date deadline, bool convert = false);
  void start(std::uint32_t journey, Date day);
  void later(Date day, Later what);
  void schemes();
  bool launch(Scheme kind, Random& random);
  struct Plot;  // what a scheme is made of, while it is planned: schemes.cpp
  std::uint32_t large_lot(Random& random) const;
  std::uint32_t small_lot(Random& random) const;
  void pass_through(Plot& plot);
  void straw_buyers(Plot& plot);
  void sham_company(Plot& plot);
  void order_slicing(Plot& plot);
  void phantom_data_centre(Plot& plot);
  void courier_lots(Plot& plot);
  void salvage_plant(Plot& plot);
  void false_reexport(Plot& plot);
  void insider_diversion(Plot& plot);
  void secondhand_drift(Plot& plot);
  void divert(const Lot& lot, PartyId hidden, std::uint32_t scheme);
  void siphon(std::uint32_t journey);
  // Its last holder keeps the parcel some days, then it leaves for `hidden` without a paper.
  void vanishes(Journey& journey, std::uint16_t good, PartyId hidden, std::uint32_t scheme, Random& random) const;

  std::uint64_t seed_;
  Date first_;
  Date last_;
  Date today_;
  const Parameters& parameters_;
  const Market& market_;
  const Society& society_;
  Laws laws_;
  Habits habits_;

  Rows* rows_ = nullptr;
  std::vector<std::vector<Task>> tasks_;  // by day
  std::vector<Journey> journeys_;
  std::vector<std::uint32_t> free_journeys_;
  std::vector<Order> orders_;
  std::vector<std::uint32_t> free_orders_;
  std::vector<Later> laters_;
  std::vector<std::uint32_t> free_laters_;
  std::vector<Join> joins_;
  std::vector<Holder> holders_;
  std::vector<double> buyers_;  // running sums of weights
  std::vector<PartyId> buyer_ids_;
  Truth truth_;
  std::uint64_t next_serial_ = 1;
  std::uint64_t produced_ = 0;
  std::uint32_t shipments_ = 0;
  std::uint32_t shipments_before_ = 0;  // of today
  std::uint32_t events_ = 0;
  // The simulation counts shipments and events as it comes to them; here are the numbers that their rows bear.
  std::vector<std::uint32_t> shipment_numbers_{0}, event_numbers_{0};
  std::uint32_t draws_ = 0;             // names a stream for each thing that happens
  std::uint64_t scheme_shipments_ = 0;  // planned
  std::array<std::uint32_t, kSchemeKinds> launched_{};
};

}  // namespace tidewaiter::world
