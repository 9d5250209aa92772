// explain: a stored decision, whole.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
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
  Decision decision = outline(stored);
  if (!stored.json.empty()) {
    TIDEWAITER_TRY(DecisionRow row, decision_from_json(stored.json, "the stored decision"));
    decision = std::move(row.decision);
  }
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  if (context.common.format == Format::table) {
    report::ExplainFacts facts;
    facts.versions = run.info.versions;
    facts.digest = front_hex(stored.digest);
    facts.run = run_text(run);
    if (stored.json.empty()) facts.replay = "a release is stored as its outcome and its digest only";
    for (std::size_t i = 1; i < all.size(); ++i) facts.others.push_back(other_text(all[i]));
    out = report::explain_page(decision, facts, layout_of_output(!context.common.output.empty()));
  } else {
    CanonicalDecision canonical_form = canonical(decision);
    if (!stored.json.empty()) canonical_form.json = stored.json;
    append_decision_json(out, canonical_form, run.info.versions);
    out += '\n';
  }
  TIDEWAITER_CHECK(output.write(out));
  return output.finish();
}

}  // namespace

int run_command(const Context& context, const Explain& command) { return status_of(explain(context, command)); }

}  // namespace tidewaiter::cli
