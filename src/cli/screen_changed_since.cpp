// screen --changed-since: only the shipments that the changes of the lists since a version touch. Both lists are asked.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/screening.h"
#include "engine/earlier_lists.h"
#include "engine/run.h"
#include "engine/snapshot.h"
#include "lists/diff.h"
#include "model/decision_json.h"
#include "report/decisions.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

using Ids = std::set<std::string, std::less<>>;

// What a decision says, without the files that its entries were read from: a new snapshot of the same words is no
// change.
Digest content_of(const Decision& decision) {
  Decision bare = decision;
  for (Finding& finding : bare.findings) finding.source.clear();
  return canonical(bare).digest;
}

bool names_any(const Decision& decision, const Ids& entries) {
  return std::ranges::any_of(decision.findings, [&](const Finding& finding) {
    return std::ranges::any_of(
        finding.evidence, [&](const auto& said) { return said.first == "entry" && entries.contains(said.second); });
  });
}

// A shipment under the earlier lists.
struct Before {
  Digest content;
  Disposition disposition{};
  bool touched = false;  // an entry that it met is another now, or gone
};
using Shipments = std::unordered_map<std::string, Before>;

Result<Shipments> under_earlier_lists(const Snapshot& snapshot, const RunOptions& options, const Ids& gone) {
  Shipments shipments;
  RunHooks hooks;
  hooks.wants_json = false;
  hooks.decided = [&](const Decision& decision, const CanonicalDecision&) -> Result<void> {
    shipments[decision.shipment_id] = {content_of(decision), decision.disposition, names_any(decision, gone)};
    return {};
  };
  TIDEWAITER_CHECK(run_question(snapshot, options, hooks));
  return shipments;
}

// The findings that name an entry, for people.
std::vector<std::string> hits_in_words(const Decision& decision) {
  std::vector<std::string> words;
  for (const Finding& finding : decision.findings) {
    const bool names = std::ranges::any_of(finding.evidence, [](const auto& said) { return said.first == "entry"; });
    if (names) words.push_back(fmt::format("{}: {}", finding.title, finding.why));
  }
  return words;
}

void append_page(report::Page& page, const Decision& decision, const Before* before) {
  page.put(decision.shipment_id, report::Ink::strong);
  if (decision.date) page.put(fmt::format("  of {}", decision.date->to_string()), report::Ink::faint);
  page.end_line();
  const std::string_view was = before == nullptr ? "not there" : to_string(before->disposition);
  page.wrapped(4, fmt::format("{} → {}", was, to_string(decision.disposition)));
  for (const std::string& words : hits_in_words(decision)) page.wrapped(4, words, report::Ink::faint);
}

}  // namespace

Result<int> screen_changed_since(const Context& context, const Screen& command) {
  if (context.settings.lists == "none") {
    return fail(ErrorCode::usage, "without lists there is nothing that could have changed", {},
                "leave --lists none out");
  }
  TIDEWAITER_TRY(const std::filesystem::path earlier,
                 find_lists(context.settings.lists, command.changed_since, context.kept_in()));
  const RunOptions options = question_options(context, command);
  TIDEWAITER_TRY(const Snapshot now, open_question(context, command));
  Context then_context = context;
  then_context.settings.lists = earlier;
  TIDEWAITER_TRY(const Snapshot then, open_question(then_context, command));

  Ids gone;  // of the earlier list: removed or changed
  Ids come;  // of the present one: added or changed
  const auto changes = lists::diff(lists::entries_of(then.entries()), lists::entries_of(now.entries()));
  for (const lists::EntryChange& change : changes) {
    if (change.kind != lists::ChangeKind::added) gone.insert(change.id_before);
    if (change.kind != lists::ChangeKind::removed) come.insert(change.id);
  }
  Shipments before;
  if (!changes.empty()) {  // otherwise no shipment can be touched
    TIDEWAITER_TRY(before, under_earlier_lists(then, options, gone));
  }

  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  const Format format = context.common.format;
  const bool page_wanted = format == Format::table;
  report::Page page(layout_of_output(!context.common.output.empty()));
  report::DecisionRows rows(row_format(format), now.versions);
  std::string out;
  if (!page_wanted) rows.begin(out);
  std::uint64_t shipments = 0;
  std::uint64_t touched = 0;
  bool found = false;
  RunHooks hooks;
  hooks.wants_json = !page_wanted && format != Format::csv;
  hooks.decided = [&](const Decision& decision, const CanonicalDecision& form) -> Result<void> {
    ++shipments;
    if (changes.empty()) return {};
    const auto known = before.find(decision.shipment_id);
    const bool same = known != before.end() && !known->second.touched && !names_any(decision, come) &&
                      known->second.content == content_of(decision);
    if (same) return {};
    ++touched;
    found = found || (command.fail_on && !decision.lines.empty() && decision.disposition >= *command.fail_on);
    if (page_wanted) {
      append_page(page, decision, known == before.end() ? nullptr : &known->second);
    } else {
      rows.add(out, decision, form);
    }
    return {};
  };
  hooks.committed = [&]() -> Result<void> {
    TIDEWAITER_CHECK(output.write(out));
    out.clear();
    return {};
  };
  TIDEWAITER_TRY(const RunResult result, run_question(now, options, hooks));
  const std::string summary =
      fmt::format("{} of {} touched by what changed in the lists since version {} ({} changed); nothing was stored",
                  touched, report::counted(shipments, "shipment", "shipments"), then.versions.lists,
                  report::counted(changes.size(), "entry", "entries"));
  if (page_wanted) {
    page.wrapped(0, summary);
    out = page.take();
  } else {
    rows.end(out);
    tell(summary);
  }
  TIDEWAITER_CHECK(output.finish(out));
  return result.survey.accepted == 0 ? kNothing : found ? kFound : kDone;
}

}  // namespace tidewaiter::cli
