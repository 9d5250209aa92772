// explain: a stored decision, whole.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <ranges>

#include "base/json_writer.h"
#include "cli/answers.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "engine/answers.h"
#include "engine/bundle.h"
#include "engine/kept_input.h"
#include "engine/replay.h"
#include "engine/snapshot.h"
#include "model/decision_json.h"
#include "report/archive.h"
#include "report/decisions.h"
#include "report/explain_page.h"
#include "report/page.h"
#include "report/text.h"
#include "store/store.h"

namespace tidewaiter::cli {
namespace {

std::string run_text(const RunRecord& run) {
  return fmt::format("run {}, begun {}, {}; input {}", run.id, run.info.started, to_string(run.state),
                     fmt::join(run.info.inputs, ", "));
}

std::string other_text(const StoredDecision& other) {
  return fmt::format("run {}: {}, {}", other.run, to_string(other.disposition),
                     report::in_words(to_string(other.determination)));
}

// The lists, rules and options that the run kept; what the command line names comes before these.
Result<Snapshot> open_run(const Context& context, const Store& store, const RunRecord& run, const std::string& lists) {
  return snapshot_of_run(store, run, {lists, context.common.rules, context.settings, context.kept_in()});
}

using Titles = std::map<std::string, std::string, std::less<>>;

// Titles of the rules, for what a decision names by id only. Rules that cannot be read any more leave the ids, which
// say which they were.
Titles titles_of(const Context& context, const Store& store, const RunRecord& run, const Result<Snapshot>& snapshot) {
  const auto titles_in = [](const Snapshot& from) {
    Titles titles;
    for (const RuleListing& rule : from.regime.list_rules()) titles.emplace(rule.id, rule.title);
    return titles;
  };
  if (snapshot) return titles_in(*snapshot);
  const auto without_lists = open_run(context, store, run, "none");
  return without_lists ? titles_in(*without_lists) : Titles{};
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
  std::vector<std::string> differences;
  bool same = false;  // it came out as it is stored
  std::vector<LineReasoning> reasoning;
};

// What computing the decision again gave, beside what is stored of it.
struct Again {
  Replay replay;
  bool same = false;
  std::vector<std::string> differences;
  std::vector<std::string> others;  // lists, rules, … that are not the run's
};

Result<Again> compute_again(const Result<Snapshot>& snapshot, const Explain& command, const Store& store,
                            const RunRecord& run, const StoredDecision& stored) {
  if (!snapshot) return std::unexpected(snapshot.error());
  TIDEWAITER_TRY(Replay replay, tidewaiter::replay(*snapshot, run, stored.shipment_id));
  Again again{std::move(replay), false, {}, other_versions(run, *snapshot)};
  again.same = front_of(again.replay.canonical_form.digest) == stored.digest;
  if (again.same && !command.replay) return again;
  TIDEWAITER_TRY(const std::vector<KeptFile> kept, store.kept_files(run.id));
  again.differences = differences(stored, again.replay, run, kept);
  again.same = again.differences.empty();
  return again;
}

std::string replay_text(const Again& again) {
  std::string text = again.same ? std::string("computed again from the kept rows: the same")
                                : fmt::format("computed again from the kept rows: NOT the same ({}, digest {})",
                                              to_string(again.replay.decision.disposition),
                                              hex_of(front_of(again.replay.canonical_form.digest)));
  for (const std::string& other : again.others) text += "; " + other;
  return text;
}

// A hold as it is stored; a release computed again, or in outline where that cannot be done.
Result<Shown> show(const Result<Snapshot>& snapshot, const Explain& command, const Store& store, const RunRecord& run,
                   const StoredDecision& stored) {
  Shown shown;
  const bool whole = !stored.json.empty();
  if (whole) {
    TIDEWAITER_TRY(DecisionRow row, decision_from_json(stored.json, "the stored decision"));
    shown.decision = std::move(row.decision);
    shown.json = stored.json;
  }
  auto again = compute_again(snapshot, command, store, run, stored);
  if (!again && command.replay) return std::unexpected(std::move(again).error());
  if (again) {
    shown.same = again->same;
    shown.differences = std::move(again->differences);
  }
  if (whole) {
    if (!again) return shown;  // without what is computed anew
    if (command.replay) {
      shown.replay = replay_text(*again);
    } else {
      shown.differences.clear();
    }
    // What is said beside a decision must belong to it.
    if (shown.same) shown.reasoning = std::move(again->replay.reasoning);
    return shown;
  }
  if (again) {
    shown.replay = replay_text(*again);
    if (front_of(again->replay.canonical_form.digest) == stored.digest) {
      shown.reasoning = std::move(again->replay.reasoning);
      shown.decision = std::move(again->replay.decision);
      shown.json = std::move(again->replay.canonical_form.json);
      return shown;
    }
  }
  shown.decision = outline(stored);
  shown.json = canonical(shown.decision).json;
  if (!again) {
    shown.replay =
        fmt::format("only its outcome and digest are stored, and it cannot be computed again: {}",
                    again.error().where.empty() ? again.error().message
                                                : fmt::format("{}: {}", again.error().where, again.error().message));
  }
  return shown;
}

void append_answers(JsonWriter& json, const std::vector<AnswerState>& states) {
  json.key("answers").begin_array();
  for (const AnswerState& state : states) append_answer(json.begin_object(), state).end_object();
  json.end_array();
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
    json.end_array()
        .member("weaker", line.weaker)
        .member("near", line.near)
        .member("footing", line.footing)
        .end_object();
  }
  json.end_array();
}

constexpr const char* kReadMe =
    "What this is\n"
    "\n"
    "The record of one decision of Tidewaiter on one shipment, with all that it rests on.\n"
    "\n"
    "decision.json      the decision, with answers to it and what settles it; \"digest\" as the store has it\n"
    "canonical.json     the members that the digest is over (the front of its XXH3-128)\n"
    "decision.txt       the same in words\n"
    "rows.csv           the shipment's rows as they were read; rejected.ndjson those that could not be\n"
    "parties.csv, ownership.csv, licences.csv   rows of these tables that name its parties, if they were given\n"
    "rules.toml         the rules that the decision names, as they are written, with their authority and source\n"
    "list-entries.json  the entries of lists that it names, and the sources of the lists\n"
    "run.json           when and how it was made, and digests of all that the run kept\n"
    "law/               all rules, the catalogue and the country groups of that version\n"
    "\n"
    "To check that nothing was changed: unpack, then  sha256sum --check SHA256SUMS\n";

// Seconds since 1970 of the run's start, for the times of the files.
std::int64_t seconds_of(const std::string& started) {
  const auto day = parse_date(started);
  int hours = 0, minutes = 0, seconds = 0;
  if (!day || std::sscanf(started.c_str() + std::min<std::size_t>(11, started.size()), "%2d:%2d:%2d", &hours, &minutes,
                          &seconds) != 3) {
    return 0;
  }
  return ((std::int64_t{day->days_since_1970()} * 24 + hours) * 60 + minutes) * 60 + seconds;
}

Result<void> write_bundle(const Result<Snapshot>& snapshot, const Explain& command, const Store& store,
                          const RunRecord& run, const Shown& shown, const std::string& json, const std::string& page) {
  if (!snapshot) return std::unexpected(snapshot.error());
  TIDEWAITER_TRY(const std::vector<KeptFile> kept, store.kept_files(run.id));
  TIDEWAITER_TRY(std::vector<SourceText> files, bundle_files(*snapshot, run, shown.decision, kept));
  files.insert(
      files.begin(),
      {{"README.txt", kReadMe}, {"decision.json", json}, {"canonical.json", shown.json}, {"decision.txt", page}});
  TIDEWAITER_TRY(const std::string bytes, report::archive(std::move(files), seconds_of(run.info.started)));
  TIDEWAITER_TRY(Output output, Output::open(command.bundle));
  TIDEWAITER_CHECK(output.finish(bytes));
  tell(fmt::format("{}: {} bytes, sha256 {}", command.bundle, bytes.size(), report::sha256_of(bytes)));
  return {};
}

Result<int> explain(const Context& context, const Explain& command) {
  TIDEWAITER_CHECK(need_store(context));
  TIDEWAITER_TRY(const Store store, Store::open_read_only(context.settings.store));
  TIDEWAITER_TRY(const std::vector<StoredDecision> all, store.all(command.id));
  if (all.empty()) return no_decision(context, store, command.id);
  const StoredDecision& stored = all.front();
  TIDEWAITER_TRY(RunRecord run, store.run(stored.run));
  run.info.accepted_input = find_kept(run.info.accepted_input, context.kept_in()).string();
  const Result<Snapshot> snapshot = open_run(context, store, run, context.common.lists);
  TIDEWAITER_TRY(const Shown shown, show(snapshot, command, store, run, stored));
  TIDEWAITER_TRY(const std::vector<Answer> answers, store.answers(command.id));
  const std::vector<AnswerState> states = states_of(answers, answer_to(stored, run), what_stands_now(store, run));
  if (!stored.json.empty() && front_of(digest_of(stored.json)) != stored.digest) {
    tell("note: the stored text does not agree with its digest: somebody changed the store; tidewaiter store check");
  }
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  const auto page = [&](report::Layout layout) {
    report::ExplainFacts facts;
    facts.versions = run.info.versions;
    facts.digest = hex_of(stored.digest);
    facts.run = run_text(run);
    facts.replay = shown.replay;
    facts.differences = shown.differences;
    if (!shown.decision.open_flags.empty()) facts.titles = titles_of(context, store, run, snapshot);
    facts.reasoning = shown.reasoning;
    for (const AnswerState& state : std::views::reverse(states)) {
      facts.answers.push_back({said(*state.answer), state.text, state.in_force});
    }
    for (std::size_t i = 1; i < all.size(); ++i) facts.others.push_back(other_text(all[i]));
    return report::explain_page(shown.decision, facts, layout);
  };
  const auto object = [&] {
    // the digest is the stored one, of which the first half is kept
    std::string text = shown.json.substr(0, shown.json.size() - 1);
    JsonWriter json(text);
    json.continue_object().member("lists_version", run.info.versions.lists);
    json.member("rules_version", run.info.versions.rules).member("engine_version", run.info.versions.engine);
    json.member("digest", hex_of(stored.digest));
    append_reasoning(json, shown.reasoning);
    append_answers(json, states);
    if (command.replay) {
      json.key("replay")
          .begin_object()
          .member("same", shown.same)
          .member("differences", shown.differences)
          .end_object();
    }
    json.end_object();
    text += '\n';
    return text;
  };
  std::string out;
  if (!command.bundle.empty()) {
    TIDEWAITER_CHECK(refuse_same_file(command.bundle, {context.settings.store.string()}));
    TIDEWAITER_CHECK(write_bundle(snapshot, command, store, run, shown, object(), page({})));
  } else if (context.common.format == Format::table) {
    out = page(layout_of_output(!context.common.output.empty()));
  } else if (context.common.format == Format::csv) {
    out = report::decision_csv_header();
    report::append_decision_csv(out, shown.decision, hex_of(stored.digest), run.info.versions);
  } else {
    out = object();
  }
  TIDEWAITER_CHECK(output.finish(out));
  if (!command.replay || shown.same) return kDone;
  tell(fmt::format("{} does not come out as it is stored", command.id));
  return kFound;
}

}  // namespace

int run_command(const Context& context, const Explain& command) { return told(explain(context, command)); }

}  // namespace tidewaiter::cli
