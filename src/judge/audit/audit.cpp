#include "judge/audit/audit.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "base/json_writer.h"
#include "base/pipeline.h"
#include "judge/audit/event_rows.h"
#include "judge/audit/ownership_rows.h"
#include "judge/audit/report_rows.h"

namespace tidewaiter::judge::audit {

namespace {

Result<ColumnTable> whole_table(const std::filesystem::path& folder, std::string_view name) {
  TIDEWAITER_TRY(const std::filesystem::path path, find_table(folder, name));
  return ColumnTable::read(path);
}

// Both at once, where there are two threads. The error of the first comes before that of the second.
template <class One, class Two>
Result<void> both(unsigned threads, One one, Two two) {
  std::array<Result<void>, 2> results;
  run_parts(threads, 2, 1, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) results[i] = i == 0 ? one() : two();
  });
  for (Result<void>& result : results) TIDEWAITER_CHECK(std::move(result));
  return {};
}

Result<void> unless_asked(tables::Stop stop) {
  if (!stop.asked()) return {};
  return fail(ErrorCode::interrupted, "interrupted while a world was audited", {}, "the world stays as it is");
}

}  // namespace

Result<AuditReport> audit(const std::filesystem::path& folder, unsigned threads, tables::Stop stop) {
  AuditReport report;
  TIDEWAITER_TRY(const WorldHead head, read_world_head(folder));
  report.seed = head.seed;
  report.scenario = head.scenario;
  TIDEWAITER_TRY(const std::filesystem::path reports_file, find_table(folder, "reports"));
  TIDEWAITER_TRY(const std::filesystem::path ownership_file, find_table(folder, "ownership"));
  // The two large tables are read once, each by a thread.
  std::optional<LeakTables> tables;
  std::optional<EventTables> events;
  const auto read_shipments = [&]() -> Result<void> {
    TIDEWAITER_TRY(ColumnTable parties, whole_table(folder, "parties"));
    TIDEWAITER_TRY(ColumnTable shipments, whole_table(folder, "shipments"));
    TIDEWAITER_TRY(tables, leak_tables(std::move(shipments), std::move(parties)));
    return {};
  };
  const auto read_events = [&]() -> Result<void> {
    TIDEWAITER_TRY(ColumnTable table, whole_table(folder, "events"));
    events.emplace(std::move(table));
    return {};
  };
  TIDEWAITER_CHECK(both(threads, read_shipments, read_events));
  TIDEWAITER_CHECK(unless_asked(stop));

  std::optional<World> world;
  const auto ask_the_oracle = [&]() -> Result<void> {
    TIDEWAITER_TRY(world, read_world(folder, tables->shipments));
    report.shipments = world->shipments.size();
    report.schemes = world->schemes.size();
    TIDEWAITER_TRY(const std::vector<Fact> facts, shipped_facts());
    TIDEWAITER_TRY(report.calibration, calibrate(*world, tables->shipments, events->events, facts));
    TIDEWAITER_TRY(const EventGraph graph, EventGraph::read(*world, events->events, events->lists));
    TIDEWAITER_CHECK(unless_asked(stop));
    report.solvable = compare(*world, graph, find_instances(graph));
    return {};
  };
  TIDEWAITER_CHECK(both(threads, ask_the_oracle, [&] { return number_events(*events, *tables); }));

  TIDEWAITER_CHECK(unless_asked(stop));
  const Labels labels = labels_of(*world, *tables);
  const auto in_halves = schemes_in_halves(*world, labels);
  DeedTruth deeds;
  {
    TIDEWAITER_TRY(const std::vector<WorldChips> chips, read_world_chips(folder));
    deeds = truth_of_deeds(*world, chips, *tables, *events);
  }
  world.reset();  // it is as large as the tables
  TIDEWAITER_TRY(ColumnTable reports_table, ColumnTable::read(reports_file));
  ReportTables reports(std::move(reports_table));
  TIDEWAITER_CHECK(number_reports(reports, *tables, *events));
  TIDEWAITER_TRY(ColumnTable ownership_table, ColumnTable::read(ownership_file));
  OwnershipTables stakes(std::move(ownership_table));
  TIDEWAITER_CHECK(number_ownership(stakes, *tables, *events));
  TreeOptions options;
  options.threads = threads;
  options.stop = stop;
  std::vector<FeatureMaker> makers = feature_makers(*tables);
  std::ranges::move(event_feature_makers(*tables, *events), std::back_inserter(makers));
  options.beside_from = makers.size();
  std::ranges::move(report_feature_makers(*tables, *events, reports), std::back_inserter(makers));
  std::ranges::move(ownership_feature_makers(*tables, *events, stakes), std::back_inserter(makers));
  report.leak = find_leaks(makers, labels, in_halves, options);
  TIDEWAITER_CHECK(unless_asked(stop));
  makers = deed_feature_makers(*tables, *events);
  options.beside_from = makers.size();
  std::ranges::move(report_deed_feature_makers(*events, reports), std::back_inserter(makers));
  std::ranges::move(ownership_deed_feature_makers(*tables, *events, stakes), std::back_inserter(makers));
  report.leak.add(find_leaks(makers, deeds.labels, deeds.schemes_in_half, options));
  TIDEWAITER_CHECK(unless_asked(stop));
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
