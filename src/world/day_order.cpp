// The order of a day's rows and their numbers. The simulation writes a row when it comes to it, and who was planned
// long before comes first: the order would tell. So the rows of each day are mixed by a stream of their own before they
// get their numbers. Events keep the order of their kinds: nothing is sent on the day on which its receipt comes later.
#include <algorithm>

#include "world/simulation.h"

namespace tidewaiter::world {
namespace {

// What adds to a holder's book comes first, what takes from it last.
std::uint64_t rank_of(Happening kind) {
  switch (kind) {
    case Happening::opening:
      return 0;
    case Happening::receipt:
      return 1;
    case Happening::transform:
      return 2;
    case Happening::shipment:
    case Happening::returned:
      return 4;
    default:
      return 3;
  }
}

struct Place {
  std::uint64_t key;
  std::size_t row;
  friend auto operator<=>(const Place&, const Place&) = default;
};

// Sorts the rows from `begin` on by rank(row), those of one rank at random. Gives the place of each, from 0.
template <class Row, class Rank>
std::vector<std::uint32_t> mix(std::vector<Row>& rows, std::size_t begin, Random& random, Rank rank) {
  std::vector<Place> places(rows.size() - begin);
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = {rank(rows[begin + i]) << 32 | random.bits(), i};
  std::ranges::sort(places);
  std::vector<Row> mixed;
  mixed.reserve(places.size());
  std::vector<std::uint32_t> place_of(places.size());
  for (const Place& place : places) {
    place_of[place.row] = static_cast<std::uint32_t>(mixed.size());
    mixed.push_back(rows[begin + place.row]);
  }
  std::ranges::copy(mixed, rows.begin() + static_cast<std::ptrdiff_t>(begin));
  return place_of;
}

}  // namespace

void Simulation::mix_day(const DayBegin& begin) {
  Random random(seed_, Purpose::day_order, 0, static_cast<std::uint32_t>(today_ - first_));
  const auto same = [](const auto&) { return std::uint64_t{0}; };
  for (const std::uint32_t place : mix(rows_->shipments, begin.shipments, random, same))
    shipment_numbers_.push_back(shipments_before_ + 1 + place);
  for (std::size_t i = begin.shipments; i < rows_->shipments.size(); ++i) {
    ShipmentRow& row = rows_->shipments[i];
    row.number = shipment_numbers_[row.number];
  }
  for (const std::uint32_t place :
       mix(rows_->events, begin.events, random, [](const EventRow& row) { return rank_of(row.kind); }))
    event_numbers_.push_back(begin.event_number + 1 + place);
  for (std::size_t i = begin.events; i < rows_->events.size(); ++i) {
    EventRow& row = rows_->events[i];
    row.shipment = shipment_numbers_[row.shipment];
    row.reference = event_numbers_[row.reference];
  }
  mix(rows_->reports, begin.reports, random, same);
  const auto today = truth_.shipments.begin() + static_cast<std::ptrdiff_t>(begin.of_schemes);
  for (auto each = today; each != truth_.shipments.end(); ++each) each->shipment = shipment_numbers_[each->shipment];
  std::ranges::sort(today, truth_.shipments.end(), {}, &SchemeShipment::shipment);
}

}  // namespace tidewaiter::world
