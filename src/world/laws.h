// The figures that the simulation asks for at every draw, each looked up once: a parameter is found by its path, and a
// world of a million shipments asks some ten million times.
#pragma once

#include <array>

#include "world/parameters.h"
#include "world/truth.h"

namespace tidewaiter::world {

struct Laws {
  double dispatch_median, dispatch_sigma, build_median, air_median, sea_median, transit_sigma, hop_median, hop_sigma,
      settle_median, life_days;                                                        // [time]
  double orders, growth, weekend, restock, licence, preferred;                         // [demand]
  double small_median, small_sigma, large_least, large_tail, large_most, large_share;  // [lots]
  double late_receipt, missing_receipt, missing_serials, receipt_serials, transit;     // [papers]
  double installed, returns, repairs, lost, seized, surplus, relocation, lease, second_hand, scrap, back_to_back,
      listing, unrecorded, stale, report_days, report_serials, inspections, declarations, looks_at_large, looks_at_one,
      consolidation, group_purchase, scatter, loan_loop, conversion, workshop, unbooked_stock, maker_scrap,
      mended_scrap, misread,
      misread_short;  // [life]
  double share, first_scheme_day, scheme_lot_median, scheme_lot_tail, scheme_lot_most, small_lot_least, small_lot_most,
      premium_low, premium_high, seen;                // [schemes]
  double renting_clouds, rent_low, rent_high;         // [rentals]
  std::array<double, 5> modes;                        // air, sea, road, courier, hand_carried
  std::array<double, kSchemeKinds> scheme_weights;    // by Scheme
  std::array<double, kSchemeKinds> scheme_shipments;  // by Scheme, about

  static Laws of(const Parameters& parameters);
};

}  // namespace tidewaiter::world
