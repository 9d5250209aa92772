#include "judge/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "judge/delay.h"
#include "judge/protocol.h"

namespace tidewaiter::judge {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<std::string_view, 3> kRecallMeasures{"scheme_recall_0.1_percent", "scheme_recall_1_percent",
                                                          "scheme_recall_5_percent"};

// Who gets the goods: the ultimate consignee, else the end user, else the intermediate consignee.
std::uint32_t receiver_of(const WorldShipment& shipment) {
  for (const std::size_t part : {3U, 4U, 2U}) {
    if (shipment.parties[part] != kNone) return shipment.parties[part];
  }
  return kNone;
}

// `part_of`: of a shipment, kNone for an ordinary one of a cut whose parts are kinds of schemes.
template <class PartOf>
WorldCut cut_world(const World& world, std::string by, std::vector<std::string> names, bool shared_negatives,
                   PartOf part_of) {
  WorldCut cut;
  cut.by = std::move(by);
  cut.names = std::move(names);
  const std::size_t parts = cut.names.size();
  cut.shipments = {std::vector<std::uint32_t>(world.shipments.size(), kNone), static_cast<std::uint32_t>(parts),
                   shared_negatives};
  cut.group_of.assign(world.shipments.size(), kNone);
  cut.size.assign(parts, 0);
  cut.positives.assign(parts, 0);
  cut.schemes.assign(parts, 0);
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> groups;
  std::uint64_t ordinary = 0;
  for (std::uint32_t i = 0; i < world.shipments.size(); ++i) {
    const WorldShipment& shipment = world.shipments[i];
    const std::uint32_t part = part_of(shipment);
    cut.shipments.part[i] = part;
    if (shipment.scheme == kNone) ++ordinary;
    if (part == kNone) continue;
    ++cut.size[part];
    if (shipment.scheme == kNone) continue;
    ++cut.positives[part];
    const auto [place, added] =
        groups.emplace(std::pair(shipment.scheme, part), static_cast<std::uint32_t>(cut.groups.size()));
    if (added) {
      cut.groups.push_back({shipment.scheme, part, shipment.date});
      ++cut.schemes[part];
    }
    cut.group_of[i] = place->second;
    WorldCut::Group& group = cut.groups[place->second];
    group.first = std::min(group.first, shipment.date);
  }
  if (shared_negatives) {
    for (std::uint64_t& size : cut.size) size += ordinary;
  }
  return cut;
}

template <class Key>
std::vector<std::string> names_of(const std::map<std::string, Key>& numbers) {
  std::vector<std::string> names;
  for (const auto& [name, number] : numbers) names.push_back(name);
  return names;
}

// Numbers names in their order.
void number(std::map<std::string, std::uint32_t>& names) {
  std::uint32_t next = 0;
  for (auto& [name, at] : names) at = next++;
}

}  // namespace

Scorer::Scorer(const World& world) : world_(world) {
  std::map<std::string, std::uint32_t> kinds, countries;
  for (const WorldShipment& shipment : world.shipments) {
    positive_.push_back(shipment.scheme == kNone ? 0 : 1);
    receiver_.push_back(receiver_of(shipment));
    first_ = std::min(first_, shipment.date);
    last_ = std::max(last_, shipment.date);
    if (shipment.scheme == kNone) continue;
    kinds[world.schemes[shipment.scheme].kind];
    countries[shipment.destination_country];
  }
  number(kinds);
  number(countries);
  const auto kind_of = [&](const WorldShipment& shipment) {
    return shipment.scheme == kNone ? kNone : kinds.at(world.schemes[shipment.scheme].kind);
  };
  cuts_.push_back(cut_world(world, "all", {""}, false, [](const WorldShipment&) { return 0U; }));
  cuts_.push_back(cut_world(world, "scheme", names_of(kinds), true, kind_of));
  cuts_.push_back(cut_world(world, "country", names_of(countries), false, [&](const WorldShipment& shipment) {
    const auto found = countries.find(shipment.destination_country);
    return found == countries.end() ? kNone : found->second;
  }));
  cuts_.push_back(
      cut_world(world, "tuning", {"tuned kinds", "held-out kinds"}, true, [&](const WorldShipment& shipment) {
        if (shipment.scheme == kNone) return kNone;
        return is_held_out(world.schemes[shipment.scheme].kind) ? 1U : 0U;
      }));
  first_scheme_.assign(world.parties.size(), kNone);
  for (const WorldPart& part : world.parts) {
    if (part.party != kNone) first_scheme_[part.party] = std::min(first_scheme_[part.party], part.scheme);
  }
}

