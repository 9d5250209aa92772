// evaluate: the scoreboard of a simulated world.
#include "judge/evaluate.h"

#include "base/threads.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "report/scoreboard.h"

namespace tidewaiter::cli {
namespace {

Result<judge::Evaluation> evaluation_of(const Evaluate& command) {
  judge::Evaluation what;
  what.world = command.world;
  what.decisions = command.decisions;
  what.alerts = command.alerts;
  what.balances = command.balances;
  what.bootstrap = {command.seed, command.resamples, all_cores()};
  for (const std::string& rival : command.rivals) {
    const std::size_t at = rival.find('=');
    if (at == std::string::npos || at == 0 || at + 1 == rival.size()) {
      return fail(ErrorCode::usage, "a rival has a name and a file", rival, "write --rival NAME=FILE");
    }
    what.rivals.emplace_back(rival.substr(0, at), rival.substr(at + 1));
  }
  return what;
}

Result<void> evaluate(const Context& context, const Evaluate& command) {
  TIDEWAITER_TRY(const judge::Evaluation what, evaluation_of(command));
  std::vector<std::string> inputs{what.decisions, what.alerts, what.balances};
  for (const auto& [name, file] : what.rivals) inputs.push_back(file);
  TIDEWAITER_CHECK(refuse_same_file(context.common.output, inputs));
  TIDEWAITER_TRY(const Scoreboard board, judge::evaluate(what));
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  if (context.common.format == Format::table) {
    return output.finish(report::scoreboard_page(board, layout_of_output(!context.common.output.empty())));
  }
  if (context.common.format == Format::html) return output.finish(report::scoreboard_html(board));
  for (const ScoreNote& note : board.notes) tell("note: " + in_words(note));
  std::string out;
  ObjectRows rows(context.common.format);
  for (const ScoreRow& row : board.rows) TIDEWAITER_CHECK(rows.add(out, report::score_json(board, row)));
  for (const ScoreNote& note : board.notes) TIDEWAITER_CHECK(rows.add(out, report::score_json(board, row_of(note))));
  rows.end(out);
  return output.finish(out);
}

}  // namespace

int run_command(const Context& context, const Evaluate& command) { return status_of(evaluate(context, command)); }

}  // namespace tidewaiter::cli
