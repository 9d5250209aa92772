#include "world/laws.h"

#include <string>

namespace tidewaiter::world {

Laws Laws::of(const Parameters& parameters) {
  const Parameters& p = parameters;
  Laws laws{
      .dispatch_median = p("time.dispatch_median"),
      .dispatch_sigma = p("time.dispatch_sigma"),
      .build_median = p("time.build_median"),
      .air_median = p("time.air_median"),
      .sea_median = p("time.sea_median"),
      .transit_sigma = p("time.transit_sigma"),
      .hop_median = p("time.hop_median"),
      .hop_sigma = p("time.hop_sigma"),
      .settle_median = p("time.settle_median"),
      .life_days = p("time.life_days"),
      .orders = p("demand.orders_per_party_day"),
      .growth = p("demand.growth_per_year"),
      .weekend = p("demand.weekend_share"),
      .restock = p("demand.restock_factor"),
      .licence = p("demand.licence_granted"),
      .preferred = p("demand.preferred_supplier"),
      .small_median = p("lots.small_median"),
      .small_sigma = p("lots.small_sigma"),
      .large_least = p("lots.large_least"),
      .large_tail = p("lots.large_tail"),
      .large_most = p("lots.large_most"),
      .large_share = p("lots.large_share"),
      .late_receipt = p("papers.late_receipt"),
      .missing_receipt = p("papers.missing_receipt"),
      .missing_serials = p("papers.missing_serials"),
      .receipt_serials = p("papers.receipt_serials"),
      .transit = p("papers.transit_country"),
      .installed = p("life.installed"),
      .returns = p("life.returns"),
      .repairs = p("life.repairs"),
      .lost = p("life.lost"),
      .seized = p("life.seized"),
      .surplus = p("life.surplus"),
      .relocation = p("life.relocation"),
      .lease = p("life.lease"),
      .second_hand = p("life.second_hand"),
      .scrap = p("life.scrap"),
      .back_to_back = p("life.back_to_back"),
      .listing = p("life.listing"),
      .unrecorded = p("life.unrecorded_sale"),
      .stale = p("life.stale_declaration"),
      .report_days = p("life.report_days"),
      .report_serials = p("life.report_serials"),
      .inspections = p("life.inspections_per_shipment"),
      .declarations = p("life.declarations_per_shipment"),
      .looks_at_large = p("life.looks_at_large"),
      .looks_at_one = p("life.looks_at_one_lot"),
      .consolidation = p("life.consolidation"),
      .group_purchase = p("life.group_purchase"),
      .scatter = p("life.scatter"),
      .loan_loop = p("life.loan_loop"),
      .conversion = p("life.conversion"),
      .workshop = p("life.workshop"),
      .unbooked_stock = p("life.unbooked_stock"),
      .maker_scrap = p("life.maker_scrap"),
      .mended_scrap = p("life.mended_scrap"),
      .misread = p("life.misread_serial"),
      .misread_short = p("life.misread_where_short"),
      .share = p("schemes.share_of_shipments"),
      .first_scheme_day = p("schemes.first_day"),
      .scheme_lot_median = p("schemes.large_lot_median"),
      .scheme_lot_tail = p("schemes.large_lot_tail"),
      .scheme_lot_most = p("schemes.large_lot_most"),
      .small_lot_least = p("schemes.small_lot_least"),
      .small_lot_most = p("schemes.small_lot_most"),
      .premium_low = p("schemes.premium_low"),
      .premium_high = p("schemes.premium_high"),
      .seen = p("schemes.seen_again"),
      .renting_clouds = p("rentals.share_of_clouds"),
      .rent_low = p("rentals.usd_per_hour_low"),
      .rent_high = p("rentals.usd_per_hour_high"),
      .modes = {p("modes.air"), p("modes.sea"), p("modes.road"), p("modes.courier"), p("modes.hand_carried")},
      .scheme_weights = {},
      .scheme_shipments = {},
  };
  for (std::size_t i = 0; i < kSchemeKinds; ++i) {
    const std::string kind(to_string(static_cast<Scheme>(i)));
    laws.scheme_weights[i] = p("schemes." + kind);
    laws.scheme_shipments[i] = p("schemes.shipments_" + kind);
  }
  return laws;
}

}  // namespace tidewaiter::world