// Everything about one result that does not change from draw to draw.
struct Scorer::Values {
  const Scorer& scorer;
  const Results& results;
  Ranking shipments, parties;
  std::array<std::size_t, 3> looks{};
  struct OfCut {
    std::array<std::vector<double>, 3> found;         // by budget, by group
    std::vector<std::uint8_t> flagged;                // by group
    std::vector<std::vector<Delay>> delays;           // by part, sorted
    std::vector<std::vector<std::uint32_t>> schemes;  // of them
  };
  std::vector<OfCut> cuts;
  std::vector<Cut> shipment_cuts;  // without the first, which is the whole

  Values(const Scorer& of, const Results& what)
      : scorer(of), results(what), shipments(what.shipment_levels), parties(what.party_levels) {
    for (std::size_t i = 0; i < looks.size(); ++i) {
      looks[i] = static_cast<std::size_t>(std::ceil(kBudgets[i] * static_cast<double>(shipments.size())));
    }
    for (const WorldCut& cut : scorer.cuts_) {
      if (cut.by != "all") shipment_cuts.push_back(cut.shipments);
      cuts.push_back(of_cut(cut));
    }
  }

  OfCut of_cut(const WorldCut& cut) const {
    OfCut found;
    for (std::size_t i = 0; i < looks.size(); ++i) {
      found.found[i] = found_within(shipments, cut.group_of, cut.groups.size(), looks[i]);
    }
    std::vector<std::int32_t> first(cut.groups.size(), kNever);
    for (std::size_t i = 0; i < cut.group_of.size(); ++i) {
      if (cut.group_of[i] == kNone) continue;
      first[cut.group_of[i]] = std::min(first[cut.group_of[i]], results.flagged_on[i]);
    }
    found.delays.resize(cut.names.size());
    found.schemes.resize(cut.names.size());
    std::vector<std::vector<std::pair<Delay, std::uint32_t>>> by_part(cut.names.size());
    for (std::size_t group = 0; group < cut.groups.size(); ++group) {
      const WorldCut::Group& of = cut.groups[group];
      const bool seen = first[group] != kNever;
      found.flagged.push_back(seen ? 1 : 0);
      const double days = seen ? first[group] - of.first.days_since_1970() : scorer.last_ - of.first;
      by_part[of.part].push_back({{days, seen}, of.scheme});
    }
    for (std::size_t part = 0; part < by_part.size(); ++part) {
      std::ranges::stable_sort(by_part[part], [](const auto& a, const auto& b) { return before(a.first, b.first); });
      for (const auto& [delay, scheme] : by_part[part]) {
        found.delays[part].push_back(delay);
        found.schemes[part].push_back(scheme);
      }
    }
    return found;
  }

  // In the order of rows(): precision of shipments, of parties; then of each cut its parts with their measures.
  std::vector<double> at(const Draw* draw) const {
    std::vector<std::uint32_t> shipment_weights, party_weights;
    if (draw != nullptr) {
      for (std::size_t i = 0; i < scorer.positive_.size(); ++i) {
        const std::uint32_t scheme = scorer.world_.shipments[i].scheme, receiver = scorer.receiver_[i];
        shipment_weights.push_back(scheme != kNone     ? draw->schemes[scheme]
                                   : receiver != kNone ? draw->parties[receiver]
                                                       : 1);
      }
      for (std::size_t i = 0; i < scorer.first_scheme_.size(); ++i) {
        const std::uint32_t scheme = scorer.first_scheme_[i];
        party_weights.push_back(scheme != kNone ? draw->schemes[scheme] : draw->parties[i]);
      }
    }
    const AveragePrecision precision = average_precision(shipments, scorer.positive_, shipment_weights, shipment_cuts);
    std::vector<double> values{average_precision(parties, scorer.world_.in_scheme, party_weights, {}).all};
    for (std::size_t c = 0; c < cuts.size(); ++c) {
      const WorldCut& cut = scorer.cuts_[c];
      const std::size_t parts = cut.names.size();
      std::vector<std::array<double, 4>> sums(parts);  // found at each budget, and flagged
      std::vector<double> drawn(parts);
      for (std::size_t group = 0; group < cut.groups.size(); ++group) {
        const std::uint32_t part = cut.groups[group].part;
        const double weight = draw == nullptr ? 1.0 : draw->schemes[cut.groups[group].scheme];
        drawn[part] += weight;
        for (std::size_t i = 0; i < looks.size(); ++i) sums[part][i] += weight * cuts[c].found[i][group];
        sums[part][3] += weight * cuts[c].flagged[group];
      }
      for (std::size_t part = 0; part < parts; ++part) {
        values.push_back(c == 0 ? precision.all : precision.parts[c - 1][part]);
        for (const double sum : sums[part]) values.push_back(drawn[part] > 0 ? sum / drawn[part] : kNoValue);
        std::vector<std::uint32_t> weights;
        for (const std::uint32_t scheme : cuts[c].schemes[part]) {
          weights.push_back(draw == nullptr ? 1 : draw->schemes[scheme]);
        }
        values.push_back(median_delay(cuts[c].delays[part], weights));
      }
    }
    return values;
  }

