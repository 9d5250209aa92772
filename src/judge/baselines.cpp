#include "judge/baselines.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <unordered_map>
#include <utility>

#include "judge/ranking.h"

namespace tidewaiter::judge {
namespace {

constexpr double kUnknown = -std::numeric_limits<double>::infinity();  // looked at last

// Things in the order of their scores: `levels` from the highest on, of which there are `size`, those without a score
// last.
struct Levels {
  std::vector<std::uint32_t> levels;
  std::uint32_t size = 0;
  bool has_unknown = false;
};

Levels levels_of(const std::vector<double>& scores) {
  std::vector<double> distinct = scores;
  std::ranges::sort(distinct, std::greater<>());
  const auto repeated = std::ranges::unique(distinct);
  distinct.erase(repeated.begin(), repeated.end());
  Levels found;
  found.size = static_cast<std::uint32_t>(distinct.size());
  found.has_unknown = !distinct.empty() && distinct.back() == kUnknown;
  for (const double score : scores) {
    found.levels.push_back(
        static_cast<std::uint32_t>(std::ranges::lower_bound(distinct, score, std::greater<>()) - distinct.begin()));
  }
  return found;
}

// The same from the lowest on.
void turn(Levels& of) {
  const std::uint32_t known = of.size - (of.has_unknown ? 1 : 0);
  for (std::uint32_t& level : of.levels) {
    if (level < known) level = known - 1 - level;
  }
}

// Keeps the best of the orders that it is shown.
class Best {
 public:
  explicit Best(const World& world) {
    for (const WorldShipment& shipment : world.shipments) positive_.push_back(shipment.scheme == kNone ? 0 : 1);
  }
  void show(const std::string& says, const Levels& candidate) {
    if (candidate.size == 1 && candidate.has_unknown) return;
    const double found = average_precision(Ranking(candidate.levels), positive_, {}, {}).all;
    if (!(found > best_)) return;
    best_ = found;
    says_ = says;
    levels_ = candidate.levels;
  }
  // From the highest on, and from the lowest on.
  void show_both(const std::string& what, Levels levels) {
    show(what + ", highest first", levels);
    turn(levels);
    show(what + ", lowest first", levels);
  }
  Results take(const World& world, std::string_view name) && {
    Results results;
    results.name = fmt::format("baseline: {}", name);
    results.named = world.shipments.size();
    results.flagged_on.assign(world.shipments.size(), kNever);
    if (levels_.empty()) {  // chance: shipments alike, and parties, whether they ship or not
      results.shipment_levels.assign(world.shipments.size(), 0);
      results.party_levels.assign(world.parties.size(), 0);
      return results;
    }
    results.shipment_levels = std::move(levels_);
    results.notes.push_back({results.name, fmt::format("{} (chosen with hindsight)", says_), {}, 0});
    // A party by the best of its shipments; one without any behind all others.
    std::uint32_t last = 0;
    for (const std::uint32_t level : results.shipment_levels) last = std::max(last, level + 1);
    results.party_levels.assign(world.parties.size(), last);
    for (std::size_t i = 0; i < world.shipments.size(); ++i) {
      for (const std::uint32_t party : world.shipments[i].parties) {
        if (party == kNone) continue;
        results.party_levels[party] = std::min(results.party_levels[party], results.shipment_levels[i]);
      }
    }
    return results;
  }

