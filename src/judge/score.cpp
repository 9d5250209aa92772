#include "judge/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>

#include "judge/binomial.h"
#include "judge/delay.h"
#include "judge/protocol.h"

namespace tidewaiter::judge {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kTooFew = "too few for an interval; schemes: ";
constexpr std::string_view kTooFewFlagged = "too few for an interval; schemes and receivers: ";
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
  names.reserve(numbers.size());
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
  cuts_.push_back(cut_world(world, "tuning", {std::string(kTunedKinds), std::string(kHeldOutKinds)}, true,
                            [&](const WorldShipment& shipment) {
                              if (shipment.scheme == kNone) return kNone;
                              return is_held_out(world.schemes[shipment.scheme].kind) ? 1U : 0U;
                            }));
  for (const WorldCut& cut : cuts_) {
    if (cut.by != "all") shipment_cuts_.push_back(cut.shipments);
  }
  cluster_things();
  for (const WorldCut& cut : cuts_) party_cuts_.push_back(cut_parties(cut));
}

void Scorer::cluster_things() {
  const auto schemes = static_cast<std::uint32_t>(world_.schemes.size());
  const auto alone = static_cast<std::uint32_t>(schemes + world_.parties.size());
  for (const WorldShipment& shipment : world_.shipments) {
    const std::uint32_t receiver = receiver_of(shipment);
    shipment_cluster_.push_back(shipment.scheme != kNone ? shipment.scheme
                                : receiver != kNone      ? schemes + receiver
                                                         : alone);
  }
  std::vector<std::uint32_t> first_scheme(world_.parties.size(), kNone);
  for (const WorldPart& part : world_.parts) {
    if (part.party != kNone) first_scheme[part.party] = std::min(first_scheme[part.party], part.scheme);
  }
  for (std::uint32_t party = 0; party < first_scheme.size(); ++party) {
    party_cluster_.push_back(first_scheme[party] != kNone ? first_scheme[party] : schemes + party);
  }
}

PartyCut Scorer::cut_parties(const WorldCut& as) const {
  PartyCut found;
  found.cut.parts = static_cast<std::uint32_t>(as.names.size());
  found.cut.shared_negatives = as.shipments.shared_negatives;
  found.size.assign(as.names.size(), 0);
  found.positives = found.clusters = found.size;
  const auto add = [&](std::uint32_t party, bool positive, std::uint32_t cluster, std::uint32_t part) {
    found.party.push_back(party);
    found.positive.push_back(positive ? 1 : 0);
    found.cluster.push_back(cluster);
    found.cut.part.push_back(part);
  };
  const auto part_of = [&](std::string_view name) {
    const auto at = std::ranges::find(as.names, name);
    return at == as.names.end() ? kNone : static_cast<std::uint32_t>(at - as.names.begin());
  };
  for (std::uint32_t party = 0; party < world_.parties.size(); ++party) {
    const bool positive = world_.in_scheme[party] != 0;
    if (!as.shipments.shared_negatives) {
      add(party, positive, party_cluster_[party], as.by == "all" ? 0 : part_of(world_.parties[party].country));
    } else if (!positive) {
      add(party, false, party_cluster_[party], kNone);
    }
  }
  if (as.shipments.shared_negatives) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> first_scheme;  // by party and part
    for (const WorldPart& one : world_.parts) {
      if (one.party == kNone) continue;
      const std::string& kind = world_.schemes[one.scheme].kind;
      const std::uint32_t part = part_of(as.by == "scheme" ? kind : is_held_out(kind) ? kHeldOutKinds : kTunedKinds);
      if (part == kNone) continue;
      const auto place = first_scheme.emplace(std::pair(one.party, part), one.scheme).first;
      place->second = std::min(place->second, one.scheme);
    }
    for (const auto& [key, scheme] : first_scheme) add(key.first, true, scheme, key.second);
  }
  std::vector<std::set<std::uint32_t>> drawn(as.names.size());
  std::uint64_t ordinary = 0;
  for (std::size_t i = 0; i < found.party.size(); ++i) {
    const std::uint32_t part = found.cut.part[i];
    if (found.positive[i] == 0) ++ordinary;
    if (part == kNone) continue;
    ++found.size[part];
    found.positives[part] += found.positive[i];
    if (found.positive[i] != 0) drawn[part].insert(found.cluster[i]);
  }
  for (std::size_t part = 0; part < drawn.size(); ++part) {
    found.clusters[part] = drawn[part].size();
    if (as.shipments.shared_negatives) found.size[part] += ordinary;
  }
  return found;
}

