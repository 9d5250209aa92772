// Whom and what an agent chooses: goods that the law of the day lets through, sellers near by or anywhere, lots by
// size.
#include <algorithm>
#include <cmath>

#include "world/simulation.h"

namespace tidewaiter::world {

bool Simulation::may_receive(PartyId party, std::uint16_t good) const {
  return market_.access(good, society_.parties[party].country, today_) != Access::closed;
}

int Simulation::hop_days(Random& random) const {
  return 1 + static_cast<int>(random.lognormal(laws_.hop_median, laws_.hop_sigma));
}

std::uint8_t Simulation::form_for(std::uint16_t good) const { return market_.goods()[good].module ? kServer : kAlone; }

std::uint32_t Simulation::units_for(std::uint16_t good, std::uint32_t chips) const {
  const std::uint32_t size = market_.goods()[good].forms[form_for(good)].chips;
  return std::max(1U, (chips + size / 2) / size);
}

std::uint32_t Simulation::lot_chips(Trade trade, Random& random) const {
  const bool large = trade == Trade::data_centre || trade == Trade::cloud || random.chance(laws_.large_share);
  const double chips = large ? random.pareto(laws_.large_least, laws_.large_tail, laws_.large_most)
                             : random.lognormal(laws_.small_median, laws_.small_sigma);
  return std::max(1U, static_cast<std::uint32_t>(std::lround(chips)));
}

// By demand of the day; what may not come is left, and another good is wanted instead. -1: nothing may come.
int Simulation::chosen_good(std::uint16_t country, Trade trade, Random& random) const {
  const std::vector<Good>& goods = market_.goods();
  // Where the first good of the parameters may not go, its weaker sisters are sold.
  const bool restricted = market_.access(0, country, today_) == Access::closed;
  const bool large = trade == Trade::data_centre || trade == Trade::cloud;
  double sums[kMostGoods];
  double sum = 0;
  const std::size_t count = std::min<std::size_t>(goods.size(), kMostGoods);
  for (std::size_t i = 0; i < count; ++i) {
    double weight = market_.demand(static_cast<std::uint16_t>(i), today_);
    if (goods[i].restricted_only && !restricted) weight = 0;
    if (large != goods[i].module) weight *= habits_.demand_other_form;  // data centres buy servers, others cards
    if (!large && goods[i].forms.back().chips > habits_.demand_piece_most) weight = 0;  // nobody else buys a whole rack
    sum += weight;
    sums[i] = sum;
  }
  if (sum <= 0) return -1;
  for (int turn = 0; turn < 6; ++turn) {
    const double at = random.uniform() * sum;
    const auto good = static_cast<std::uint16_t>(std::min<std::ptrdiff_t>(
        std::upper_bound(sums, sums + count, at) - sums, static_cast<std::ptrdiff_t>(count) - 1));
    const Access access = market_.access(good, country, today_);
    if (access == Access::closed || (access == Access::licence && !random.chance(laws_.licence))) continue;
    return good;
  }
  return -1;
}

PartyId Simulation::any_of(Trade trade, Random& random) const {
  const auto& all = society_.by_trade[static_cast<std::size_t>(trade)];
  return all.empty() ? kNobody : all[random.below(static_cast<std::uint32_t>(all.size()))];
}

PartyId Simulation::trading(Trade trade, Random& random) const {
  for (int turn = 0; turn < 12; ++turn) {
    const PartyId party = any_of(trade, random);
    if (party != kNobody && trades(party)) return party;
  }
  return kNobody;
}

PartyId Simulation::hall_near(PartyId party, Random& random) const {
  const auto& halls =
      society_.by_trade_country[static_cast<std::size_t>(Trade::data_centre)][society_.parties[party].country];
  if (halls.empty()) return kNobody;
  const std::size_t begin = random.below(static_cast<std::uint32_t>(halls.size()));
  for (std::size_t i = 0; i < halls.size(); ++i) {
    const PartyId hall = halls[(begin + i) % halls.size()];
    if (trades(hall)) return hall;
  }
  return kNobody;
}

std::uint16_t Simulation::cheaper_than(std::uint16_t good, Date by, Random& random) const {
  const auto& goods = market_.goods();
  for (const bool same_maker : {true, false}) {
    std::vector<std::uint16_t> found;
    for (std::uint16_t other = 0; other < goods.size(); ++other) {
      if (goods[other].released <= by && goods[other].price < goods[good].price &&
          (!same_maker || goods[other].maker == goods[good].maker))
        found.push_back(other);
    }
    if (!found.empty()) return found[random.below(static_cast<std::uint32_t>(found.size()))];
  }
  return neighbour_of(good, by, random);
}

std::uint16_t Simulation::neighbour_of(std::uint16_t good, Date by, Random& random) const {
  const auto& goods = market_.goods();
  const bool up = random.chance(0.5);
  for (const int way : {up ? 1 : -1, up ? -1 : 1}) {
    for (int other = good + way; other >= 0 && other < static_cast<int>(goods.size()); other += way) {
      const auto place = static_cast<std::uint16_t>(other);
      if (goods[place].maker == goods[good].maker && goods[place].released <= by) return place;
    }
  }
  return good;
}

PartyId Simulation::forwarder_by_now(PartyId usual) const {
  if (usual == kNobody || trades(usual)) return usual;
  constexpr auto kTrade = static_cast<std::size_t>(Trade::forwarder);
  for (const auto* all :
       {&society_.by_trade_country[kTrade][society_.parties[usual].country], &society_.by_trade[kTrade]}) {
    const auto begin = static_cast<std::size_t>(std::ranges::upper_bound(*all, usual) - all->begin());
    for (std::size_t i = 0; i < all->size(); ++i) {
      const PartyId other = (*all)[(begin + i) % all->size()];
      if (trades(other)) return other;
    }
  }
  return kNobody;
}

PartyId Simulation::middleman(std::uint16_t good, double resellers, Random& random) const {
  static constexpr Trade kOthers[] = {Trade::firm,  Trade::firm,       Trade::firm,        Trade::firm,
                                      Trade::cloud, Trade::university, Trade::distributor, Trade::government,
                                      Trade::firm,  Trade::data_centre};
  return open_party(random.chance(resellers) ? Trade::reseller : kOthers[random.below(10)], good, random);
}

PartyId Simulation::some_user(std::uint16_t good, Random& random) const {
  static constexpr Trade kUsers[] = {Trade::firm, Trade::university, Trade::firm, Trade::data_centre, Trade::cloud};
  const PartyId user = open_party(kUsers[random.below(5)], good, random);
  return user != kNobody ? user : open_party(Trade::firm, good, random);
}

PartyId Simulation::some_buyer(std::uint16_t good, Random& random) const {
  for (int turn = 0; turn < 12; ++turn) {
    const double at = random.uniform() * buyers_.back();
    const auto found = static_cast<std::size_t>(std::ranges::upper_bound(buyers_, at) - buyers_.begin());
    const PartyId buyer = buyer_ids_[std::min(found, buyer_ids_.size() - 1)];
    if (society_.parties[buyer].opens <= today_ && may_receive(buyer, good)) return buyer;
  }
  return kNobody;
}

std::optional<Simulation::Wanted> Simulation::wanted_in_vain(Random& random) const {
  for (int turn = 0; turn < 20; ++turn) {
    const PartyId wants = any_of(kWanting[random.below(kWanting.size())], random);
    if (wants == kNobody || !trades(wants)) continue;
    // As somebody in an open country would choose.
    const int good =
        chosen_good(0, random.chance(habits_.demand_wanted_by_clouds) ? Trade::cloud : Trade::firm, random);
    if (good < 0 || may_receive(wants, static_cast<std::uint16_t>(good))) continue;
    return Wanted{static_cast<std::uint16_t>(good), wants};
  }
  return std::nullopt;
}

PartyId Simulation::wanting(std::uint16_t good, Random& random) const {
  for (int turn = 0; turn < 40; ++turn) {  // one party in ten is where the most is closed
    const PartyId wants = any_of(kWanting[random.below(kWanting.size())], random);
    if (wants != kNobody && trades(wants) && !may_receive(wants, good)) return wants;
  }
  return kNobody;
}

PartyId Simulation::open_party(Trade trade, std::uint16_t good, Random& random) const {
  for (int turn = 0; turn < 12; ++turn) {
    const PartyId party = any_of(trade, random);
    if (party != kNobody && society_.parties[party].opens <= today_ && may_receive(party, good)) return party;
  }
  return kNobody;
}

PartyId Simulation::seller_for(PartyId buyer, std::uint16_t good, std::uint32_t chips, Random& random) const {
  const Party& party = society_.parties[buyer];
  if (random.chance(laws_.preferred)) {
    const PartyId usual = party.suppliers[random.below(3)];
    if (usual != kNobody && usual != buyer && society_.parties[usual].opens <= today_ && may_receive(usual, good))
      return usual;
  }
  const double large = std::min(habits_.demand_upstream_most, chips / habits_.demand_upstream_chips);
  const Trade trade =
      random.chance(large)
          ? (market_.goods()[good].module && random.chance(habits_.demand_upstream_builder) ? Trade::server_maker
                                                                                            : Trade::distributor)
      : random.chance(habits_.demand_from_distributor) ? Trade::distributor
                                                       : Trade::reseller;
  for (int turn = 0; turn < 3; ++turn) {
    const auto& near = society_.by_trade_country[static_cast<std::size_t>(trade)][party.country];
    const PartyId found = !near.empty() && random.chance(habits_.demand_near_seller)
                              ? near[random.below(static_cast<std::uint32_t>(near.size()))]
                              : open_party(trade, good, random);
    if (found != kNobody && found != buyer && society_.parties[found].opens <= today_ && may_receive(found, good))
      return found;
  }
  return seller_anywhere(buyer, good, random);
}

PartyId Simulation::seller_anywhere(PartyId buyer, std::uint16_t good, Random& random) const {
  for (const Trade trade : {Trade::distributor, Trade::server_maker}) {
    const auto& all = society_.by_trade[static_cast<std::size_t>(trade)];
    const std::size_t begin = all.empty() ? 0 : random.below(static_cast<std::uint32_t>(all.size()));
    for (std::size_t i = 0; i < all.size(); ++i) {
      const PartyId seller = all[(begin + i) % all.size()];
      if (seller != buyer && trades(seller) && may_receive(seller, good)) return seller;
    }
  }
  return society_.makers[static_cast<std::size_t>(market_.goods()[good].maker)];
}

}  // namespace tidewaiter::world
