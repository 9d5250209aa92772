#include "world/society.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "world/habits.h"
#include "world/names.h"

namespace tidewaiter::world {
namespace {

constexpr std::uint32_t kChipMakers = 4;

class Wheel {
 public:
  void add(double weight) { sums_.push_back((sums_.empty() ? 0 : sums_.back()) + weight); }
  std::size_t turn(Random& random) const {
    const double at = random.uniform() * sums_.back();
    const auto found = std::ranges::upper_bound(sums_, at);
    return std::min(sums_.size() - 1, static_cast<std::size_t>(found - sums_.begin()));
  }

 private:
  std::vector<double> sums_;
};

Trade trade_of(std::uint32_t number, std::uint32_t parties, const std::array<double, kTrades>& parts) {
  if (number < kChipMakers) return Trade::chip_maker;
  double at = (number - kChipMakers + 0.5) / (parties - kChipMakers);
  for (std::size_t trade = 1; trade < kTrades; ++trade) {
    at -= parts[trade];
    if (at < 0) return static_cast<Trade>(trade);
  }
  return Trade::government;
}

}  // namespace

std::string_view role_of(Trade trade) {
  static constexpr std::array<std::string_view, kTrades> kRoles{
      "manufacturer", "manufacturer", "distributor", "reseller", "freight_forwarder",
      "data_centre",  "cloud",        "university",  "end_user", "government"};
  return kRoles[static_cast<std::size_t>(trade)];
}

Society Society::make(std::uint64_t seed, std::uint32_t count, Date first, Date last, const Parameters& parameters) {
  Society society;
  const auto& countries = parameters.countries();
  Wheel users, dealers;
  for (const CountryText& country : countries) {
    users.add(country.weight);
    dealers.add(country.hub);
  }
  society.by_trade.resize(kTrades);
  society.by_trade_country.assign(kTrades, std::vector<std::vector<PartyId>>(countries.size()));
  society.groups.resize(1);
  const double young = parameters("parties.young_share");
  const double shared = parameters("parties.shared_address");
  const double reporters = parameters("life.reporters");
  const double tail = parameters("demand.buyer_tail");
  const Habits habits = Habits::of(parameters);
  const std::array<double, kTrades> parts{0,
                                          habits.parties_part_server_maker,
                                          habits.parties_part_distributor,
                                          habits.parties_part_reseller,
                                          habits.parties_part_forwarder,
                                          habits.parties_part_data_centre,
                                          habits.parties_part_cloud,
                                          habits.parties_part_university,
                                          habits.parties_part_firm,
                                          habits.parties_part_government};
  const int days = std::max(1, last - first);
  std::unordered_set<std::string> names;
  for (PartyId id = 0; id < count; ++id) {
    Random random(seed, Purpose::society, id);
    Party party;
    party.trade = trade_of(id, count, parts);
    const bool dealer =
        party.trade == Trade::reseller || party.trade == Trade::forwarder || party.trade == Trade::distributor;
    party.country =
        party.trade == Trade::chip_maker ? 0 : static_cast<std::uint16_t>((dealer ? dealers : users).turn(random));
    party.parent_country = party.country;
    party.weight = random.pareto(1, tail, habits.demand_buyer_most);
    const bool maker = party.trade <= Trade::server_maker;
    // Every trade has its share of young firms, and of those that only come to be while the world runs; but one of each
    // trades from the first day.
    const bool first_of_trade = society.by_trade[static_cast<std::size_t>(party.trade)].empty();
    if (!maker && !first_of_trade && random.chance(young)) {
      party.registered = first + random.between(-static_cast<int>(habits.parties_young_days),
                                                static_cast<int>(days * habits.parties_young_until));
    } else {
      party.registered = first + -habits.parties_old_days.draw(random);
    }
    party.opens = std::max(first, party.registered + static_cast<int>(random.lognormal(habits.parties_opens_median,
                                                                                       habits.parties_opens_sigma)));
    if (first_of_trade) party.opens = first;
    party.reports = random.chance(reporters);
    party.address = id;
    auto& neighbours = society.by_trade_country[static_cast<std::size_t>(party.trade)][party.country];
    if (!neighbours.empty() && random.chance(shared)) {
      party.address = society.parties[neighbours[random.below(static_cast<std::uint32_t>(neighbours.size()))]].address;
    }
    Random naming(seed, Purpose::names, id);
    const bool public_body = party.trade == Trade::university || party.trade == Trade::government;
    do {
      party.name = firm_name(naming, static_cast<int>(party.trade),
                             public_body ? std::string_view{} : countries[party.country].legal_form);
    } while (!names.insert(party.name).second);
    neighbours.push_back(id);
    society.by_trade[static_cast<std::size_t>(party.trade)].push_back(id);
    society.parties.push_back(std::move(party));
  }
  for (PartyId id = 0; id < kChipMakers && id < count; ++id) society.makers.push_back(id);

  // Groups of companies: a parent and four to nine daughters of any trade below the makers.
  Random grouping(seed, Purpose::society, kNobody);
  const double in_groups = parameters("parties.group_share");
  std::vector<PartyId> free;
  for (PartyId id = 0; id < count; ++id) {
    if (society.parties[id].trade > Trade::server_maker && grouping.chance(in_groups)) free.push_back(id);
  }
  for (std::size_t i = free.size(); i > 1; --i)
    std::swap(free[i - 1], free[grouping.below(static_cast<std::uint32_t>(i))]);
  for (std::size_t at = 0; at + static_cast<std::size_t>(habits.parties_group_size.least) <= free.size();) {
    const std::size_t size =
        std::min(free.size() - at, static_cast<std::size_t>(habits.parties_group_size.draw(grouping)));
    const auto number = static_cast<std::uint32_t>(society.groups.size());
    std::vector<PartyId>& members = society.groups.emplace_back();
    for (std::size_t i = 0; i < size; ++i) members.push_back(free[at + i]);
    // The oldest owns the others, so that no stake is older than its owner.
    std::iter_swap(members.begin(),
                   std::ranges::min_element(members, {}, [&](PartyId id) { return society.parties[id].registered; }));
    for (const PartyId id : members) {
      society.parties[id].group = number;
      society.parties[id].parent_country = society.parties[members[0]].country;
      if (id != members[0]) society.parties[id].owner = members[0];
    }
    at += size;
  }

  // Usual suppliers, forwarders and treasury centres, near by where there are any.
  const double payers = parameters("papers.third_country_payer");
  const auto any = [&](Random& random, Trade trade, std::uint16_t country, double near) {
    const auto& all = society.by_trade[static_cast<std::size_t>(trade)];
    const auto& here = society.by_trade_country[static_cast<std::size_t>(trade)][country];
    const auto& from = !here.empty() && random.chance(near) ? here : all;
    return from.empty() ? kNobody : from[random.below(static_cast<std::uint32_t>(from.size()))];
  };
  for (PartyId id = 0; id < count; ++id) {
    Random random(seed, Purpose::society, id, 1);
    Party& party = society.parties[id];
    party.forwarder = any(random, Trade::forwarder, party.country, habits.parties_near_forwarder);
    for (PartyId& supplier : party.suppliers) {
      supplier = any(random, random.chance(habits.parties_usual_distributor) ? Trade::distributor : Trade::reseller,
                     party.country, habits.parties_near_supplier);
    }
    if (random.chance(payers / habits.papers_payer_used)) {
      party.payer = party.group != 0 ? society.groups[party.group][0] : any(random, Trade::firm, 0, 0);
    }
  }
  return society;
}

}  // namespace tidewaiter::world