  // The rows without their values.
  std::vector<ScoreRow> rows() const {
    std::vector<ScoreRow> found;
    const auto add = [&](std::string_view measure, const WorldCut* cut, std::size_t part, std::uint64_t count,
                         std::uint64_t of) {
      ScoreRow& row = found.emplace_back();
      row.result = results.name;
      row.measure = measure;
      row.by = cut == nullptr ? "all" : cut->by;
      if (cut != nullptr) row.slice = cut->names[part];
      row.count = count;
      row.of = of;
    };
    const auto positive_parties =
        static_cast<std::uint64_t>(std::ranges::count(scorer.world_.in_scheme, std::uint8_t{1}));
    add("average_precision_parties", nullptr, 0, positive_parties, scorer.world_.parties.size());
    for (std::size_t c = 0; c < cuts.size(); ++c) {
      const WorldCut& cut = scorer.cuts_[c];
      std::vector<std::uint64_t> flagged(cut.names.size());
      for (std::size_t group = 0; group < cut.groups.size(); ++group) {
        flagged[cut.groups[group].part] += cuts[c].flagged[group];
      }
      for (std::size_t part = 0; part < cut.names.size(); ++part) {
        add("average_precision_shipments", &cut, part, cut.positives[part], cut.size[part]);
        for (std::size_t i = 0; i < looks.size(); ++i) add(kRecallMeasures[i], &cut, part, looks[i], cut.schemes[part]);
        add("scheme_recall_flagged", &cut, part, flagged[part], cut.schemes[part]);
        add("delay_days", &cut, part, flagged[part], cut.schemes[part]);
      }
    }
    return found;
  }
};

std::vector<ScoreRow> Scorer::score(const Results& results, const Bootstrap& how) const {
  const Values values(*this, results);
  std::vector<ScoreRow> rows = values.rows();
  const std::vector<double> found = values.at(nullptr);
  const std::vector<Interval> between = intervals(how, world_.schemes.size(), world_.parties.size(), found.size(),
                                                  [&](const Draw& draw) { return values.at(&draw); });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (std::isfinite(found[i])) rows[i].value = found[i];
    rows[i].low = between[i].low;
    rows[i].high = between[i].high;
    if (rows[i].measure != "delay_days" || rows[i].of == rows[i].count) continue;
    rows[i].note = fmt::format("{} of {} not seen until the end{}", rows[i].of - rows[i].count, rows[i].of,
                               rows[i].value ? "" : ": no median");
  }
  if (!results.has_flags) {
    std::erase_if(rows, [](const ScoreRow& row) {
      return row.measure == "delay_days" || row.measure == "scheme_recall_flagged";
    });
    return rows;
  }
  std::uint64_t flagged = 0, right = 0;
  for (std::size_t i = 0; i < positive_.size(); ++i) {
    if (results.flagged_on[i] == kNever) continue;
    ++flagged;
    right += positive_[i];
  }
  ScoreRow read{results.name,
                "flagged",
                "all",
                "",
                static_cast<double>(results.flags),
                {},
                {},
                flagged,
                world_.shipments.size(),
                ""};
  ScoreRow precision{results.name, "flagged_precision", "all", "", {}, {}, {}, right, flagged, ""};
  if (flagged > 0) precision.value = static_cast<double>(right) / static_cast<double>(flagged);
  rows.insert(rows.begin(), {std::move(read), std::move(precision)});
  return rows;
}

}  // namespace tidewaiter::judge
