// explain: a stored decision, whole.
#include <fmt/format.h>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/screening.h"
#include "engine/kept_input.h"
#include "model/decision_json.h"
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
};

// Computes the decision again from the rows that the run kept, under today's lists and rules with the run's options.
Result<Shown> compute_again(const Context& context, const Store& store, const RunRecord& run,
                            const StoredDecision& stored) {
  TIDEWAITER_TRY(Snapshot snapshot, open_snapshot(context));
  TIDEWAITER_CHECK(apply_options(run.info.options, snapshot));
  TIDEWAITER_TRY(std::vector<ListException> exceptions, store.exceptions(run.exceptions_known));
  snapshot.exceptions = ExceptionBook(std::move(exceptions));
  TIDEWAITER_TRY(Replay again, replay(snapshot, run, stored.shipment_id));
  Shown shown;
  if (front_of(again.canonical_form.digest) == stored.digest) {
    shown.replay = "computed again from the kept rows: the same";
  } else {
    shown.replay = fmt::format("computed again from the kept rows: NOT the same ({}, digest {})",
                               to_string(again.decision.disposition), again.canonical_form.digest.hex().substr(0, 16));
    if (snapshot.versions.lists != run.info.versions.lists) shown.replay += "; the lists are others now";
    if (snapshot.versions.rules != run.info.versions.rules) shown.replay += "; the rules are others now";
  }
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
    shown = {std::move(row.decision), stored.json, {}};
    if (!command.replay) return shown;
  }
  auto again = compute_again(context, store, run, stored);
  if (!stored.json.empty()) {
    if (!again) return std::unexpected(std::move(again).error());
    shown.replay = again->replay;
    return shown;
  }
  if (again && again->replay.find("NOT") == std::string::npos) return again;
  shown.decision = outline(stored);
  shown.json = canonical(shown.decision).json;
  shown.replay = again ? again->replay
                       : fmt::format("only its outcome and digest are stored, and it cannot be computed again: {}",
                                     again.error().message);
  return shown;
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
    for (std::size_t i = 1; i < all.size(); ++i) facts.others.push_back(other_text(all[i]));
    out = report::explain_page(shown.decision, facts, layout_of_output(!context.common.output.empty()));
  } else {
    // the digest is the stored one, of which the first half is kept
    out.assign(shown.json, 0, shown.json.size() - 1);
    JsonWriter json(out);
    json.continue_object().member("lists_version", run.info.versions.lists);
    json.member("rules_version", run.info.versions.rules).member("engine_version", run.info.versions.engine);
    json.member("digest", front_hex(stored.digest)).end_object();
    out += '\n';
  }
  TIDEWAITER_CHECK(output.write(out));
  return output.finish();
}

}  // namespace

int run_command(const Context& context, const Explain& command) { return status_of(explain(context, command)); }

}  // namespace tidewaiter::cli
