// Features that the ownership table gives; ownership_rows.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "judge/audit/feature_values.h"
#include "judge/audit/ownership_rows.h"
#include "judge/audit/rows_in_time.h"

namespace tidewaiter::judge::audit {
namespace {

using State = OwnershipTables::State;

// What is known on the day of each row of who owns the party in a part: its state is the code that all features share.
struct PartyOwners {
  PartyOwners(const OwnershipTables& tables, PartyRows of) : stakes(&tables), rows(std::move(of)), states(places()) {}

  const OwnershipTables* stakes;
  PartyRows rows;
  SeenRows states;

  // Rows of a table that states lead to; all share the codes.
  template <class RowOf>
  std::shared_ptr<const SeenRows> leading(RowOf row_of) const {
    auto seen = std::make_shared<SeenRows>(states);
    for (const State& state : stakes->states) seen->leads_to.push_back(row_of(state));
    return seen;
  }
  template <class Value>
  Feature by_state(std::string_view what, Value value) const {
    Feature feature{fmt::format("{}: {}", rows.name, what), Sign::none, true, {kUnknown}, {}, states.codes};
    for (const State& state : stakes->states) feature.values.push_back(value(state));
    return feature;
  }

 private:
  SeenRows places() const {
    std::vector<std::uint32_t> place(rows.party.size(), kNone);
    for (std::size_t row = 0; row < place.size(); ++row) {
      if (rows.party[row] != 0) place[row] = stakes->state(rows.party[row], rows.day[row]);
    }
    return {std::move(place), stakes->states.size()};
  }
};

std::vector<Feature> counts_of_stakes(const PartyOwners& party) {
  const auto number = [](auto value) { return static_cast<float>(value); };
  std::vector<Feature> features;
  features.push_back(party.by_state("owners", [&](const State& s) { return number(s.owners); }));
  features.push_back(party.by_state("owners before", [&](const State& s) { return number(s.former_owners); }));
  features.push_back(party.by_state("parties that it owns", [&](const State& s) { return number(s.owns); }));
  features.push_back(party.by_state("parties that it owned before", [&](const State& s) { return number(s.owned); }));
  features.push_back(party.by_state("stated shares in it", [&](const State& s) { return s.share; }));
  features.push_back(
      party.by_state("stakes in it of no stated share", [&](const State& s) { return number(s.unstated); }));
  const std::size_t size = party.rows.party.size();
  Feature steps = unknown(fmt::format("{}: owners above each other", party.rows.name), size);
  Feature sisters = unknown(fmt::format("{}: parties that its owner owns", party.rows.name), size);
  const OwnershipTables& stakes = *party.stakes;
  for (std::size_t row = 0; row < size; ++row) {
    const std::uint32_t of = party.rows.party[row];
    const std::int32_t day = party.rows.day[row];
    if (of == 0) continue;
    steps.values[row] = number(stakes.top_of(of, day).steps);
    if (const std::uint32_t owner = stakes.owner_of(of, day); owner != 0) {
      sisters.values[row] = number(stakes.states[stakes.state(owner, day)].owns);
    }
  }
  features.push_back(std::move(steps));
  features.push_back(std::move(sisters));
  return features;
}

// Each column of a table, of the rows that are seen.
void add_columns(std::vector<FeatureMaker>& makers, const ColumnTable& table,
                 const std::shared_ptr<const SeenRows>& seen, std::span<const std::int32_t> day,
                 const std::string& whose) {
  for (std::size_t column = 0; column < table.names().size(); ++column) {
    makers.push_back([&table, seen, day, column, name = fmt::format("{} {}", whose, table.names()[column])] {
      return column_features({&table, column, {}, seen, day, name, Sign::none});
    });
  }
}

// All features of the party in a part.
void add_party(std::vector<FeatureMaker>& makers, const LeakTables& tables, const OwnershipTables& stakes,
               PartyRows rows) {
  const auto party = std::make_shared<const PartyOwners>(stakes, std::move(rows));
  makers.push_back([party] { return counts_of_stakes(*party); });
  const std::string_view name = party->rows.name;
  const std::span<const std::int32_t> day = party->rows.day;
  const std::size_t parties = tables.parties.rows();
  const auto row_of_party = [parties](std::uint32_t number) {  // its number is its row, from 1
    return number != 0 && number <= parties ? number - 1 : kNone;
  };
  for (const bool former : {false, true}) {
    const auto stake = [former](const State& state) { return former ? state.former : state.stake; };
    add_columns(makers, stakes.ownership, party->leading(stake), day,
                fmt::format("{}'s {}", name, former ? "former stake's" : "stake's"));
    const auto owner = [&](const State& state) {
      return stake(state) == kNone ? kNone : row_of_party(stakes.owner[stake(state)]);
    };
    add_columns(makers, tables.parties, party->leading(owner), day,
                fmt::format("{}'s {}", name, former ? "former owner's" : "owner's"));
  }
  // Whoever stands above all, where anybody's owner has one.
  std::vector<std::uint32_t> top(party->rows.party.size(), kNone);
  bool other = false;
  for (std::size_t row = 0; row < top.size(); ++row) {
    const auto above = stakes.top_of(party->rows.party[row], day[row]);
    if (above.steps != 0) top[row] = row_of_party(above.party);
    other = other || above.steps > 1;
  }
  if (!other) return;
  add_columns(makers, tables.parties, std::make_shared<const SeenRows>(std::move(top), parties), day,
              fmt::format("{}'s highest owner's", name));
}

// Two parties of one row: is one the other's owner, do they have the same one above them.
std::vector<Feature> side_by_side(const OwnershipTables& stakes, const PartyRows& one, const PartyRows& two) {
  std::vector<Feature> features;
  features.push_back(unknown(fmt::format("{} owns {}", one.name, two.name), one.party.size()));
  features.push_back(unknown(fmt::format("{} owns {}", two.name, one.name), one.party.size()));
  features.push_back(unknown(fmt::format("{} and {} have one owner", one.name, two.name), one.party.size()));
  for (std::size_t row = 0; row < one.party.size(); ++row) {
    const std::uint32_t a = one.party[row], b = two.party[row];
    if (a == 0 || b == 0 || a == b) continue;
    const std::int32_t day = one.day[row];
    features[0].values[row] = stakes.owner_of(b, day) == a ? 1 : 0;
    features[1].values[row] = stakes.owner_of(a, day) == b ? 1 : 0;
    features[2].values[row] = stakes.top_of(a, day).party == stakes.top_of(b, day).party ? 1 : 0;
  }
  return features;
}

std::vector<FeatureMaker> makers_of(const LeakTables& tables, const OwnershipTables& stakes,
                                    const std::vector<PartyRows>& parts) {
  std::vector<FeatureMaker> makers;
  for (const PartyRows& part : parts) add_party(makers, tables, stakes, part);
  const auto shared = std::make_shared<const std::vector<PartyRows>>(parts);
  for (std::size_t one = 0; one < parts.size(); ++one) {
    for (std::size_t two = one + 1; two < parts.size(); ++two) {
      makers.push_back([&stakes, shared, one, two] { return side_by_side(stakes, (*shared)[one], (*shared)[two]); });
    }
  }
  return makers;
}

}  // namespace

std::vector<FeatureMaker> ownership_feature_makers(const LeakTables& tables, const EventTables& events,
                                                   const OwnershipTables& stakes) {
  std::vector<PartyRows> parts;
  for (std::size_t part = 0; part < kShipmentParts.size(); ++part) {
    parts.push_back({kShipmentParts[part], tables.day, events.parties[part]});
  }
  return makers_of(tables, stakes, parts);
}

std::vector<FeatureMaker> ownership_deed_feature_makers(const LeakTables& tables, const EventTables& events,
                                                        const OwnershipTables& stakes) {
  return makers_of(tables, stakes, {deed_parties(events, true), deed_parties(events, false)});
}

}  // namespace tidewaiter::judge::audit
