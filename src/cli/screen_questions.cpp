// screen --questions: what an analyst must ask of each shipment with a controlled item, since no column shows it; and
// which flags were looked for and found. --missing writes its worksheet all the same.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/screening.h"
#include "engine/questions.h"
#include "engine/run.h"
#include "engine/snapshot.h"
#include "report/missing_sheet.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

// A line that is controlled, or that could be: nobody could tell what it is or which paragraph it meets.
bool wants_questions(const Decision& decision) {
  return std::ranges::any_of(decision.lines, [](const LineDecision& line) {
    return line.item_state == ItemState::cover || line.determination != Determination::no_licence ||
           (line.item_state == ItemState::identified && !line.eccn.empty());
  });
}

bool found(const Decision& decision, const FlagQuestion& flag) {
  return std::ranges::any_of(flag.rules, [&](const std::string& rule) {
    return std::ranges::any_of(decision.findings, [&](const Finding& finding) { return finding.id == rule; });
  });
}

void append_json(std::string& out, const Decision& decision, const FlagQuestion& flag) {
  JsonWriter json(out);
  json.begin_object().member("shipment_id", decision.shipment_id).member("flag", flag.number);
  json.member("title", flag.title).member("question", flag.question).member("why", flag.unseen);
  json.member("rules", flag.rules).member("found", found(decision, flag)).member("answer", "").end_object();
  out += '\n';
}

void append_page(report::Page& page, const Decision& decision, const std::vector<FlagQuestion>& flags) {
  page.rule(decision.shipment_id);
  for (const FlagQuestion& flag : flags) {
    if (flag.question.empty()) continue;
    page.put("  ").put(flag.number, report::Ink::strong).pad_to(9);
    page.wrapped(9, flag.question + (found(decision, flag) ? " (a part of it was found)" : ""));
  }
  page.line();
}

}  // namespace

Result<int> screen_questions(const Context& context, const Screen& command) {
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts({}));
  TIDEWAITER_TRY(const std::vector<FlagQuestion> flags, read_questions(texts.questions));
  TIDEWAITER_TRY(const Snapshot snapshot, open_question(context, command));
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  report::Page page(layout_of_output(!context.common.output.empty()));
  std::string rows;  // of the result
  ObjectRows objects(context.common.format);
  std::size_t shipments = 0;
  report::MissingSheet missing;
  RunHooks hooks;
  hooks.wants_json = false;
  hooks.decided = [&](const Decision& decision, const CanonicalDecision&) -> Result<void> {
    if (!command.missing.empty()) missing.add(decision);
    if (!wants_questions(decision)) return {};
    ++shipments;
    if (context.common.format == Format::table) {
      append_page(page, decision, flags);
      return {};
    }
    for (const FlagQuestion& flag : flags) {
      if (flag.question.empty()) continue;
      std::string line;
      append_json(line, decision, flag);
      TIDEWAITER_CHECK(objects.add_lines(rows, line));
    }
    return {};
  };
  hooks.committed = [&]() -> Result<void> {
    TIDEWAITER_CHECK(output.write(rows));
    rows.clear();
    return {};
  };
  TIDEWAITER_TRY(const RunResult result, run_question(snapshot, question_options(command), hooks));
  if (!command.missing.empty()) TIDEWAITER_CHECK(replace_file(command.missing, missing.csv()));
  if (context.common.format == Format::table) {
    page.line(
        fmt::format("{} with questions that no column answers", report::counted(shipments, "shipment", "shipments")));
    rows = page.take();
  } else {
    objects.end(rows);
  }
  TIDEWAITER_CHECK(output.finish(rows));
  return result.survey.accepted == 0 ? kNothing : kDone;
}

}  // namespace tidewaiter::cli
