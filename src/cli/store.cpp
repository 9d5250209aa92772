// store check, prune: whether the store and what stands beside it are sound, and what is too old to keep.
#include "store/store.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "cli/answers.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/screening.h"
#include "engine/retention.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

Result<int> check(const Context& context) {
  TIDEWAITER_CHECK(need_store(context));
  TIDEWAITER_TRY(const Store store, Store::open_read_only(context.settings.store));
  TIDEWAITER_TRY(const StoreAudit audit, tidewaiter::audit(store, context.kept_in()));
  TIDEWAITER_TRY(Output output, Output::open({}));
  report::Page page(layout_of_output(false));
  page.line(fmt::format("{}: {}, {}, {} of them whole; {} kept beside it ({} bytes)", context.settings.store.string(),
                        report::counted(audit.store.runs, "run", "runs"),
                        report::counted(audit.store.decisions, "decision", "decisions"),
                        report::grouped(audit.store.bodies), report::counted(audit.files, "file", "files"),
                        report::grouped(audit.bytes)));
  for (const std::string& problem : audit.problems) page.wrapped(2, problem, report::Ink::stop);
  for (const std::string& file : audit.orphans) {
    page.wrapped(2, file + ": no run of the store names this file", report::Ink::hold);
  }
  const std::size_t found = audit.problems.size() + audit.orphans.size();
  page.line(found == 0 ? std::string("sound") : report::counted(found, "mistake", "mistakes"), report::Ink::strong);
  TIDEWAITER_CHECK(output.finish(page.take()));
  if (!audit.problems.empty()) tell("restore what is damaged from a backup, or screen again into a new store");
  if (!audit.orphans.empty()) {
    tell(
        "a screening that was killed leaves such files, and the next one removes its own; others may be removed by "
        "hand");
  }
  return found == 0 ? kDone : kFound;
}

Result<void> prune(const Context& context, const PruneStore& command) {
  TIDEWAITER_CHECK(need_store(context));
  std::vector<PruneStep> steps;
  const int years = context.settings.retention_years;
  {
    TIDEWAITER_TRY(const Store reader, Store::open_read_only(context.settings.store));
    TIDEWAITER_TRY(steps, plan_prune(reader, context.kept_in(), Date::today(), years));
  }
  if (command.remove) {
    TIDEWAITER_TRY(Store store, Store::open(context.settings.store));
    TIDEWAITER_TRY(steps, plan_prune(store, context.kept_in(), Date::today(), years));
    TIDEWAITER_CHECK(tidewaiter::prune(store, context.kept_in(), steps, now_in_utc()));
  }
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  std::string out;
  report::Page page(layout_of_output(!context.common.output.empty()));
  ObjectRows rows(context.common.format, {"run", "started", "decisions", "bytes", "remove", "why"});
  std::uint64_t going = 0;
  for (const PruneStep& step : steps) {
    if (step.remove) ++going;
    if (context.common.format == Format::table) {
      page.put(fmt::format("{:>4}  {}  ", step.run.id, step.run.info.started));
      page.put(step.remove ? (command.remove ? "removed" : "would go") : "stays", report::Ink::strong);
      page.put(fmt::format("  {}, {} bytes kept: ", report::counted(step.decisions, "decision", "decisions"),
                           report::grouped(step.bytes)));
      page.put(step.why, report::Ink::faint).end_line();
      continue;
    }
    std::string object;
    JsonWriter json(object);
    json.begin_object().member("run", step.run.id).member("started", step.run.info.started);
    json.member("decisions", step.decisions).member("bytes", step.bytes).member("remove", step.remove);
    json.member("why", step.why).end_object();
    TIDEWAITER_CHECK(rows.add(out, object));
  }
  if (context.common.format == Format::table) {
    page.line(fmt::format("{} of {} {} older than {}{}", going, report::counted(steps.size(), "run", "runs"),
                          going == 1 ? "is" : "are",
                          report::counted(static_cast<std::uint64_t>(years), "year", "years"),
                          going == 0       ? ""
                          : command.remove ? "; removed"
                                           : ": nothing was removed; --remove does it"));
    out = page.take();
  } else {
    rows.end(out);
  }
  if (years < 5) tell(fmt::format("note: retention_years is {}; 15 CFR 762.6 asks exporters for five", years));
  return output.finish(out);
}

}  // namespace

int run_command(const Context& context, const CheckStore&) { return told(check(context)); }
int run_command(const Context& context, const PruneStore& command) { return status_of(prune(context, command)); }

}  // namespace tidewaiter::cli
