#include "judge/baselines.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "judge/ranking.h"

namespace tidewaiter::judge {
namespace {

constexpr double kUnknown = -std::numeric_limits<double>::infinity();  // looked at last

// A score by shipment, looked at from the highest on; kUnknown where there is none.
struct Candidate {
  std::string says;
  std::vector<double> scores;
};

std::vector<std::uint32_t> levels_of(std::vector<double> scores) {
  std::vector<double> distinct = scores;
  std::ranges::sort(distinct, std::greater<>());
  const auto repeated = std::ranges::unique(distinct);
  distinct.erase(repeated.begin(), repeated.end());
  std::vector<std::uint32_t> levels;
  for (const double score : scores) {
    levels.push_back(
        static_cast<std::uint32_t>(std::ranges::lower_bound(distinct, score, std::greater<>()) - distinct.begin()));
  }
  return levels;
}

// Keeps the best of the candidates that it is shown.
class Best {
 public:
  explicit Best(const World& world) {
    for (const WorldShipment& shipment : world.shipments) positive_.push_back(shipment.scheme == kNone ? 0 : 1);
  }
  void show(Candidate candidate) {
    if (std::ranges::all_of(candidate.scores, [](double score) { return score == kUnknown; })) return;
    std::vector<std::uint32_t> levels = levels_of(std::move(candidate.scores));
    const double found = average_precision(Ranking(levels), positive_, {}, {}).all;
    if (!(found > best_)) return;
    best_ = found;
    says_ = std::move(candidate.says);
    levels_ = std::move(levels);
  }
  // From the highest on, and from the lowest on.
  void show_both(const std::string& what, const std::vector<double>& scores) {
    show({what + ", highest first", scores});
    std::vector<double> turned;
    for (const double score : scores) turned.push_back(score == kUnknown ? kUnknown : -score);
    show({what + ", lowest first", std::move(turned)});
  }
  Results take(const World& world, std::string name) && {
    Results results;
    results.name = std::move(name);
    results.file = says_;
    results.shipment_levels =
        levels_.empty() ? std::vector<std::uint32_t>(world.shipments.size(), 0) : std::move(levels_);
    results.named = world.shipments.size();
    results.flagged_on.assign(world.shipments.size(), kNever);
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
  std::string says_ = "every shipment alike";
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
  std::vector<double> scores;
  for (const WorldShipment& shipment : world.shipments) {
    scores.push_back(table.sym(column, shipment.row) == most->first ? 1.0 : 0.0);
  }
  const std::string_view text = table.text(most->first);
  best.show({text.empty() ? fmt::format("{} not stated", table.names()[column])
                          : fmt::format("{} is {}", table.names()[column], text),
             std::move(scores)});
}

// Numbers, if each cell that is not empty holds one.
std::optional<std::vector<double>> numbers_of(const World& world, const ColumnTable& table, std::size_t column) {
  std::vector<double> numbers;
  for (const WorldShipment& shipment : world.shipments) {
    const auto number = table.number(column, shipment.row);
    if (!number) return std::nullopt;
    numbers.push_back(number->value_or(kUnknown));
  }
  return numbers;
}

Result<Results> best_column(const World& world) {
  TIDEWAITER_TRY(const std::filesystem::path path, find_table(world.folder, "shipments"));
  TIDEWAITER_TRY(const ColumnTable table, ColumnTable::read(path));
  Best best(world);
  for (std::size_t column = 0; column < table.names().size(); ++column) {
    if (identifies(table.names()[column])) continue;
    if (const auto numbers = numbers_of(world, table, column)) best.show_both(table.names()[column], *numbers);
    show_words(world, table, column, best);
  }
  std::vector<double> ages, values;
  for (const WorldShipment& shipment : world.shipments) {
    const std::uint32_t consignee = shipment.parties[3];
    const auto registered = consignee == kNone ? std::nullopt : world.parties[consignee].registered_on;
    ages.push_back(registered ? shipment.date - *registered : kUnknown);
    values.push_back(shipment.value);
  }
  best.show_both("days since the consignee was registered", ages);
  best.show_both("value of the shipment", values);
  return std::move(best).take(world, "baseline: best column");
}

// Counts up to the day of a shipment, itself left out: what a degree, an amount or a number of orders can tell.
Results best_count(const World& world) {
  std::vector<std::uint32_t> order(world.shipments.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::uint32_t i) { return world.shipments[i].date; });
  struct SoFar {
    double received = 0, sent = 0, units_in = 0, units_out = 0;
    std::set<std::uint32_t> suppliers, customers;
  };
  std::vector<SoFar> parties(world.parties.size());
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> pairs;
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
      scores[1][i] = static_cast<double>(party.suppliers.size());
      scores[2][i] = party.units_in;
      scores[3][i] = party.sent;
      scores[4][i] = static_cast<double>(party.customers.size());
    }
    if (from != kNone) {
      SoFar& party = parties[from];
      scores[5][i] = party.sent;
      scores[6][i] = static_cast<double>(party.customers.size());
      scores[7][i] = party.received;
      scores[8][i] = party.units_in > 0 ? party.units_out / party.units_in : kUnknown;
    }
    if (from == kNone || to == kNone) continue;
    double& both = pairs[{from, to}];
    scores[9][i] = both;
    ++both;
    ++parties[to].received;
    parties[to].units_in += shipment.quantity;
    parties[to].suppliers.insert(from);
    ++parties[from].sent;
    parties[from].units_out += shipment.quantity;
    parties[from].customers.insert(to);
  }
  Best best(world);
  for (std::size_t i = 0; i < std::size(kSays); ++i) best.show_both(std::string(kSays[i]), scores[i]);
  return std::move(best).take(world, "baseline: best count");
}

}  // namespace

Result<std::vector<Results>> baselines(const World& world) {
  std::vector<Results> found;
  found.push_back(Best(world).take(world, "baseline: chance"));
  TIDEWAITER_TRY(Results column, best_column(world));
  found.push_back(std::move(column));
  found.push_back(best_count(world));
  return found;
}

}  // namespace tidewaiter::judge
