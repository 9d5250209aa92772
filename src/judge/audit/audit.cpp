#include "judge/audit/audit.h"

#include <iterator>
#include <optional>
#include <utility>

#include "base/json_writer.h"
#include "judge/audit/event_rows.h"

namespace tidewaiter::judge::audit {

Result<AuditReport> audit(const std::filesystem::path& folder, unsigned threads) {
  TIDEWAITER_TRY(World read, read_world(folder));
  std::optional<World> held(std::move(read));  // as long as it is needed: it is as large as the tables
  const World& world = *held;
  AuditReport report;
  report.seed = world.head.seed;
  report.scenario = world.head.scenario;
  report.shipments = world.shipments.size();
  report.schemes = world.schemes.size();
  TIDEWAITER_TRY(const std::vector<Fact> facts, shipped_facts());
  TIDEWAITER_TRY(report.calibration, calibrate(world, facts));
  {
    TIDEWAITER_TRY(const EventGraph graph, EventGraph::read(world));
    report.solvable = compare(world, graph, find_instances(graph));
  }
  TIDEWAITER_TRY(const LeakTables tables, read_leak_tables(folder));
  const Labels labels = labels_of(world, tables);
  TreeOptions options;
  options.threads = threads;
  TIDEWAITER_TRY(const EventTables events, read_event_tables(folder, tables));
  const auto in_halves = schemes_in_halves(world, labels);
  DeedTruth deeds;
  {
    TIDEWAITER_TRY(const std::vector<WorldChips> chips, read_world_chips(folder));
    deeds = truth_of_deeds(world, chips, tables, events);
  }
  held.reset();
  std::vector<FeatureMaker> makers = feature_makers(tables);
  std::ranges::move(event_feature_makers(tables, events), std::back_inserter(makers));
  report.leak = find_leaks(makers, labels, in_halves, options);
  makers = deed_feature_makers(tables, events);
  report.leak.add(find_leaks(makers, deeds.labels, deeds.schemes_in_half, options));
  return report;
}

std::string audit_json(const AuditReport& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("seed", report.seed).member("scenario", report.scenario);
  json.member("shipments", report.shipments).member("schemes", report.schemes).member("passed", report.passed());
  json.key("leak").begin_object().member("passed", report.leak.passed()).member("prevalence", report.leak.prevalence);
  json.member("features", report.leak.features)
      .member("event_features", report.leak.event_features)
      .key("rows")
      .begin_array();
  for (const LeakRow& row : report.leak.rows) {
    json.begin_object()
        .member("scheme", row.kind)
        .member("table", row.table)
        .member("sign", to_string(row.sign))
        .member("rule", row.rule);
    json.member("rows", row.rows).member("precision", row.precision).member("recall", row.recall);
    json.member("f1", row.f1)
        .member("least", row.least)
        .member("bound", row.bound)
        .member("judged", row.judged)
        .member("leaks", row.leaks);
    json.end_object();
  }
  json.end_array().end_object();
  json.key("solvable").begin_object().member("passed", report.solvable.passed()).key("rows").begin_array();
  for (const SolvableRow& row : report.solvable.rows) {
    json.begin_object().member("scheme", row.kind).member("schemes", row.schemes).member("found", row.found);
    json.member("unfinished", row.unfinished);
    json.member("marked", row.marked).member("marked_right", row.marked_right).end_object();
  }
  json.end_array().member("missed", report.solvable.missed).end_object();
  json.key("calibration").begin_object().member("passed", report.calibration.passed()).key("rows").begin_array();
  for (const CalibrationRow& row : report.calibration.rows) {
    json.begin_object().member("fact", row.fact.id).member("says", row.fact.says).key("world");
    if (row.world) {
      json.value(*row.world);
    } else {
      json.null();
    }
    json.member("from", row.from).member("assumed", row.fact.assumed).member("date", row.fact.dates);
    if (!row.fact.assumed) {
      json.member("low", row.fact.low).member("high", row.fact.high).key("inside");
      if (row.world) {
        json.value(row.inside);
      } else {
        json.null();
      }
      json.member("source", row.fact.source).member("confidence", row.fact.confidence);
    }
    json.end_object();
  }
  json.end_array().end_object().end_object();
  return out + "\n";
}

}  // namespace tidewaiter::judge::audit
