#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "base/file.h"
#include "cli/budget.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/questionnaire.h"
#include "cli/rules.h"
#include "cli/screening.h"
#include "cli/since_last.h"
#include "engine/answers.h"
#include "engine/run.h"
#include "engine/snapshot.h"
#include "lists/status.h"
#include "report/decisions.h"
#include "report/html_report.h"
#include "report/missing_sheet.h"
#include "report/progress.h"
#include "report/sarif.h"
#include "report/screen_page.h"
#include "report/summary.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

constexpr std::size_t kShownWorklist = 50;  // decisions on the page, unless a budget says how many

class ProgressTeller {
 public:
  void operator()(const RunProgress& at) {
    if (!pace_.due()) return;
    report::Progress progress;
    progress.rows = at.rows;
    progress.elapsed = pace_.elapsed();
    // the three phases take about these shares of a long run (measured on a million rows with the full list)
    static constexpr double kShare[] = {0.15, 0.35, 0.50};
    static constexpr double kBefore[] = {0.0, 0.15, 0.50};
    const auto phase = static_cast<std::size_t>(at.phase);
    if (at.total > 0) {
      progress.share = kBefore[phase] + kShare[phase] * static_cast<double>(at.done) / static_cast<double>(at.total);
    }
    static constexpr std::string_view kNames[] = {"reading ", "matching parties ", "screening "};
    tell_progress(std::string(kNames[phase]) + report::progress_line(progress, 60));
  }

 private:
  ProgressPace pace_;
};

// Nothing where the date of some list is not known, or is after today by this machine's clock: that is wrong then.
std::optional<int> list_age(const Snapshot& snapshot, Date day) {
  if (!snapshot.lists) return std::nullopt;
  const lists::ListStatus status = lists::status_of(snapshot.lists->entries(), day);
  if (status.oldest && *status.oldest > snapshot.today) return std::nullopt;
  return status.age_days;
}

Answer versions_of(const Snapshot& snapshot) {
  Answer versions;
  versions.lists = snapshot.versions.lists;
  versions.rules = snapshot.versions.rules;
  versions.data = snapshot.data_version;
  versions.engine = snapshot.versions.engine;
  return versions;
}

report::KnownBefore known_of(const SinceLast& since) {
  return {std::string(to_string(since.since)), since_text(since)};
}

// The last answer to each of these shipments.
Result<void> add_answers(const Store& store, RunId run, const std::vector<std::string_view>& shipments,
                         report::RunFacts& facts) {
  TIDEWAITER_TRY(const std::vector<Answer> all, store.answers());
  std::map<std::string_view, std::vector<Answer>> by_shipment;
  for (const Answer& answer : all) by_shipment[answer.shipment_id].push_back(answer);
  TIDEWAITER_TRY(const RunRecord record, store.run(run));
  for (const std::string_view shipment : shipments) {
    const auto answers = by_shipment.find(shipment);
    if (answers == by_shipment.end()) continue;
    TIDEWAITER_TRY(const auto stored, store.decided_in(run, std::string(shipment)));
    if (!stored) continue;
    const Answer now = answer_to(*stored, record);
    const AnswerState state = states_of(answers->second, now, now).back();
    const std::string_view resolution = to_string(state.answer->resolution);
    facts.answers[std::string(shipment)] = {
        std::string(state.in_force ? resolution : "void"),
        fmt::format("{} by {}: {} ({})", resolution, state.answer->by, state.answer->reason, state.text)};
  }
  return {};
}

// How the shipments of the worklist stand to the last run.
Result<void> add_since_last(const Store& store, RunId run, const std::vector<Decision>& worklist,
                            report::RunFacts& facts) {
  for (const Decision& decision : worklist) {
    TIDEWAITER_TRY(const auto stored, store.decided_in(run, decision.shipment_id));
    if (!stored) continue;
    TIDEWAITER_TRY(const SinceLast since, compare_with_last(store, *stored));
    facts.since[decision.shipment_id] = known_of(since);
  }
  return {};
}

// What is wrong with the age of the lists, by --max-list-age; empty: nothing. It is told whatever the exit status says.
std::string old_lists(const Screen& command, const Snapshot& snapshot, Date day) {
  if (!command.max_list_age || !snapshot.lists) return {};
  const std::optional<int> age = list_age(snapshot, day);
  if (!age) {
    return "the lists' date is not known, or after today by the clock of this machine, so their age may be more than "
           "--max-list-age";
  }
  if (*age <= *command.max_list_age) return {};
  return fmt::format("the lists are {} old, more than --max-list-age {}", report::counted(*age, "day", "days"),
                     *command.max_list_age);
}

int exit_status(const RunResult& result, bool found, bool old) {
  if (result.survey.accepted == 0) return kNothing;
  if (found) return kFound;
  if (old) return kOldLists;
  const auto rejected = result.survey.rejected + result.party_rows_rejected + result.ownership_rows_rejected +
                        result.licence_rows_rejected + result.market_rows_rejected;
  return rejected > 0 ? kRejects : kDone;
}

}  // namespace

