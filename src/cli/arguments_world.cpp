// Commands about simulated worlds.
#include <fmt/format.h>

#include "cli/parser.h"
#include "report/text.h"
#include "world/world.h"

namespace tidewaiter::cli {
namespace {

const std::vector<Word<Format>> kAuditFormats{{"table", Format::table}, {"json", Format::json}};

}  // namespace

void Parser::simulate() {
  auto [app, target] =
      command<Simulate>(&app_, "simulate", "Write a simulated world of trade, with what is true of it");
  seed_option(app, target->seed, "the same seed gives the same world");
  app->add_option("--parties", target->parties,
                  fmt::format("how many companies and institutions, {} to {}",
                              report::grouped(std::uint64_t{world::kLeastParties}),
                              report::grouped(std::uint64_t{world::kMostParties})))
      ->capture_default_str();
  app->add_option(
         "--days", target->days,
         fmt::format("from 2022-08-01 on, up to {}", report::grouped(static_cast<std::uint64_t>(world::kMostDays))))
      ->capture_default_str();
  app->add_option("--scenario", target->scenario, "what the world's traders do")
      ->type_name("baseline|phantom-centres")
      ->capture_default_str();
  app->add_option("--out", target->folder, "a new or empty folder")->type_name("DIR")->required();
  threads_option(app, target->threads);
  app->add_flag("--audit", target->audit, "audit the world just written; status 1 if an audit fails");
  app->add_flag("--audit-only", target->audit_only, "write no world: audit the one in DIR")
      ->excludes("--audit", "--seed", "--parties", "--days", "--scenario");
  format_option(app, kAuditFormats, "form of the audits' result (default: table)");
}

}  // namespace tidewaiter::cli
