#include "judge/evaluate.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "judge/baselines.h"
#include "judge/protocol.h"
#include "judge/results.h"
#include "judge/score.h"
#include "judge/score_balances.h"

namespace tidewaiter::judge {
namespace {

constexpr std::size_t kCurvePoints = 200;  // more than a picture can show
constexpr std::size_t kFlows = 150;        // on the map
constexpr std::size_t kSteps = 40;         // of the scheme that is told

Result<std::vector<Results>> read_all(const World& world, const Evaluation& what) {
  std::vector<Results> all;
  const auto add = [&](const std::string& name, const std::string& file,
                       std::optional<ResultForm> form) -> Result<void> {
    if (file.empty()) return {};
    if (std::ranges::find(all, name, &Results::name) != all.end() || name.starts_with("baseline")) {
      return fail(ErrorCode::usage, fmt::format("there is another result by the name {}", name), file,
                  "give each rival a name of its own: --rival NAME=FILE");
    }
    TIDEWAITER_TRY(Results one, form ? read_results(world, name, file, *form) : read_results(world, name, file));
    all.push_back(std::move(one));
    return {};
  };
  TIDEWAITER_CHECK(add("decisions", what.decisions, ResultForm::decisions));
  TIDEWAITER_CHECK(add("alerts", what.alerts, ResultForm::alerts));
  TIDEWAITER_CHECK(add("balances", what.balances, ResultForm::balances));
  for (const auto& [name, file] : what.rivals) TIDEWAITER_CHECK(add(name, file, std::nullopt));
  return all;
}

std::vector<ScoreFlow> flows_of(const World& world) {
  std::map<std::pair<std::string, std::string>, ScoreFlow> found;
  for (const WorldShipment& shipment : world.shipments) {
    ScoreFlow& flow = found[{shipment.export_country, shipment.destination_country}];
    flow.from = shipment.export_country;
    flow.to = shipment.destination_country;
    ++flow.shipments;
    if (shipment.scheme == kNone) continue;
    ++flow.of_schemes;
    flow.chips_diverted += shipment.chips_diverted;
  }
  std::vector<ScoreFlow> flows;
  flows.reserve(found.size());
  for (auto& [key, flow] : found) flows.push_back(std::move(flow));
  std::ranges::stable_sort(flows, [](const ScoreFlow& a, const ScoreFlow& b) {
    return a.of_schemes != b.of_schemes ? a.of_schemes > b.of_schemes : a.shipments > b.shipments;
  });
  if (flows.size() > kFlows) flows.resize(kFlows);
  return flows;
}

// The scheme with the most chips, of equal ones the first.
std::optional<ToldScheme> told(const World& world, const std::vector<Results>& results) {
  const auto most = std::ranges::max_element(world.schemes, [](const WorldScheme& a, const WorldScheme& b) {
    return std::pair(!a.shipments.empty(), a.chips) < std::pair(!b.shipments.empty(), b.chips);
  });
  if (most == world.schemes.end() || most->shipments.empty()) return std::nullopt;
  ToldScheme scheme{most->id, most->kind, most->first, most->last, most->chips, {}, 0};
  const auto name_of = [&](std::uint32_t party) { return party == kNone ? std::string() : world.parties[party].name; };
  for (const std::uint32_t number : most->shipments) {
    if (scheme.steps.size() == kSteps) {
      scheme.left_out = most->shipments.size() - kSteps;
      break;
    }
    const WorldShipment& shipment = world.shipments[number];
    ToldScheme::Step& step = scheme.steps.emplace_back();
    step.shipment = shipment.id;
    step.from = name_of(shipment.parties[0]);
    step.to = name_of(shipment.parties[3] == kNone ? shipment.parties[4] : shipment.parties[3]);
    step.from_country = shipment.export_country;
    step.to_country = shipment.destination_country;
    step.item = shipment.item;
    step.date = shipment.date;
    step.quantity = shipment.quantity;
    step.chips_diverted = shipment.chips_diverted;
    for (const Results& one : results) {
      if (one.flagged_on.empty() || one.flagged_on[number] == kNever) continue;
      step.seen.push_back(fmt::format("{} on {}", one.name, Date::from_days(one.flagged_on[number]).to_string()));
    }
  }
  return scheme;
}

void describe(const World& world, const Scorer& scorer, Scoreboard& board) {
  board.folder = world.folder.string();
  board.seed = world.head.seed;
  board.scenario = world.head.scenario;
  board.complete = world.head.complete;
  board.tuning_seed = is_tuning_seed(world.head.seed);
  board.held_out_scenario = world.head.scenario == kHeldOutScenario;
  board.shipments = world.shipments.size();
  board.parties = world.parties.size();
  board.first = scorer.first();
  board.last = scorer.last();
  for (const WorldScheme& scheme : world.schemes) {
    board.schemes += scheme.shipments.empty() ? 0 : 1;
    board.scheme_shipments += scheme.shipments.size();
  }
  board.scheme_parties = static_cast<std::uint64_t>(std::ranges::count(world.in_scheme, std::uint8_t{1}));
  if (!board.complete) board.notes.push_back("the world was ended early: it is shorter than was asked for");
  if (board.tuning_seed) {
    board.notes.push_back(fmt::format("seeds up to {} are for tuning: no figures to report", kLastTuningSeed));
  }
  if (board.schemes < world.schemes.size()) {
    board.notes.push_back(
        fmt::format("{} schemes have no shipment in the world and are left out", world.schemes.size() - board.schemes));
  }
}

}  // namespace

Result<Scoreboard> evaluate(const Evaluation& what) {
  TIDEWAITER_TRY(const World world, read_world(what.world));
  if (std::ranges::all_of(world.schemes, [](const WorldScheme& scheme) { return scheme.shipments.empty(); })) {
    return fail(ErrorCode::bad_value, "no shipment of the world belongs to a scheme: there is nothing to find",
                (what.world / "truth").string());
  }
  TIDEWAITER_TRY(std::vector<Results> results, read_all(world, what));
  TIDEWAITER_TRY(std::vector<Results> simple, baselines(world));
  for (Results& one : simple) results.push_back(std::move(one));
  const Scorer scorer(world);
  Scoreboard board;
  describe(world, scorer, board);
  board.resamples = what.bootstrap.resamples;
  board.bootstrap_seed = what.bootstrap.seed;
  std::optional<std::vector<WorldChips>> chips;
  for (const Results& one : results) {
    board.results.push_back(one.name);
    std::vector<ScoreRow> rows;
    if (one.form == ResultForm::balances) {
      if (!chips) {
        TIDEWAITER_TRY(chips, read_world_chips(what.world));
      }
      std::set<std::string_view> kinds;
      for (const WorldChips& lot : *chips) kinds.insert(lot.kind);
      const auto strange =
          std::ranges::count_if(one.balances, [&](const Balance& balance) { return !kinds.contains(balance.kind); });
      if (strange > 0) {
        board.notes.push_back(
            fmt::format("{}: {} balances are of a kind of which the world has no chip at its end: all that their book "
                        "has counts as gone",
                        one.name, strange));
      }
      std::uint64_t left_out = 0;
      rows = score_balances(world, one.name, beside_truth(world, one, *chips, left_out), what.bootstrap);
      if (left_out > 0)
        board.notes.push_back(fmt::format("{}: {} balances are of no party and left out", one.name, left_out));
    } else {
      rows = scorer.score(one, what.bootstrap);
      board.curves.push_back(
          {one.name, precision_recall(Ranking(one.shipment_levels), scorer.positive(), kCurvePoints)});
      if (one.named < world.shipments.size()) {
        board.notes.push_back(fmt::format("{}: {} of {} shipments are not named and come last", one.name,
                                          world.shipments.size() - one.named, world.shipments.size()));
      }
      if (one.name.starts_with("baseline") && one.name != "baseline: chance") {
        board.notes.push_back(fmt::format("{}: {} (chosen with hindsight)", one.name, one.file));
      }
    }
    board.rows.insert(board.rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  }
  board.flows = flows_of(world);
  board.told = told(world, results);
  return board;
}

}  // namespace tidewaiter::judge
