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
  if (random.chance(habits_.plans_of_the_short)) {
    const std::optional<Wanted> wanted = wanted_in_vain(random);
    if (wanted) return wanted->good;
  }
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
  if (found == goods.end()) return std::nullopt;
  const Date made = goods[static_cast<std::size_t>(found->converted)].released;
  if (today_ < std::max(found->released + static_cast<int>(habits_.plans_convertible_after), made)) return std::nullopt;
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
  for (unsigned i = times(laws_.workshop); i > 0; --i) workshop(random);
  for (unsigned i = times(laws_.unbooked_stock); i > 0; --i) unbooked(random);
}

// The last steps: over another dealer, in so many of all cases, to whom the goods are for.
void Simulation::to_user(Journey& journey, std::uint16_t good, PartyId user, double dealers, Random& random) const {
  if (random.chance(dealers)) {
    const PartyId dealer = open_party(Trade::reseller, good, random);
    bool known = dealer == kNobody || dealer == user;
    for (int k = 0; k < journey.size; ++k) known = known || journey.legs[static_cast<std::size_t>(k)].party == dealer;
    if (!known) journey.then(dealer, hop_days(random));
  }
  journey.then(user, 0);
  journey.sure = journey.quiet_life = true;
}

// A user buys what several small firms have ordered too much of, through a dealer or two.
void Simulation::consolidation(Random& random) {
  const int good = plan_good(random);
  if (good < 0) return;
  const auto kind = static_cast<std::uint16_t>(good);
  const PartyId dealer =
      open_party(random.chance(habits_.plans_collector_reseller) ? Trade::reseller : Trade::firm, kind, random);
  const PartyId user = open_party(random.chance(habits_.plans_user_firm) ? Trade::firm : Trade::cloud, kind, random);
  if (dealer == kNobody || user == kNobody || dealer == user) return;
  const int sources = habits_.plans_sources.draw(random);
  const std::uint32_t next = new_journey();
  to_user(journeys_[next], kind, user, habits_.plans_collection_dealers, random);
  journeys_[next].linger = static_cast<std::uint16_t>(hop_days(random));
  const std::uint32_t join =
      new_join(static_cast<std::uint32_t>(sources), next, today_ + static_cast<int>(habits_.plans_collection_days));
  for (int i = 0; i < sources; ++i) {
    const PartyId source =
        open_party(random.chance(habits_.plans_source_firm) ? Trade::firm : Trade::reseller, kind, random);
    if (source == kNobody || source == dealer) continue;
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(source, hop_days(random));
    journey.then(dealer, 0);
    journey.fate = Fate::join;
    journey.join = join;
    journey.end_user = user;
    const std::uint32_t chips = small_lot(random);
    new_order(seller_for(source, kind, chips, random), number, kind, chips,
              dispatch_day(random) + habits_.plans_order_spread.draw(random));
  }
}

// Companies of one group each order small lots; some pass them to one of them, or to a dealer's customer, who uses all.
void Simulation::group_purchase(Random& random) {
  const int good = plan_good(random);
  if (good < 0 || society_.groups.size() < 2) return;
  const auto kind = static_cast<std::uint16_t>(good);
  const auto& members = society_.groups[1 + random.below(static_cast<std::uint32_t>(society_.groups.size() - 1))];
  const bool pooled = random.chance(habits_.plans_pooled);
  const PartyId dealer = random.chance(habits_.plans_pool_dealer) ? open_party(Trade::reseller, kind, random) : kNobody;
  const PartyId user = open_party(Trade::firm, kind, random);
  if (user == kNobody) return;
  std::vector<PartyId> sellers;
  for (const PartyId member : members) {
    if (society_.parties[member].opens > today_ || !may_receive(member, kind)) continue;
    const int lots = habits_.plans_lots_each.draw(random);
    for (int i = 0; i < lots; ++i) {
      const std::uint32_t number = new_journey();
      Journey& journey = journeys_[number];
      journey.then(member, hop_days(random));
      if (pooled && member != user) {
        if (dealer != kNobody && dealer != member && dealer != user) journey.then(dealer, hop_days(random));
        journey.then(user, 0);
        journey.sure = journey.quiet_life = true;
      }
      const auto chips = static_cast<std::uint32_t>(habits_.plans_slice.draw(random));
      if (sellers.size() < 2) sellers.push_back(seller_for(member, kind, chips, random));
      const PartyId seller = sellers[random.below(static_cast<std::uint32_t>(sellers.size()))];
      new_order(seller == member ? seller_for(member, kind, chips, random) : seller, number, kind, chips,
                dispatch_day(random) + habits_.plans_order_spread.draw(random));
    }
  }
}

// A buyer has agents gather retail lots.
void Simulation::scatter(Random& random) {
  int good = plan_good(random);
  const auto is_module = [&] { return good >= 0 && market_.goods()[static_cast<std::size_t>(good)].module; };
  for (int turn = 0; turn < 20 && is_module(); ++turn) good = plan_good(random);  // agents carry cards
  if (good < 0 || is_module()) return;
  const auto kind = static_cast<std::uint16_t>(good);
  const PartyId dealer = open_party(Trade::reseller, kind, random);
  const PartyId user =
      open_party(random.chance(habits_.plans_user_firm) ? Trade::firm : Trade::university, kind, random);
  const PartyId second =
      random.chance(habits_.plans_second_dealer) ? open_party(Trade::reseller, kind, random) : kNobody;
  if (dealer == kNobody || user == kNobody || second == dealer) return;
  const int lots = habits_.plans_agents.draw(random);
  for (int i = 0; i < lots; ++i) {
    const PartyId agent =
        open_party(random.chance(habits_.plans_source_firm) ? Trade::firm : Trade::reseller, kind, random);
    if (agent == kNobody || agent == dealer || agent == user || agent == second) continue;
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(dealer, hop_days(random));
    journey.then(agent, hop_days(random));
    if (second != kNobody) journey.then(second, hop_days(random));
    journey.then(user, 0);
    journey.sure = journey.quiet_life = journey.courier = true;
    const auto chips = static_cast<std::uint32_t>(habits_.plans_retail_lot.draw(random));
    new_order(seller_for(dealer, kind, chips, random), number, kind, chips,
              dispatch_day(random) + habits_.plans_retail_spread.draw(random));
  }
}

