// What honest parties do in the forms that schemes take too: small lots that are collected, linked buyers, agents,
// loans that come back over a third party, workshops, stock that no book shows. Each is several times as frequent as
// its likeness among the schemes, and each ends where somebody uses the goods.
#include <algorithm>

#include "world/simulation.h"

namespace tidewaiter::world {

Date Simulation::dispatch_day(Random& random) const {
  return today_ + 1 + static_cast<int>(random.lognormal(laws_.dispatch_median, laws_.dispatch_sigma));
}

int Simulation::plan_good(Random& random) const {
  static constexpr Trade kTradesAsked[] = {Trade::firm, Trade::cloud};
  const auto& countries = parameters_.countries();
  for (int turn = 0; turn < 4; ++turn) {
    const auto country = static_cast<std::uint16_t>(random.below(static_cast<std::uint32_t>(countries.size())));
    const int good = chosen_good(country, kTradesAsked[random.below(2)], random);
    if (good >= 0 && !market_.goods()[static_cast<std::size_t>(good)].restricted_only) return good;
  }
  return -1;
}

std::optional<std::uint16_t> Simulation::convertible_good() const {
  const auto& goods = market_.goods();
  const auto found = std::ranges::find_if(goods, [](const Good& good) { return good.converted >= 0; });
  if (found == goods.end() || today_ < found->released + 60) return std::nullopt;
  return static_cast<std::uint16_t>(found - goods.begin());
}

void Simulation::plans(unsigned orders) {
  Random random(seed_, Purpose::plan, 0, static_cast<std::uint32_t>(today_ - first_));
  const auto times = [&](double share) { return random.poisson(share * orders); };
  for (unsigned i = times(laws_.consolidation); i > 0; --i) consolidation(random);
  for (unsigned i = times(laws_.group_purchase); i > 0; --i) group_purchase(random);
  for (unsigned i = times(laws_.scatter); i > 0; --i) scatter(random);
  for (unsigned i = times(laws_.loan_loop); i > 0; --i) loan_loop(random);
  for (unsigned i = times(laws_.conversion); i > 0; --i) conversion(random);
  for (unsigned i = times(laws_.unbooked_stock); i > 0; --i) unbooked(random);
}

// A user buys what several small firms have ordered too much of, through one dealer.
void Simulation::consolidation(Random& random) {
  const int good = plan_good(random);
  if (good < 0) return;
  const auto kind = static_cast<std::uint16_t>(good);
  const PartyId dealer = open_party(Trade::reseller, kind, random);
  const PartyId user = open_party(random.chance(0.5) ? Trade::firm : Trade::cloud, kind, random);
  if (dealer == kNobody || user == kNobody) return;
  const int sources = random.between(4, 10);
  const std::uint32_t next = new_journey();
  journeys_[next].then(user, 0);
  journeys_[next].sure = true;
  journeys_[next].linger = static_cast<std::uint16_t>(hop_days(random));
  const std::uint32_t join = new_join(static_cast<std::uint32_t>(sources), next, today_ + 110);
  for (int i = 0; i < sources; ++i) {
    const PartyId source = open_party(random.chance(0.6) ? Trade::firm : Trade::reseller, kind, random);
    if (source == kNobody || source == dealer) continue;
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(source, hop_days(random));
    journey.then(dealer, 0);
    journey.fate = Fate::join;
    journey.join = join;
    const auto chips = static_cast<std::uint32_t>(random.between(2, 8));
    new_order(seller_for(source, kind, chips, random), number, kind, chips,
              dispatch_day(random) + random.between(0, 25));
  }
}

// Companies of one group each order a small lot; some pass it to one of them that uses all.
void Simulation::group_purchase(Random& random) {
  const int good = plan_good(random);
  if (good < 0 || society_.groups.size() < 2) return;
  const auto kind = static_cast<std::uint16_t>(good);
  const auto& members = society_.groups[1 + random.below(static_cast<std::uint32_t>(society_.groups.size() - 1))];
  const bool pooled = random.chance(0.4);
  const PartyId user = open_party(Trade::firm, kind, random);
  if (user == kNobody) return;
  std::uint32_t join = kNone;
  if (pooled) {
    const std::uint32_t next = new_journey();
    journeys_[next].sure = true;
    journeys_[next].linger = 2;
    join = new_join(static_cast<std::uint32_t>(members.size()), next, today_ + 110);
  }
  for (const PartyId member : members) {
    if (society_.parties[member].opens > today_ || !may_receive(member, kind)) continue;
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(member, hop_days(random));
    if (pooled && member != user) {
      journey.then(user, 0);
      journey.fate = Fate::join;
      journey.join = join;
    }
    const auto chips = static_cast<std::uint32_t>(random.between(2, 8));
    new_order(seller_for(member, kind, chips, random), number, kind, chips,
              dispatch_day(random) + random.between(0, 25));
  }
}

// A buyer has agents gather retail lots.
void Simulation::scatter(Random& random) {
  const int good = plan_good(random);
  if (good < 0) return;
  const auto kind = static_cast<std::uint16_t>(good);
  const PartyId dealer = open_party(Trade::reseller, kind, random);
  const PartyId user = open_party(random.chance(0.5) ? Trade::firm : Trade::university, kind, random);
  if (dealer == kNobody || user == kNobody) return;
  const int lots = random.between(4, 8);
  for (int i = 0; i < lots; ++i) {
    const PartyId agent = open_party(random.chance(0.6) ? Trade::firm : Trade::reseller, kind, random);
    if (agent == kNobody || agent == dealer || agent == user) continue;
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(dealer, hop_days(random));
    journey.then(agent, hop_days(random));
    journey.then(user, 0);
    journey.sure = journey.quiet_life = journey.courier = true;
    const auto chips = static_cast<std::uint32_t>(random.between(2, 6));
    new_order(seller_for(dealer, kind, chips, random), number, kind, chips,
              dispatch_day(random) + random.between(0, 40));
  }
}

// Goods for a fair or a trial come back over a third party.
void Simulation::loan_loop(Random& random) {
  const int good = plan_good(random);
  if (good < 0) return;
  const auto kind = static_cast<std::uint16_t>(good);
  const PartyId owner = open_party(random.chance(0.6) ? Trade::reseller : Trade::firm, kind, random);
  const PartyId first = open_party(Trade::reseller, kind, random);
  const PartyId second = open_party(random.chance(0.5) ? Trade::firm : Trade::reseller, kind, random);
  if (owner == kNobody || first == kNobody || second == kNobody || owner == first || owner == second || first == second)
    return;
  const std::uint32_t number = new_journey();
  Journey& journey = journeys_[number];
  journey.then(owner, 4 + hop_days(random));
  journey.then(first, hop_days(random), Act::loan);
  journey.then(second, hop_days(random), Act::loan);
  journey.then(owner, 0);
  journey.last_is_return = random.chance(0.5);
  journey.sure = journey.quiet_life = true;
  const std::uint32_t chips = lot_chips(random.chance(0.3) ? Trade::cloud : Trade::firm, random);
  new_order(seller_for(owner, kind, chips, random), number, kind, chips, dispatch_day(random));
}

// A workshop makes other cards of cards for one customer, and says so.
void Simulation::conversion(Random& random) {
  const std::optional<std::uint16_t> converted = convertible_good();
  if (!converted) return;
  const std::uint16_t kind = *converted;
  const PartyId shop = open_party(random.chance(0.7) ? Trade::reseller : Trade::firm, kind, random);
  const PartyId user = open_party(random.chance(0.5) ? Trade::firm : Trade::university, kind, random);
  if (shop == kNobody || user == kNobody || shop == user) return;
  const std::uint32_t number = new_journey();
  Journey& journey = journeys_[number];
  journey.then(shop, hop_days(random), Act::convert);
  journey.then(user, 0);
  journey.sure = journey.quiet_life = true;
  const auto chips = static_cast<std::uint32_t>(random.lognormal(14, 0.9)) + 1;
  new_order(seller_for(shop, kind, chips, random), number, kind, chips, dispatch_day(random));
}

// A dealer sells what no paper shows that it had: it was bought at an auction, or the books are bad.
void Simulation::unbooked(Random& random) {
  const PartyId owner = buyer_ids_[random.below(static_cast<std::uint32_t>(buyer_ids_.size()))];
  auto& fleet = holders_[owner].fleet;
  if (fleet.empty()) return;
  const Lot lot = fleet[random.below(static_cast<std::uint32_t>(fleet.size()))];
  const PartyId dealer = open_party(Trade::reseller, lot.good, random);
  if (dealer == kNobody || dealer == owner || today_ - lot.since < 60) return;
  std::vector<Lot> taken;
  remove_from(fleet, lot, taken);
  if (taken.empty()) return;
  sell_on(dealer, taken.front(), static_cast<int>(random.below(2)), true, random);
}

}  // namespace tidewaiter::world