 private:
  std::vector<std::uint8_t> positive_;
  double best_ = -1;
  std::string says_;
  std::vector<std::uint32_t> levels_;
};

bool identifies(std::string_view column) {
  if (column.ends_with("_id") || column.ends_with("_name") || column.ends_with("_address")) return true;
  static constexpr std::string_view kOthers[] = {"date", "line_no", "serials", "authorisation"};
  return std::ranges::find(kOthers, column) != std::end(kOthers);
}

// A rule on fewer shipments says nothing about other worlds.
constexpr double kLeastShipments = 20;
// A column with more values is no enumeration.
constexpr std::size_t kMostWords = 2000;

// The best value of an enumeration. A rule that looks at n of N shipments and finds p of P has two ties, so that its
// average precision is p/P x p/n + (1 - p/P) x P/N: no value but the best has to be ranked.
void show_words(const World& world, const ColumnTable& table, std::size_t column, Best& best) {
  struct Count {
    double all = 0, positive = 0;
  };
  std::map<Sym, Count> counts;
  double positives = 0;
  for (const WorldShipment& shipment : world.shipments) {
    Count& count = counts[table.sym(column, shipment.row)];
    if (counts.size() > kMostWords) return;
    ++count.all;
    if (shipment.scheme == kNone) continue;
    ++count.positive;
    ++positives;
  }
  const auto all = static_cast<double>(world.shipments.size());
  const auto precision = [&](const Count& count) {
    const double recall = count.positive / positives;
    return recall * count.positive / count.all + (1 - recall) * positives / all;
  };
  const std::pair<const Sym, Count>* most = nullptr;
  for (const auto& one : counts) {
    if (one.second.all < kLeastShipments || one.second.all == all) continue;
    if (most == nullptr || precision(one.second) > precision(most->second)) most = &one;
  }
  if (most == nullptr) return;
  Levels levels;
  levels.size = 2;
  for (const WorldShipment& shipment : world.shipments) {
    levels.levels.push_back(table.sym(column, shipment.row) == most->first ? 0 : 1);
  }
  const std::string_view text = table.text(most->first);
  best.show(text.empty() ? fmt::format("{} not stated", table.names()[column])
                         : fmt::format("{} is {}", table.names()[column], text),
            levels);
}

// Numbers, if each cell that is not empty holds one. Each distinct cell is read and ordered once.
std::optional<Levels> numbers_of(const World& world, const ColumnTable& table, std::size_t column) {
  constexpr std::uint32_t kNew = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> place(table.distinct() + 1, kNew);
  std::vector<double> distinct;
  Levels found;
  for (const WorldShipment& shipment : world.shipments) {
    std::uint32_t& at = place[static_cast<std::size_t>(table.sym(column, shipment.row))];
    if (at == kNew) {
      const auto number = table.number(column, shipment.row);
      if (!number) return std::nullopt;
      at = static_cast<std::uint32_t>(distinct.size());
      distinct.push_back(number->value_or(kUnknown));
    }
    found.levels.push_back(at);
  }
  const Levels of_distinct = levels_of(distinct);
  found.size = of_distinct.size;
  found.has_unknown = of_distinct.has_unknown;
  for (std::uint32_t& level : found.levels) level = of_distinct.levels[level];
  return found;
}

Result<Results> best_column(const World& world) {
  TIDEWAITER_TRY(const std::filesystem::path path, find_table(world.folder, "shipments"));
  TIDEWAITER_TRY(const ColumnTable table,
                 ColumnTable::read(path, [](std::string_view column) { return !identifies(column); }));
  Best best(world);
  for (std::size_t column = 0; column < table.names().size(); ++column) {
    if (auto numbers = numbers_of(world, table, column)) best.show_both(table.names()[column], std::move(*numbers));
    show_words(world, table, column, best);
  }
  std::vector<double> ages, values;
  for (const WorldShipment& shipment : world.shipments) {
    const std::uint32_t consignee = shipment.parties[3];
    const auto registered = consignee == kNone ? std::nullopt : world.parties[consignee].registered_on;
    ages.push_back(registered ? shipment.date - *registered : kUnknown);
    values.push_back(shipment.value);
  }
  best.show_both("days since the consignee was registered", levels_of(ages));
  best.show_both("value of the shipment", levels_of(values));
  return std::move(best).take(world, kBaselines[1]);
}

// Counts up to the day of a shipment, itself left out: what a degree, an amount or a number of orders can tell.
Results best_count(const World& world) {
  std::vector<std::uint32_t> order(world.shipments.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return world.shipments[i].date; });
  struct SoFar {
    double received = 0, sent = 0, units_in = 0, units_out = 0, suppliers = 0, customers = 0;
  };
  std::vector<SoFar> parties(world.parties.size());
  std::unordered_map<std::uint64_t, double> pairs;  // by exporter and consignee: shipments
  static constexpr std::string_view kSays[] = {"shipments that the consignee received before",
                                               "suppliers of the consignee before",
                                               "units that the consignee received before",
                                               "shipments that the consignee sent before",
                                               "customers of the consignee before",
                                               "shipments that the exporter sent before",
                                               "customers of the exporter before",
                                               "shipments that the exporter received before",
                                               "units of the exporter's in and out before",
                                               "shipments between the two before"};
  std::vector<std::vector<double>> scores(std::size(kSays), std::vector<double>(world.shipments.size(), kUnknown));
  for (const std::uint32_t i : order) {
    const WorldShipment& shipment = world.shipments[i];
    const std::uint32_t from = shipment.parties[0], to = shipment.parties[3];
    if (to != kNone) {
      SoFar& party = parties[to];
      scores[0][i] = party.received;
      scores[1][i] = party.suppliers;
      scores[2][i] = party.units_in;
      scores[3][i] = party.sent;
      scores[4][i] = party.customers;
    }
    if (from != kNone) {
      SoFar& party = parties[from];
      scores[5][i] = party.sent;
      scores[6][i] = party.customers;
      scores[7][i] = party.received;
      scores[8][i] = party.units_in > 0 ? party.units_out / party.units_in : kUnknown;
    }
    if (from == kNone || to == kNone) continue;
    double& both = pairs[std::uint64_t{from} << 32 | to];
    scores[9][i] = both;
    if (both == 0) {
      ++parties[to].suppliers;
      ++parties[from].customers;
    }
    ++both;
    ++parties[to].received;
    parties[to].units_in += shipment.quantity;
    ++parties[from].sent;
    parties[from].units_out += shipment.quantity;
  }
  Best best(world);
  for (std::size_t i = 0; i < std::size(kSays); ++i) best.show_both(std::string(kSays[i]), levels_of(scores[i]));
  return std::move(best).take(world, kBaselines[2]);
}

}  // namespace

Result<std::vector<Results>> baselines(const World& world) {
  std::vector<Results> found;
  found.push_back(Best(world).take(world, kBaselines[0]));
  TIDEWAITER_TRY(Results column, best_column(world));
  found.push_back(std::move(column));
  found.push_back(best_count(world));
  return found;
}

}  // namespace tidewaiter::judge