Result<int> screen_into(const Context& context, const Screen& command, Snapshot& snapshot, Output& output) {
  snapshot.strict_text = command.strict_text;
  std::optional<Store> store;
  SinceLastTeller since_last;
  const auto open_store = [&]() -> Result<void> {
    if (context.without_store()) return {};
    TIDEWAITER_TRY(Store opened, Store::open(context.settings.store));
    TIDEWAITER_TRY(std::vector<ListException> exceptions, opened.exceptions());
    snapshot.exceptions = ExceptionBook(std::move(exceptions));
    store.emplace(std::move(opened));
    return command.since_last ? since_last.begin(*store, versions_of(snapshot)) : Result<void>{};
  };
  RunOptions options = run_options(context, command);
  options.rejects = command.rejects;
  if (!context.without_store()) options.keep_in = context.kept_in();

  const Format format = context.common.format;
  const bool rows_wanted = format == Format::ndjson || format == Format::json || format == Format::csv;
  const bool html_wanted = format == Format::html || !command.report.empty();
  report::DecisionRows rows(row_format(format), snapshot.versions);
  // What a budget shows at most is known once the rows are counted, before the first decision comes.
  std::optional<Worklist> worklist;
  std::uint64_t records = 0;
  if (command.budget) worklist.emplace(*command.budget);
  std::optional<report::SummaryBuilder> summary;
  report::HtmlReport html = command.budget && command.budget->most
                                ? report::HtmlReport(static_cast<std::size_t>(*command.budget->most))
                                : report::HtmlReport();
  report::SarifLog sarif(command.shipments);
  report::MissingSheet missing;
  std::optional<Questionnaire> questions;
  if (!command.questions.empty()) {
    TIDEWAITER_TRY(questions, Questionnaire::open(command.questions));
  }
  bool found = false;
  std::string out;
  if (rows_wanted) rows.begin(out);
  if (format == Format::sarif) sarif.begin(out);
  if (rows_wanted && command.since_last) SinceLastTeller::append_header(out, format);
  for (const RuleListing& rule : snapshot.regime.list_rules()) {
    if (rule.off)
      tell(fmt::format("note: rule {} r{} is off {}: {}", rule.id, rule.revision, window_text(rule.off),
                       rule.off_reason));
  }
  RunHooks hooks;
  if (command.since_last) {
    hooks.since_last = [&](const Decision& decision, const SinceLast& since) {
      return since_last.take(decision, since);
    };
  }
  hooks.interrupted = &listen_for_interrupts();
  hooks.wants_json = rows_wanted && format != Format::csv;
  hooks.wants_digest = rows_wanted || html_wanted;
  hooks.now = now_in_utc;
  hooks.note = [](const std::string& text) { tell("note: " + text); };
  hooks.progress = [&records, teller = ProgressTeller()](const RunProgress& at) mutable {
    if (at.phase == Phase::reading) records = at.rows;
    teller(at);
  };
  hooks.decided = [&](const Decision& decision, const CanonicalDecision& canonical_form) -> Result<void> {
    const bool only_rejects = decision.lines.empty();
    if (!command.missing.empty()) missing.add(decision);
    if (questions) TIDEWAITER_CHECK(questions->add(decision));
    found = found || (command.fail_on && !only_rejects && decision.disposition >= *command.fail_on);
    if (html_wanted) {
      html.add(decision, canonical_form.digest,
               command.since_last ? known_of(since_last.last()) : report::KnownBefore{});
    }
    if (!summary) {
      if (worklist) worklist->expect(records);
      summary.emplace(command.budget ? static_cast<std::size_t>(command.budget->of(records)) : kShownWorklist);
    }
    if (format == Format::table) summary->add(decision);
    if (worklist) {
      worklist->add(decision, [&] {
        std::string row;
        if (!rows_wanted) return row;
        report::DecisionRows(row_format(format), snapshot.versions).add(row, decision, canonical_form);
        if (command.since_last) since_last.append_member(row, format);
        return row;
      });
      return {};
    }
    if (format == Format::sarif) sarif.add(out, decision);
    if (rows_wanted) rows.add(out, decision, canonical_form);
    if (rows_wanted && command.since_last) since_last.append_member(out, format);
    if (out.size() < (std::size_t{1} << 16)) return {};
    TIDEWAITER_CHECK(output.write(out));
    out.clear();
    return {};
  };
  hooks.committed = [&]() -> Result<void> {
    TIDEWAITER_CHECK(output.write(out));
    out.clear();
    return output.flush();
  };
  const auto result = run(snapshot, options, open_store, store, hooks);
  clear_progress();
  if (!result && result.error().code == ErrorCode::interrupted) {
    tell(result.error());
    return kInterrupted;
  }
  if (!result) return std::unexpected(result.error());
  if (!command.missing.empty()) {
    TIDEWAITER_TRY(Output sheet, Output::open(command.missing));
    TIDEWAITER_CHECK(sheet.finish(missing.csv()));
  }
  if (questions) TIDEWAITER_CHECK(questions->finish());
  if (rows_wanted && worklist) {
    bool first = true;
    for (const std::string& row : worklist->rows()) {
      if (!std::exchange(first, false) && format == Format::json) out += ',';
      out += row;
    }
    if (format == Format::json) out += first ? "]\n" : "\n]\n";
  } else if (rows_wanted) {
    rows.end(out);
  } else if (format == Format::sarif) {
    sarif.end(out, snapshot.versions);
  } else {
    report::RunFacts facts;
    facts.inputs = command.shipments;
    facts.rows_read = result->survey.records;
    facts.rows_rejected = result->survey.rejected;
    facts.party_rows = result->party_rows;
    facts.party_rows_rejected = result->party_rows_rejected;
    facts.rejects_file = result->rejects_file;
    facts.read_as_unknown = result->read_as_unknown;
    facts.how_read = result->how_read;
    if (!context.without_store()) {
      const std::string& named = context.common.store;  // what the settings name is found again without
      facts.explain_with = named.empty() ? std::string{} : "--store " + report::shell_word(named);
    }
    if (snapshot.lists) facts.lists = snapshot.lists->sources();
    facts.today = context.common.as_of.value_or(snapshot.today);
    facts.versions = snapshot.versions;
    facts.budgeted = command.budget.has_value();
    if (!summary) summary.emplace();
    report::Summary whole = summary->summary();
    if (worklist && whole.worklist.size() > worklist->shown()) whole.worklist.resize(worklist->shown());
    if (store) {
      std::vector<std::string_view> shown = html.shipments();
      for (const Decision& decision : whole.worklist) shown.emplace_back(decision.shipment_id);
      TIDEWAITER_CHECK(add_answers(*store, result->run, shown, facts));
      if (command.since_last) {
        TIDEWAITER_CHECK(add_since_last(*store, result->run, whole.worklist, facts));
        facts.left_out = since_last.texts(*store);
      }
    }
    out = format == Format::html ? html.page(facts)
                                 : report::screen_page(whole, facts, layout_of_output(!context.common.output.empty()));
    if (!command.report.empty()) TIDEWAITER_CHECK(replace_file(command.report, html.page(facts)));
  }
  TIDEWAITER_CHECK(output.write(out));
  if (format != Format::table && command.since_last && store) {
    for (const std::string& text : since_last.texts(*store)) tell(text);
  }
  if (worklist) tell(worklist->text());
  if (format != Format::table && result->survey.rejected > 0) {
    tell(fmt::format("{} of {} rows rejected: {}", result->survey.rejected, result->survey.records,
                     result->rejects_file));
  }
  if (format != Format::table && result->party_rows_rejected > 0) {
    tell(fmt::format("{} of {} rows of the party table rejected, what they say is not used: {}",
                     result->party_rows_rejected, result->party_rows, result->rejects_file));
  }
  if (result->ownership_rows_rejected > 0) {
    tell(fmt::format("{} of the ownership table rejected, what they say is not used: {}",
                     report::counted(result->ownership_rows_rejected, "row", "rows"), result->rejects_file));
  }
  if (result->licence_rows_rejected > 0) {
    tell(fmt::format("{} of the licence register rejected, what they say is not used: {}",
                     report::counted(result->licence_rows_rejected, "row", "rows"), result->rejects_file));
  }
  if (result->market_rows_rejected > 0) {
    tell(fmt::format("{} of the prices and rates rejected, what they say is not used: {}",
                     report::counted(result->market_rows_rejected, "row", "rows"), result->rejects_file));
  }
  if (result->survey.records == 0) {
    tell("no line was screened: there is a header and no row below it");
  } else if (result->survey.accepted == 0) {
    tell("no line was screened: every row was rejected");
  }
  const std::string old = old_lists(command, snapshot, context.common.as_of.value_or(snapshot.today));
  if (!old.empty()) tell(old);
  return exit_status(*result, found, !old.empty());
}

namespace {

Result<int> screen(Context context, Screen command) {
  for (std::vector<std::string>* names : {&command.shipments, &command.parties}) {
    TIDEWAITER_TRY(*names, expand_patterns(*names));
  }
  if (command.date_order) context.settings.date_order = *command.date_order;
  TIDEWAITER_CHECK(check_options(context, command));
  if (!command.changed_since.empty()) return screen_changed_since(context, command);
  if (command.against) return screen_against(context, command, *command.against);
  TIDEWAITER_TRY(Snapshot snapshot, open_snapshot(context, command));
  if (context.common.format == Format::parquet) return screen_to_parquet(context, command, snapshot);
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  TIDEWAITER_TRY(const int status, screen_into(context, command, snapshot, output));
  if (status != kInterrupted) TIDEWAITER_CHECK(output.finish());
  return status;
}

}  // namespace

int run_command(const Context& context, const Screen& command) { return told(screen(context, command)); }

}  // namespace tidewaiter::cli
