// Figures of what parties, papers and schemes do, beside those of Laws: one member for each, called after its path in
// src/world/data/baseline.toml (papers.no_forwarder is papers_no_forwarder), and looked up once.
#pragma once

#include <string_view>

#include "world/parameters.h"
#include "world/random.h"

namespace tidewaiter::world {

// A figure with its `most`: each in between is as likely.
struct Span {
  double least = 0;
  double most = 0;
  int draw(Random& random) const { return random.between(static_cast<int>(least), static_cast<int>(most)); }
  double within(Random& random) const { return least + (most - least) * random.uniform(); }
};

// clang-format off
#define TIDEWAITER_FIGURES(X) \
  X(demand, large_buyers) X(demand, buyer_most) X(demand, other_form) X(demand, piece_most) \
  X(demand, first_month) X(demand, rise_months) X(demand, best_months) X(demand, halved_months) \
  X(demand, wanted_by_clouds) X(demand, upstream_chips) X(demand, upstream_most) X(demand, upstream_builder) \
  X(demand, from_distributor) X(demand, near_seller) X(demand, opening) X(demand, batch) X(demand, stock) \
  X(demand, patience) \
  X(time, settle_sigma) X(time, build_sigma) X(time, domestic) X(time, show_within) X(time, gathered) \
  X(time, postponed) \
  X(modes, road_at_home) X(modes, small_chips) X(modes, agents_carry) X(modes, sea_least) \
  X(modes, agent_chips) X(modes, agents) \
  X(papers, own_forwarder) X(papers, no_forwarder) X(papers, payer_used) X(papers, intermediate) \
  X(papers, handed_over_at_hub) X(papers, handed_over_at_start) X(papers, handed_over_abroad) \
  X(papers, dealer_is_end_user) X(papers, wrong_mass_is_less) X(papers, vendor_named) X(papers, used_stated) \
  X(papers, second_heading) X(papers, wrong_eccn) X(papers, wrong_eccn_ear99) X(papers, licence_stated) \
  X(papers, notice_stated) X(papers, installation_of_servers) X(papers, installation_of_others) \
  X(papers, servers_declined) X(papers, installation_serials) X(papers, claim_serials) \
  X(papers, listing_serials) \
  X(prices, dealer) X(prices, offer) X(prices, offer_sigma) X(prices, offer_spread) X(prices, listing_spread) \
  X(prices, listing_countries) X(prices, age_discount) X(prices, age_from) X(prices, age_most) \
  X(prices, server_rest) \
  X(masses, packing) \
  X(life, back_to_back_third) X(life, middle_resellers) X(life, resale_resellers) \
  X(life, inspected_installation) X(life, mending_days) X(life, return_stated) X(life, used_after) \
  X(life, second_site) X(life, in_a_hall) X(life, claim_inspected) X(life, one_not_found) \
  X(life, listing_is_report) X(life, seen_once) X(life, attested) X(life, misread_model) X(life, misread_model_days) X(life, misread_neighbour) X(life, looks_at_data_centres) \
  X(life, scrap_trays) X(life, mended_dealers) \
  X(plans, of_the_short) X(plans, collector_reseller) X(plans, source_firm) X(plans, user_firm) \
  X(plans, collection_dealers) X(plans, collection_days) X(plans, pooled) X(plans, pool_dealer) \
  X(plans, second_dealer) X(plans, owner_reseller) X(plans, loan_firm) X(plans, loan_large) \
  X(plans, loan_rest) X(plans, convertible_after) X(plans, conversion_dealers) X(plans, cards_median) \
  X(plans, cards_sigma) X(plans, workshop_dealers) X(plans, workshop_days) X(plans, unbooked_age) \
  X(schemes, last_days) X(schemes, last_part) X(schemes, turn_jitter) X(schemes, end_user_buyer) \
  X(schemes, front_every) X(schemes, straws_least) X(schemes, straw_days) X(schemes, sham_firm) \
  X(schemes, slices_least) X(schemes, phantom_data_centres) X(schemes, phantom_every) \
  X(schemes, phantom_claim_every) X(schemes, courier_sink_reseller) X(schemes, loop_large) \
  X(schemes, drift_least) X(schemes, drift_age) X(schemes, dummies) \
  X(parties, part_server_maker) X(parties, part_distributor) X(parties, part_reseller) \
  X(parties, part_forwarder) X(parties, part_data_centre) X(parties, part_cloud) X(parties, part_university) \
  X(parties, part_firm) X(parties, part_government) X(parties, young_days) X(parties, young_until) \
  X(parties, opens_median) X(parties, opens_sigma) X(parties, near_forwarder) X(parties, usual_distributor) \
  X(parties, near_supplier) X(parties, customer_days) X(parties, stated_headquarters) X(parties, phone) \
  X(parties, foreign_phone) X(parties, email_without_site) X(parties, cloud_halls) X(parties, megawatt_median) \
  X(parties, megawatt_sigma) X(parties, no_premises) X(parties, unstated_stake) X(parties, former_owner) X(parties, whole_stake)

#define TIDEWAITER_SPANS(X) \
  X(time, late) \
  X(papers, less_mass) X(papers, more_mass) X(papers, scrap_serials) X(papers, seen_serials) \
  X(masses, module) \
  X(life, back_to_back_hops) X(life, inspected_after) X(life, repair_after) X(life, listing_after) \
  X(life, misread_after) X(life, return_after) X(life, surplus_hops) X(life, surplus_after) \
  X(life, lease_days) X(life, relocation_after) X(life, second_hand_hops) X(life, second_hand_age) \
  X(life, scrap_age) X(life, unrecorded_after) X(life, sampled) X(life, listing_price) X(life, seen_price) \
  X(life, misread_price) X(life, stale_after) X(life, written_off) X(life, scrap_pieces) X(life, mended_after) \
  X(plans, order_spread) X(plans, sources) X(plans, lots_each) X(plans, slice) X(plans, agents) \
  X(plans, retail_lot) X(plans, retail_spread) X(plans, workshop_lots) X(plans, unbooked_hops) \
  X(schemes, front_orders) X(schemes, shown_after) X(schemes, straws) X(schemes, straw_spread) \
  X(schemes, sham_days) X(schemes, phantom_orders) X(schemes, phantom_days) X(schemes, phantom_claims) \
  X(schemes, phantom_claim_spread) X(schemes, phantom_seen_first) X(schemes, phantom_seen_again) \
  X(schemes, seen_after) X(schemes, courier_carriers) X(schemes, plant_lots) X(schemes, drift_hops) \
  X(schemes, drift_start) X(schemes, dummy_days) \
  X(rentals, fleet_share) X(rentals, days) \
  X(parties, old_days) X(parties, group_size) X(parties, part_stake)
// clang-format on

struct Habits {
#define TIDEWAITER_MEMBER(section, name) double section##_##name = 0;
  TIDEWAITER_FIGURES(TIDEWAITER_MEMBER)
#undef TIDEWAITER_MEMBER
#define TIDEWAITER_MEMBER(section, name) Span section##_##name;
  TIDEWAITER_SPANS(TIDEWAITER_MEMBER)
#undef TIDEWAITER_MEMBER

  static Habits of(const Parameters& parameters);
};

}  // namespace tidewaiter::world
