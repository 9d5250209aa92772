#include "cli/audit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/date.h"
#include "base/threads.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "judge/audit/audit.h"
#include "report/page.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

using judge::audit::AuditReport;
using report::Ink;
using Align = report::Table::Align;

report::Table::Cell verdict(bool passed) { return {passed ? "passes" : "FAILS", passed ? Ink::release : Ink::stop}; }

// Of what the rules of a row look at: empty for what no sign tells.
std::string sign_of(const judge::audit::LeakRow& row) {
  return row.sign == judge::audit::Sign::none ? "" : report::in_words(to_string(row.sign));
}

void put_leak(report::Page& page, const judge::audit::LeakReport& leak) {
  page.rule("1. Leak: " + verdict(leak.passed()).text);
  const auto judged = std::ranges::count_if(leak.rows, &judge::audit::LeakRow::judged);
  page.wrapped(
      0, fmt::format("The worst of {} features of shipments and {} of other events, alone and in trees of depth "
                     "two, that one half of the schemes and parties gave, tried on the other half. {:.2f} % of "
                     "the shipments belong to schemes. Of {} rows {} could be judged; the others have too few schemes.",
                     report::grouped(std::uint64_t{leak.features}), report::grouped(std::uint64_t{leak.event_features}),
                     100 * leak.prevalence, leak.rows.size(), judged));
  report::Table table({{"scheme"},
                       {"rows", Align::right},
                       {"precision", Align::right},
                       {"recall", Align::right},
                       {"F1", Align::right},
                       {"at least", Align::right},
                       {"bound", Align::right},
                       {""}});
  std::string table_of_last;
  for (const judge::audit::LeakRow& row : leak.rows) {
    const std::string sign = sign_of(row);
    if (row.table != table_of_last) table.add({{fmt::format("of {}", row.table)}});
    table_of_last = row.table;
    const bool by_f1 = row.kind == "any scheme";
    table.add({{sign.empty() ? row.kind : "  " + sign},
               {report::grouped(row.rows)},
               {fmt::format("{:.3f}", row.precision)},
               {fmt::format("{:.3f}", row.recall)},
               {fmt::format("{:.3f}", row.f1)},
               {fmt::format("{:.3f}", row.least)},
               {fmt::format("{} {:.3f}", by_f1 ? "F1" : "", row.bound)},
               row.judged ? verdict(!row.leaks) : report::Table::Cell{"too few", Ink::faint}});
  }
  table.print(page);
  page.wrapped(0,
               "precision, F1: rows of any scheme are right; recall: of the kind; at least: what is held against the "
               "bound, the lower end of an interval, or F1 itself where schemes are many; too few: no verdict on so "
               "few schemes");
  page.line("The rule or tree behind each row:");
  for (const judge::audit::LeakRow& row : leak.rows) {
    if (!row.judged) continue;
    const std::string sign = sign_of(row);
    page.wrapped(2, fmt::format("{}, {}{}: {}", row.table, row.kind, sign.empty() ? "" : fmt::format(" ({})", sign),
                                row.rule.empty() ? "none marks a fifth of them" : row.rule));
  }
}

void put_solvable(report::Page& page, const judge::audit::SolvableReport& solvable) {
  page.rule("2. Solvable: " + verdict(solvable.passed()).text);
  page.wrapped(
      0, fmt::format(
             "An oracle that knows each scheme's steps must find {:.0f} % of them (mark more than half "
             "of their shipments), and {:.0f} % of all that it marks must belong to schemes. Those that the end of "
             "the world left unfinished are not asked for.",
             100 * judge::audit::kFewestFound, 100 * judge::audit::kLeastMarkedPrecision));
  report::Table table({{"scheme"},
                       {"schemes", Align::right},
                       {"found", Align::right},
                       {"share", Align::right},
                       {"unfinished", Align::right},
                       {"shipments marked", Align::right},
                       {"of schemes", Align::right}});
  for (const judge::audit::SolvableRow& row : solvable.rows) {
    const double share = row.schemes == 0 ? 0 : static_cast<double>(row.found) / row.schemes;
    table.add({{row.kind},
               {report::grouped(std::uint64_t{row.schemes})},
               {report::grouped(std::uint64_t{row.found})},
               {fmt::format("{:.3f}", share)},
               {report::grouped(std::uint64_t{row.unfinished})},
               {report::grouped(row.marked)},
               {report::grouped(row.marked_right)}});
  }
  table.print(page);
}

void put_calibration(report::Page& page, const judge::audit::CalibrationReport& calibration) {
  page.rule("3. Calibration: " + verdict(calibration.passed()).text);
  page.wrapped(0, fmt::format("{} facts are shown by this world; {} are needed.", calibration.shown(),
                              judge::audit::kFewestFacts));
  report::Table table({{"fact"}, {"world", Align::right}, {"interval", Align::right}, {""}, {"conf."}});
  for (const judge::audit::CalibrationRow& row : calibration.rows) {
    const auto shown = [&](double value) {
      return row.fact.dates ? Date::from_days(static_cast<std::int32_t>(value)).to_string()
                            : fmt::format("{:.4g}", value);
    };
    report::Table::Cell inside{"assumed", Ink::faint};
    if (!row.fact.assumed) {
      inside = !row.world
                   ? report::Table::Cell{"not shown", Ink::faint}
                   : report::Table::Cell{row.inside ? "inside" : "OUTSIDE", row.inside ? Ink::release : Ink::stop};
    }
    table.add({{row.fact.says},
               {row.world ? shown(*row.world) : "-"},
               {row.fact.assumed ? "" : fmt::format("{} to {}", shown(row.fact.low), shown(row.fact.high))},
               inside,
               {row.fact.confidence}});
  }
  table.print(page);
  page.line("The source of each fact:");
  for (const judge::audit::CalibrationRow& row : calibration.rows) {
    if (!row.fact.assumed) page.wrapped(2, fmt::format("{}: {}", row.fact.says, row.fact.source));
  }
}

std::string for_people(const Context& context, const AuditReport& report) {
  report::Page page(layout_of_output(!context.common.output.empty()));
  page.put(fmt::format("Audit of seed {}, scenario {}: ", report.seed, report.scenario));
  page.put(verdict(report.passed()).text, verdict(report.passed()).ink).end_line();
  page.line(fmt::format("{} shipments, {} schemes", report::grouped(std::uint64_t{report.shipments}),
                        report::grouped(std::uint64_t{report.schemes})));
  put_leak(page, report.leak);
  put_solvable(page, report.solvable);
  put_calibration(page, report.calibration);
  return page.take();
}

}  // namespace

Result<int> audit_world(const Context& context, const std::string& folder, unsigned threads) {
  TIDEWAITER_TRY(Output output, Output::open(context.common.output));
  const unsigned workers = threads_for(threads);
  TIDEWAITER_TRY(const AuditReport report, judge::audit::audit(folder, workers, &listen_for_interrupts()));
  const bool json = context.common.format == Format::json;
  TIDEWAITER_CHECK(output.finish(json ? judge::audit::audit_json(report) : for_people(context, report)));
  return report.passed() ? kDone : kFound;
}

}  // namespace tidewaiter::cli
