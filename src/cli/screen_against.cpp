// screen --against: which decisions would be others under the law and the lists of another day.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/screening.h"
#include "engine/run.h"
#include "engine/snapshot.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

struct Outcome {
  std::optional<Date> date;  // none: made only of rows without one
  Disposition disposition{};
  Determination determination{};
  Policy policy{};
  std::vector<std::string> rules;  // of law, that fired on any line

  bool same(const Outcome& other) const {
    return disposition == other.disposition && determination == other.determination && policy == other.policy;
  }
  std::string text() const {
    std::string text = fmt::format("{}, {}", to_string(disposition), report::in_words(to_string(determination)));
    if (policy == Policy::unknown) text += " (policy open)";
    if (policy != Policy::unknown && policy != Policy::none_stated) {
      text += fmt::format(" ({})", report::in_words(to_string(policy)));
    }
    return text;
  }
};
std::string date_text(const std::optional<Date>& date) { return date ? date->to_string() : std::string{}; }

using Outcomes = std::map<std::string, Outcome>;  // by shipment_id

Result<Outcomes> outcomes_of(const Snapshot& snapshot, const RunOptions& options) {
  Outcomes outcomes;
  RunHooks hooks;
  hooks.wants_json = false;
  hooks.decided = [&](const Decision& decision, const CanonicalDecision&) -> Result<void> {
    Outcome& outcome = outcomes[decision.shipment_id];
    outcome = {decision.date, decision.disposition, decision.determination, decision.policy, {}};
    for (const LineDecision& line : decision.lines) {
      for (const std::string& rule : line.rules) {
        if (std::ranges::find(outcome.rules, rule) == outcome.rules.end()) outcome.rules.push_back(rule);
      }
    }
    return {};
  };
  TIDEWAITER_CHECK(run_question(snapshot, options, hooks));
  return outcomes;
}

std::string json_of(const std::string& id, const Outcome& before, const Outcome& after) {
  std::string out;
  JsonWriter json(out);
  const auto side = [&](JsonKey key, const Outcome& outcome) {
    json.key(key).begin_object().member("date", date_text(outcome.date));
    json.member("disposition", to_string(outcome.disposition));
    json.member("determination", to_string(outcome.determination)).member("policy", to_string(outcome.policy));
    json.member("rules", outcome.rules).end_object();
  };
  json.begin_object().member("shipment_id", id);
  side("decision", before);
  side("against", after);
  json.end_object();
  return out;
}

}  // namespace

Result<int> screen_against(const Context& context, const Screen& command, Date day) {
  const RunOptions options = question_options(context, command);
  TIDEWAITER_TRY(Snapshot snapshot, open_question(context, command));
  TIDEWAITER_TRY(const Outcomes before, outcomes_of(snapshot, options));
  snapshot.as_of = day;
  TIDEWAITER_TRY(const Outcomes after, outcomes_of(snapshot, options));

  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  const bool page_wanted = context.common.format == Format::table;
  report::Page page(layout_of_output(!context.common.output.empty()));
  std::string out;
  ObjectRows rows(context.common.format, {"shipment_id", "decision", "against"});
  std::size_t changed = 0;
  for (const auto& [id, outcome] : before) {
    const auto other = after.find(id);
    if (other == after.end() || outcome.same(other->second)) continue;
    ++changed;
    if (!page_wanted) {
      TIDEWAITER_CHECK(rows.add(out, json_of(id, outcome, other->second)));
      continue;
    }
    page.put(id, report::Ink::strong).put(fmt::format("  of {}", date_text(outcome.date)), report::Ink::faint);
    page.end_line();
    page.wrapped(4, fmt::format("{} → {}", outcome.text(), other->second.text()));
    page.wrapped(4, fmt::format("{} → {}", fmt::join(outcome.rules, ", "), fmt::join(other->second.rules, ", ")),
                 report::Ink::faint);
  }
  if (page_wanted) {
    page.line(fmt::format("{} of {} would be decided otherwise under the law and the lists of {}", changed,
                          report::counted(before.size(), "shipment", "shipments"), day.to_string()));
    out = page.take();
  } else {
    rows.end(out);
  }
  TIDEWAITER_CHECK(output.finish(out));
  return before.empty() ? kNothing : kDone;
}

}  // namespace tidewaiter::cli
