// simulate: a world with known truth, written into a folder.
#include <fmt/format.h>

#include "cli/audit.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "engine/snapshot.h"
#include "engine/version.h"
#include "report/progress.h"
#include "report/text.h"
#include "world/world.h"

namespace tidewaiter::cli {
namespace {

class WorldTeller {
 public:
  void operator()(const world::Progress& at) {
    if (!pace_.due()) return;
    report::Progress progress;
    progress.rows = at.shipments;
    progress.elapsed = pace_.elapsed();
    progress.share = static_cast<double>(at.day) / at.days;
    tell_progress(fmt::format("day {} ", at.day) + report::progress_line(progress, 60));
  }

 private:
  ProgressPace pace_;
};

Result<int> run_simulate(const Context& context, const Simulate& command) {
  if (command.audit_only) return audit_world(context, command.folder, command.threads);
  if (!command.audit && (!context.common.output.empty() || context.common.format != Format::table)) {
    return fail(ErrorCode::usage, "--output and --format are for what an audit finds", {},
                "add --audit, or leave them out: the tables of a world are CSV and Parquet, in its folder");
  }
  SnapshotOptions wanted;
  wanted.lists = "none";
  TIDEWAITER_TRY(const Snapshot snapshot, load_snapshot(context.settings, wanted));
  world::Options options;
  options.seed = command.seed;
  options.parties = command.parties;
  options.days = command.days;
  options.scenario = command.scenario;
  options.folder = command.folder;
  options.threads = command.threads;
  options.engine_version = kEngineVersion;
  options.rules_version = snapshot.versions.rules;
  options.progress = WorldTeller();
  options.stop = [&asked = listen_for_interrupts()] { return asked.load(); };
  auto made = world::make_world(options, snapshot.catalog, snapshot.regime, snapshot.places);
  clear_progress();
  if (!made) return std::unexpected(std::move(made).error());
  const auto count = [](std::uint64_t value) { return report::grouped(static_cast<double>(value)); };
  tell(fmt::format("{} parties, {} days: {} shipments, {} events, {} reports, {} chips in {}", count(made->parties),
                   made->days, count(made->shipments), count(made->events), count(made->reports), count(made->chips),
                   command.folder));
  tell(fmt::format("{} schemes in {} of the shipments took {} chips; what is true stands in truth/",
                   count(made->schemes), count(made->scheme_shipments), count(made->diverted)));
  if (!made->interrupted) return command.audit ? audit_world(context, command.folder, command.threads) : kDone;
  tell(fmt::format(
      "interrupted after {} of {} days: the world is shorter than asked, whole, and marked so in world.json",
      made->days, command.days));
  return kInterrupted;
}

}  // namespace

int run_command(const Context& context, const Simulate& command) { return told(run_simulate(context, command)); }

}  // namespace tidewaiter::cli