std::vector<std::uint32_t> Scorer::weights_of(const Draw* draw) const {
  if (draw == nullptr) return std::vector<std::uint32_t>(world_.schemes.size() + world_.parties.size() + 1, 1);
  std::vector<std::uint32_t> weights = draw->schemes;
  weights.insert(weights.end(), draw->parties.begin(), draw->parties.end());
  weights.push_back(1);
  return weights;
}

// Everything about one result that does not change from draw to draw.
struct Scorer::Values {
  const Scorer& scorer;
  const Results& results;
  Ranking shipments;
  std::array<std::size_t, 3> looks{};
  struct OfCut {
    std::array<std::vector<double>, 3> found;         // by budget, by group
    std::vector<std::uint8_t> flagged;                // by group
    std::vector<std::vector<Delay>> delays;           // by part, sorted
    std::vector<std::vector<std::uint32_t>> schemes;  // of them
  };
  std::vector<OfCut> cuts;
  struct Flagged {
    std::uint64_t all = 0, right = 0;
  };
  std::map<std::uint32_t, Flagged> flags;  // shipments, by the cluster that they are drawn with
  PrecisionPlan shipment_plan;             // clusters as weights_of() numbers them
  std::vector<PrecisionPlan> party_plans;  // by cut

  Values(const Scorer& of, const Results& what)
      : scorer(of),
        results(what),
        shipments(what.shipment_levels),
        shipment_plan(shipments, of.positive_, of.shipment_cluster_, of.shipment_cuts_) {
    for (const PartyCut& cut : scorer.party_cuts_) {
      std::vector<std::uint32_t> levels;
      for (const std::uint32_t party : cut.party) levels.push_back(results.party_levels[party]);
      party_plans.emplace_back(Ranking(levels), cut.positive, cut.cluster, std::span(&cut.cut, 1));
    }
    for (std::size_t i = 0; i < looks.size(); ++i) {
      looks[i] = static_cast<std::size_t>(std::ceil(kBudgets[i] * static_cast<double>(shipments.size())));
    }
    for (const WorldCut& cut : scorer.cuts_) cuts.push_back(of_cut(cut));
    for (std::size_t i = 0; i < scorer.positive_.size(); ++i) {
      if (results.flagged_on[i] == kNever) continue;
      Flagged& of_cluster = flags[scorer.shipment_cluster_[i]];
      ++of_cluster.all;
      of_cluster.right += scorer.positive_[i];
    }
  }

  double flagged_precision(const std::vector<std::uint32_t>& weights) const {
    double all = 0, right = 0;
    for (const auto& [cluster, one] : flags) {
      all += weights[cluster] * static_cast<double>(one.all);
      right += weights[cluster] * static_cast<double>(one.right);
    }
    return all > 0 ? right / all : kNoValue;
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
      const double days = seen ? first[group] - of.first.days_since_1970() : scorer.world_.last_day - of.first;
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

  // In the order of rows(): of each cut its parts with their measures.
  std::vector<double> at(const Draw* draw) const {
    const std::vector<std::uint32_t> weights = scorer.weights_of(draw);
    const AveragePrecision precision = shipment_plan.at(weights);
    std::vector<double> values{flagged_precision(weights)};
    for (std::size_t c = 0; c < cuts.size(); ++c) {
      const WorldCut& cut = scorer.cuts_[c];
      const std::vector<double> of_parties = party_plans[c].at(weights).parts[0];
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
        values.push_back(results.names_parties ? of_parties[part] : kNoValue);
        for (const double sum : sums[part]) values.push_back(drawn[part] > 0 ? sum / drawn[part] : kNoValue);
        std::vector<std::uint32_t> times;
        for (const std::uint32_t scheme : cuts[c].schemes[part]) {
          times.push_back(draw == nullptr ? 1 : draw->schemes[scheme]);
        }
        values.push_back(median_delay(cuts[c].delays[part], times));
      }
    }
    return values;
  }