// Goods for a fair or a trial come back over a third party.
void Simulation::loan_loop(Random& random) {
  const int good = plan_good(random);
  if (good < 0) return;
  const auto kind = static_cast<std::uint16_t>(good);
  const PartyId owner =
      open_party(random.chance(habits_.plans_owner_reseller) ? Trade::reseller : Trade::firm, kind, random);
  const PartyId first = open_party(Trade::reseller, kind, random);
  const PartyId second =
      open_party(random.chance(habits_.plans_loan_firm) ? Trade::firm : Trade::reseller, kind, random);
  if (owner == kNobody || first == kNobody || second == kNobody || owner == first || owner == second || first == second)
    return;
  const std::uint32_t number = new_journey();
  Journey& journey = journeys_[number];
  journey.then(owner, static_cast<int>(habits_.plans_loan_rest) + hop_days(random));
  journey.then(first, hop_days(random), Act::loan);
  journey.then(second, hop_days(random), Act::loan);
  journey.then(owner, 0);
  journey.last_is_return = random.chance(habits_.life_return_stated);
  journey.sure = journey.quiet_life = true;
  const std::uint32_t chips = lot_chips(random.chance(habits_.plans_loan_large) ? Trade::cloud : Trade::firm, random);
  new_order(seller_for(owner, kind, chips, random), number, kind, chips, dispatch_day(random));
}

// A workshop makes other cards of cards for one customer, and says so.
void Simulation::conversion(Random& random) {
  const std::optional<std::uint16_t> converted = convertible_good();
  if (!converted) return;
  const std::uint16_t kind = *converted;
  const PartyId shop =
      open_party(random.chance(habits_.plans_collector_reseller) ? Trade::reseller : Trade::firm, kind, random);
  const PartyId user =
      open_party(random.chance(habits_.plans_user_firm) ? Trade::firm : Trade::university, kind, random);
  if (shop == kNobody || user == kNobody || shop == user) return;
  const std::uint32_t number = new_journey();
  Journey& journey = journeys_[number];
  journey.then(shop, hop_days(random), Act::convert);
  to_user(journey, kind, user, habits_.plans_conversion_dealers, random);
  const auto chips =
      static_cast<std::uint32_t>(random.lognormal(habits_.plans_cards_median, habits_.plans_cards_sigma)) + 1;
  new_order(seller_for(shop, kind, chips, random), number, kind, chips, dispatch_day(random));
}

// A workshop buys cards of many dealers and makes other cards of them for one customer.
void Simulation::workshop(Random& random) {
  const std::optional<std::uint16_t> converted = convertible_good();
  if (!converted) return;
  const std::uint16_t kind = *converted;
  const PartyId shop =
      open_party(random.chance(habits_.plans_collector_reseller) ? Trade::reseller : Trade::firm, kind, random);
  const PartyId user = some_user(kind, random);
  if (shop == kNobody || user == kNobody || shop == user) return;
  const std::uint32_t next = new_journey();
  to_user(journeys_[next], kind, user, habits_.plans_workshop_dealers, random);
  journeys_[next].linger = static_cast<std::uint16_t>(hop_days(random));
  const int lots = habits_.plans_workshop_lots.draw(random);
  const std::uint32_t join =
      new_join(static_cast<std::uint32_t>(lots), next, today_ + static_cast<int>(habits_.plans_workshop_days), true);
  for (int i = 0; i < lots; ++i) {
    const std::uint32_t number = new_journey();
    Journey& journey = journeys_[number];
    journey.then(shop, 0);
    journey.fate = Fate::join;
    journey.join = join;
    journey.end_user = user;
    const auto chips =
        static_cast<std::uint32_t>(random.lognormal(habits_.plans_cards_median, habits_.plans_cards_sigma)) + 1;
    PartyId seller = open_party(Trade::reseller, kind, random);
    if (seller == kNobody || seller == shop) seller = seller_for(shop, kind, chips, random);
    new_order(seller, number, kind, chips, dispatch_day(random) + habits_.plans_order_spread.draw(random));
  }
}

// A dealer sells what no paper shows that it had: it was bought at an auction, or the books are bad.
void Simulation::unbooked(Random& random) {
  const PartyId owner = buyer_ids_[random.below(static_cast<std::uint32_t>(buyer_ids_.size()))];
  auto& fleet = holders_[owner].fleet;
  if (fleet.empty()) return;
  const Lot lot = fleet[random.below(static_cast<std::uint32_t>(fleet.size()))];
  const PartyId dealer = open_party(Trade::reseller, lot.good, random);
  if (dealer == kNobody || dealer == owner || today_ - lot.since < habits_.plans_unbooked_age) return;
  std::vector<Lot> taken;
  remove_from(fleet, lot, taken);
  if (taken.empty()) return;
  sell_on(dealer, taken.front(), habits_.plans_unbooked_hops.draw(random), true, random);
}

}  // namespace tidewaiter::world
