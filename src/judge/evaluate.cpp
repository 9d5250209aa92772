#include "judge/evaluate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "judge/baselines.h"
#include "judge/protocol.h"
#include "judge/read_results.h"
#include "judge/score.h"
#include "judge/score_balances.h"
#include "tables/cell.h"
#include "tables/column_name.h"

namespace tidewaiter::judge {
namespace {

constexpr std::size_t kCurvePoints = 200;  // more than a picture can show
constexpr std::size_t kFlows = 150;        // on the map
constexpr std::size_t kSteps = 40;         // of the scheme that is told

// A row tells whose it is by its name alone. Names are compared as columns are: without case, blanks, "_" and "-".
Result<void> check_names(const Evaluation& what) {
  std::set<std::string> taken{"decisions", "alerts", "balances"};
  for (const std::string_view baseline : kBaselines) taken.insert(tables::fold_column_name(baseline));
  for (const auto& [name, file] : what.rivals) {
    const std::string folded = tables::fold_column_name(name);
    if (!folded.empty() && !folded.starts_with("baseline") && taken.insert(folded).second) continue;
    return fail(ErrorCode::usage,
                folded.empty() ? "a rival has a name and a file"
                               : fmt::format("\"{}\" is the name of another result", tables::printable(name, 80)),
                "--rival",
                fmt::format("give each a name of its own, but decisions, alerts, balances, {}, and none that begins "
                            "with baseline",
                            fmt::join(kBaselines, ", ")));
  }
  return {};
}

Result<std::vector<Results>> read_all(const World& world, const Evaluation& what) {
  std::vector<Results> all;
  const auto add = [&](const std::string& name, const std::string& file,
                       std::optional<ResultForm> form) -> Result<void> {
    if (file.empty()) return {};
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
  const auto note = [&](std::string text) { board.notes.push_back({"", std::move(text), {}, 0}); };
  if (!board.complete) note("the world was ended early: it is shorter than was asked for");
  if (board.tuning_seed) note(fmt::format("seeds up to {} are for tuning: no figures to report", kLastTuningSeed));
  if (board.held_out_scenario) {
    note(fmt::format("the scenario {} is held out: nothing is tuned on its worlds", kHeldOutScenario));
  }
  note(fmt::format("kinds of scheme that are held out, and that nothing is tuned on: {}",
                   fmt::join(kHeldOutSchemes, ", ")));
  add_note(board.notes, "", "schemes left out, which have no shipment in the world",
           world.schemes.size() - board.schemes, world.schemes.size());
}

}  // namespace

Result<Scoreboard> evaluate(const Evaluation& what) {
  TIDEWAITER_CHECK(check_names(what));
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
    std::ranges::copy(one.notes, std::back_inserter(board.notes));
    std::vector<ScoreRow> rows;
    if (one.form == ResultForm::balances) {
      if (!chips) {
        TIDEWAITER_TRY(chips, read_world_chips(what.world));
      }
      TIDEWAITER_TRY(const BesideTruth balances, beside_truth(world, one, *chips));
      std::ranges::copy(balances.notes, std::back_inserter(board.notes));
      rows = score_balances(world, one.name, balances.judged, what.bootstrap);
    } else {
      rows = scorer.score(one, what.bootstrap);
      board.curves.push_back(
          {one.name, precision_recall(Ranking(one.shipment_levels), scorer.positive(), kCurvePoints)});
    }
    board.rows.insert(board.rows.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  }
  board.flows = flows_of(world);
  board.told = told(world, results);
  return board;
}

}  // namespace tidewaiter::judge
