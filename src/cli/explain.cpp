// explain: a stored decision, whole.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/screening.h"
#include "engine/kept_input.h"
#include "engine/snapshot.h"
#include "model/decision_json.h"
#include "report/decisions.h"
#include "report/explain_page.h"
#include "report/page.h"
#include "report/text.h"
#include "store/store.h"

namespace tidewaiter::cli {
namespace {

std::string front_hex(const DigestFront& front) {
  std::string text;
  for (const std::uint8_t byte : front) text += fmt::format("{:02x}", byte);
  return text;
}

std::string run_text(const RunRecord& run) {
  return fmt::format("run {}, begun {}, {}; input {}", run.id, run.info.started, to_string(run.state),
                     fmt::join(run.info.inputs, ", "));
}

std::string other_text(const StoredDecision& other) {
  return fmt::format("run {}: {}, {}", other.run, to_string(other.disposition),
                     report::in_words(to_string(other.determination)));
}

// Titles of the rules, for what a decision names by id only.
Result<std::map<std::string, std::string, std::less<>>> titles_of(const Context& context, const RunRecord& run) {
  TIDEWAITER_TRY(const RunSources sources, sources_of(run.info.options));
  const bool named = !context.common.rules.empty() || !sources.rules;
  TIDEWAITER_TRY(const RuleTexts texts,
                 rule_texts(named ? context.settings.rules.string() : sources.rules.value_or(std::string{})));
  TIDEWAITER_TRY(const Places places, Places::load(texts.places));
  TIDEWAITER_TRY(const Regime regime, Regime::load(texts.rules, places));
  std::map<std::string, std::string, std::less<>> titles;
  for (const RuleListing& rule : regime.list_rules()) titles.emplace(rule.id, rule.title);
  return titles;
}

// What the store keeps of a release: no lines, no findings.
Decision outline(const StoredDecision& stored) {
  Decision decision;
  decision.shipment_id = stored.shipment_id;
  decision.date = stored.date;
  decision.disposition = stored.disposition;
  decision.determination = stored.determination;
  decision.policy = stored.policy;
  decision.risk = stored.risk;
  return decision;
}

struct Shown {
  Decision decision;
  std::string json;    // canonical
  std::string replay;  // what computing it again said; empty if it was not
  bool same = false;   // it came out as it is stored
  std::vector<LineReasoning> reasoning;
};

// The lists, rules and options of the run; what the command line names comes before what the run recorded.
Result<Snapshot> snapshot_of(const Context& context, const RunRecord& run) {
  TIDEWAITER_TRY(const RunSources sources, sources_of(run.info.options));
  Context as_then = context;
  if (context.common.lists.empty() && sources.lists) as_then.settings.lists = *sources.lists;
  if (context.common.rules.empty() && sources.rules) as_then.settings.rules = *sources.rules;
  TIDEWAITER_TRY(Snapshot snapshot, open_snapshot(as_then));
  TIDEWAITER_CHECK(apply_options(run.info.options, snapshot));
  return snapshot;
}

// Computes the decision again from the rows that the run kept, with the lists and rules as they stand now.
Result<Shown> compute_again(const Context& context, const Store& store, const RunRecord& run,
                            const StoredDecision& stored) {
  TIDEWAITER_TRY(Snapshot snapshot, snapshot_of(context, run));
  TIDEWAITER_TRY(std::vector<ListException> exceptions, store.exceptions(run.exceptions_known));
  snapshot.exceptions = ExceptionBook(std::move(exceptions));
  TIDEWAITER_TRY(Replay again, replay(snapshot, run, stored.shipment_id));
  Shown shown;
  shown.same = front_of(again.canonical_form.digest) == stored.digest;
  shown.replay =
      shown.same ? std::string("computed again from the kept rows: the same")
                 : fmt::format("computed again from the kept rows: NOT the same ({}, digest {})",
                               to_string(again.decision.disposition), again.canonical_form.digest.hex().substr(0, 16));
  const auto compare = [&](std::string_view what, const std::string& now, const std::string& then) {
    if (now != then) shown.replay += fmt::format("; the {} are others now: {}, not {}", what, now, then);
  };
  compare("lists", snapshot.versions.lists, run.info.versions.lists);
  compare("rules", snapshot.versions.rules, run.info.versions.rules);
  compare("parts of the program", snapshot.versions.engine, run.info.versions.engine);
  shown.reasoning = std::move(again.reasoning);
  shown.decision = std::move(again.decision);
  shown.json = std::move(again.canonical_form.json);
  return shown;
}

// A hold as it is stored; a release computed again, or in outline where that cannot be done.
Result<Shown> show(const Context& context, const Explain& command, const Store& store, const RunRecord& run,
                   const StoredDecision& stored) {
  Shown shown;
  if (!stored.json.empty()) {
    TIDEWAITER_TRY(DecisionRow row, decision_from_json(stored.json, "the stored decision"));
    shown = {std::move(row.decision), stored.json, {}, false, {}};
    if (std::ranges::find(shown.decision.findings, "rejected_row", &Finding::id) != shown.decision.findings.end()) {
      if (command.replay) {
        shown.replay = "not computed again: rows of it were rejected, and only accepted rows are kept";
      }
      return shown;
    }
  }
  auto again = compute_again(context, store, run, stored);
  if (!stored.json.empty()) {
    if (!again && command.replay) return std::unexpected(std::move(again).error());
    if (!again) return shown;  // whole as it is stored, without what is computed anew
    if (command.replay) shown.replay = again->replay;
    // What is said beside a decision must belong to it.
    if (again->same) shown.reasoning = std::move(again->reasoning);
    return shown;
  }
  if (again && again->same) return again;
  shown.decision = outline(stored);
  shown.json = canonical(shown.decision).json;
  shown.replay = again ? again->replay
                       : fmt::format("only its outcome and digest are stored, and it cannot be computed again: {}",
                                     again.error().where.empty()
                                         ? again.error().message
                                         : fmt::format("{}: {}", again.error().where, again.error().message));
  return shown;
}

void append_reasoning(JsonWriter& json, const std::vector<LineReasoning>& reasoning) {
  json.key("reasoning").begin_array();
  for (const LineReasoning& line : reasoning) {
    json.begin_object().member("line_no", line.line_no);
    json.key("settling").begin_array();
    for (const std::vector<std::string>& set : line.settling) json.value(set);
    json.end_array().member("truncated", line.settling_truncated);
    json.key("releasing").begin_array();
    for (const SettlingFact& fact : line.releasing) {
      json.begin_object().member("fact", fact.fact).member("values", fact.values).end_object();
    }
    json.end_array().member("weaker", line.weaker).member("near", line.near).end_object();
  }
  json.end_array();
}

Result<void> explain(const Context& context, const Explain& command) {
  if (context.without_store()) {
    return fail(ErrorCode::usage, "there is no store: it is set to none", {}, "name one with --store FILE");
  }
  TIDEWAITER_TRY(const Store store, Store::open_read_only(context.settings.store));
  TIDEWAITER_TRY(const std::vector<StoredDecision> all, store.all(command.id));
  if (all.empty()) {
    return fail(ErrorCode::not_found, fmt::format("no decision on shipment {} is stored", command.id),
                context.settings.store.string(), "screen it first, or name the store with --store");
  }
  const StoredDecision& stored = all.front();
  TIDEWAITER_TRY(const RunRecord run, store.run(stored.run));
  TIDEWAITER_TRY(const Shown shown, show(context, command, store, run, stored));
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  if (context.common.format == Format::table) {
    report::ExplainFacts facts;
    facts.versions = run.info.versions;
    facts.digest = front_hex(stored.digest);
    facts.run = run_text(run);
    facts.replay = shown.replay;
    if (!shown.decision.open_flags.empty()) {
      // rules that cannot be read any more leave the ids, which say which they were
      if (auto titles = titles_of(context, run)) facts.titles = std::move(*titles);
    }
    facts.reasoning = shown.reasoning;
    for (std::size_t i = 1; i < all.size(); ++i) facts.others.push_back(other_text(all[i]));
    out = report::explain_page(shown.decision, facts, layout_of_output(!context.common.output.empty()));
  } else if (context.common.format == Format::csv) {
    out = report::decision_csv_header();
    report::append_decision_csv(out, shown.decision, front_hex(stored.digest), run.info.versions);
  } else {
    // the digest is the stored one, of which the first half is kept
    out.assign(shown.json, 0, shown.json.size() - 1);
    JsonWriter json(out);
    json.continue_object().member("lists_version", run.info.versions.lists);
    json.member("rules_version", run.info.versions.rules).member("engine_version", run.info.versions.engine);
    json.member("digest", front_hex(stored.digest));
    append_reasoning(json, shown.reasoning);
    json.end_object();
    out += '\n';
  }
  TIDEWAITER_CHECK(output.write(out));
  return output.finish();
}

}  // namespace

int run_command(const Context& context, const Explain& command) { return status_of(explain(context, command)); }

}  // namespace tidewaiter::cli