  // A row without its value, and out of how many clusters its interval is drawn.
  struct Planned {
    ScoreRow row;
    std::uint64_t drawn = 0;
  };
  std::vector<Planned> rows() const {
    std::vector<Planned> found;
    Flagged sum;
    for (const auto& [cluster, one] : flags) sum = {sum.all + one.all, sum.right + one.right};
    found.push_back({{results.name, "flagged_precision", "all", "", {}, {}, {}, sum.right, sum.all, ""}, flags.size()});
    const auto add = [&](std::string_view measure, const WorldCut& cut, std::size_t part, std::uint64_t count,
                         std::uint64_t of, std::uint64_t drawn) {
      ScoreRow& row = found.emplace_back().row;
      found.back().drawn = drawn;
      row.result = results.name;
      row.measure = measure;
      row.by = cut.by;
      row.slice = cut.names[part];
      row.count = count;
      row.of = of;
    };
    for (std::size_t c = 0; c < cuts.size(); ++c) {
      const WorldCut& cut = scorer.cuts_[c];
      const PartyCut& parties = scorer.party_cuts_[c];
      std::vector<std::uint64_t> flagged(cut.names.size());
      for (std::size_t group = 0; group < cut.groups.size(); ++group) {
        flagged[cut.groups[group].part] += cuts[c].flagged[group];
      }
      for (std::size_t part = 0; part < cut.names.size(); ++part) {
        const std::uint64_t schemes = cut.schemes[part];
        add("average_precision_shipments", cut, part, cut.positives[part], cut.size[part], schemes);
        add("average_precision_parties", cut, part, parties.positives[part], parties.size[part],
            parties.clusters[part]);
        for (std::size_t i = 0; i < looks.size(); ++i) add(kRecallMeasures[i], cut, part, looks[i], schemes, schemes);
        add("scheme_recall_flagged", cut, part, flagged[part], schemes, schemes);
        add("delay_days", cut, part, flagged[part], schemes, schemes);
      }
    }
    return found;
  }
};

std::vector<ScoreRow> Scorer::score(const Results& results, const Bootstrap& how) const {
  const Values values(*this, results);
  std::vector<Values::Planned> planned = values.rows();
  const std::vector<double> found = values.at(nullptr);
  const std::vector<Interval> between = intervals(how, world_.schemes.size(), world_.parties.size(), found.size(),
                                                  [&](const Draw& draw) { return values.at(&draw); });
  std::vector<ScoreRow> rows;
  for (std::size_t i = 0; i < planned.size(); ++i) {
    ScoreRow& row = rows.emplace_back(std::move(planned[i].row));
    const std::uint64_t schemes = planned[i].drawn;
    if (std::isfinite(found[i])) row.value = found[i];
    const bool of_flags = row.measure == "flagged_precision";
    if (row.measure == "average_precision_parties" && !results.names_parties) {
      row.note = "it names no party";
      continue;
    }
    if (row.measure == "delay_days" && row.of > row.count) {
      row.note =
          fmt::format("{} of {} not seen until the end{}", row.of - row.count, row.of, row.value ? "" : ": no median");
    }
    if (row.value && (row.measure.starts_with("scheme_recall") || (of_flags && (row.value == 0 || row.value == 1)))) {
      // Of flags: no draw can differ from all or nothing, so that a drawn interval would be a point.
      const ShareInterval exact = exact_interval(*row.value * static_cast<double>(schemes), schemes);
      row.low = exact.low;
      row.high = exact.high;
    } else if (schemes > 0 && schemes < kFewestClusters) {
      row.note += fmt::format("{}{}{}", row.note.empty() ? "" : "; ", of_flags ? kTooFewFlagged : kTooFew, schemes);
    } else {
      row.low = between[i].low;
      row.high = between[i].high;
    }
  }
  if (!results.has_flags) {
    std::erase_if(rows, [](const ScoreRow& row) {
      return row.measure == "delay_days" || row.measure == "scheme_recall_flagged" ||
             row.measure == "flagged_precision";
    });
    return rows;
  }
  const std::uint64_t flagged = std::ranges::find(rows, "flagged_precision", &ScoreRow::measure)->of;
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
  ScoreRow in_them = read;  // one alert may name every shipment
  in_them.measure = "flagged_shipments";
  in_them.value = static_cast<double>(flagged);
  rows.insert(rows.begin(), {std::move(read), std::move(in_them)});
  return rows;
}

}  // namespace tidewaiter::judge
