// The scoreboard for a terminal: the world, every result beside the baselines, then its parts.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/scoreboard.h"
#include "report/text.h"

namespace tidewaiter::report {
namespace {

using Align = Table::Align;

const ScoreRow* find(const Scoreboard& board, std::string_view result, std::string_view measure,
                     std::string_view by = "all", std::string_view slice = "") {
  const auto found = std::ranges::find_if(board.rows, [&](const ScoreRow& row) {
    return row.result == result && row.measure == measure && row.by == by && row.slice == slice;
  });
  return found == board.rows.end() ? nullptr : &*found;
}

std::string share(std::optional<double> value) { return value ? fmt::format("{:.1f} %", *value * 100) : "-"; }
std::string precision(std::optional<double> value) { return value ? fmt::format("{:.4f}", *value) : "-"; }
std::string days(std::optional<double> value) { return value ? fmt::format("{:.0f}", *value) : "-"; }
std::string amount(std::optional<double> value) { return value ? grouped(std::round(*value * 10) / 10) : "-"; }

template <class Format>
std::string cell(const ScoreRow* row, Format format, bool with_interval = false) {
  if (row == nullptr) return {};
  std::string text = format(row->value);
  if (with_interval && row->low && row->high) text += fmt::format(" [{}, {}]", format(row->low), format(row->high));
  return text;
}

bool is_ranked(const Scoreboard& board, const std::string& result) {
  return find(board, result, "average_precision_shipments") != nullptr;
}

void put_world(Page& page, const Scoreboard& board) {
  page.put(board.folder, Ink::strong);
  page.put(fmt::format("  seed {}{}{}", board.seed, board.scenario.empty() ? "" : ", scenario ", board.scenario));
  page.end_line();
  page.wrapped(
      0, fmt::format("{} from {} to {}, {}; {} took {} of them and {}",
                     counted(board.shipments, "shipment", "shipments"), board.first.to_string(), board.last.to_string(),
                     counted(board.parties, "party", "parties"), counted(board.schemes, "scheme", "schemes"),
                     grouped(board.scheme_shipments), counted(board.scheme_parties, "party", "parties")));
}

void put_ranked(Page& page, const Scoreboard& board) {
  page.line();
  page.rule("What is found");
  Table table({{"result", Align::left, true},
               {"avg. precision [95 %]", Align::right},
               {"parties", Align::right},
               {"0.1 %", Align::right},
               {"1 %", Align::right},
               {"5 %", Align::right},
               {"alerts", Align::right},
               {"right", Align::right},
               {"schemes", Align::right},
               {"days", Align::right}});
  for (const std::string& result : board.results) {
    if (!is_ranked(board, result)) continue;
    table.add({{result},
               {cell(find(board, result, "average_precision_shipments"), precision, true)},
               {cell(find(board, result, "average_precision_parties"), precision)},
               {cell(find(board, result, "scheme_recall_0.1_percent"), share)},
               {cell(find(board, result, "scheme_recall_1_percent"), share)},
               {cell(find(board, result, "scheme_recall_5_percent"), share)},
               {cell(find(board, result, "flagged"), amount)},
               {cell(find(board, result, "flagged_precision"), share)},
               {cell(find(board, result, "scheme_recall_flagged"), share)},
               {cell(find(board, result, "delay_days"), days)}});
  }
  table.print(page);
  page.wrapped(
      0,
      "avg. precision: of shipments, and of parties. 0.1, 1, 5 %: schemes with a shipment among so many looked "
      "at. alerts: to read; right: shipments in them that are of a scheme; schemes: with a shipment in them; "
      "days: from a scheme's first shipment to its first alert, the median, - where half are never seen.",
      Ink::faint);
}

void put_parts(Page& page, const Scoreboard& board, std::string_view by, std::string_view title) {
  Table table({{"part"},
               {"result", Align::left, true},
               {"schemes", Align::right},
               {"avg. precision [95 %]", Align::right},
               {"1 %", Align::right},
               {"5 %", Align::right},
               {"flagged", Align::right},
               {"days", Align::right}});
  for (const ScoreRow& row : board.rows) {
    if (row.by != by || row.measure != "average_precision_shipments" || row.result.starts_with("baseline")) continue;
    const ScoreRow* recall = find(board, row.result, "scheme_recall_1_percent", by, row.slice);
    table.add({{in_words(row.slice)},
               {row.result},
               {recall == nullptr ? std::string() : grouped(recall->of)},
               {cell(&row, precision, true)},
               {cell(recall, share)},
               {cell(find(board, row.result, "scheme_recall_5_percent", by, row.slice), share)},
               {cell(find(board, row.result, "scheme_recall_flagged", by, row.slice), share)},
               {cell(find(board, row.result, "delay_days", by, row.slice), days)}});
  }
  if (table.empty()) return;
  page.line();
  page.rule(title);
  table.print(page);
}

void put_balances(Page& page, const Scoreboard& board) {
  Table table({{"result", Align::left, true},
               {"part"},
               {"missing", Align::right},
               {"gone", Align::right},
               {"error", Align::right},
               {"held, gone", Align::right},
               {"held, none gone", Align::right},
               {"width", Align::right},
               {"[0, book]", Align::right}});
  for (const ScoreRow& row : board.rows) {
    if (row.measure != "chips_missing") continue;
    const auto at = [&](std::string_view measure) { return find(board, row.result, measure, row.by, row.slice); };
    table.add({{row.result},
               {row.slice.empty() ? "all" : in_words(row.slice)},
               {amount(row.value)},
               {cell(at("chips_gone"), amount)},
               {cell(at("chips_error"), amount)},
               {cell(at("coverage_gone"), share)},
               {cell(at("coverage_nothing_gone"), share)},
               {cell(at("interval_width"), amount)},
               {cell(at("trivial_width"), amount)}});
  }
  if (table.empty()) return;
  page.line();
  page.rule("Chips missing and chips gone");
  table.print(page);
  page.wrapped(0, "held: intervals with the truth in them, of those that are more than a point", Ink::faint);
}

}  // namespace

std::string scoreboard_page(const Scoreboard& board, Layout layout) {
  Page page(layout);
  put_world(page, board);
  put_ranked(page, board);
  put_parts(page, board, "scheme", "By kind of scheme");
  put_parts(page, board, "tuning", "Tuned on, and held out");
  put_parts(page, board, "country", "By country of destination");
  put_balances(page, board);
  page.line();
  for (const std::string& note : board.notes) page.wrapped(0, note, Ink::faint);
  page.wrapped(0,
               fmt::format("95 % intervals: {} draws of schemes and parties, seed {}. Everything here is invented; "
                           "docs/scoreboard.md says how it is measured.",
                           grouped(board.resamples), board.bootstrap_seed),
               Ink::faint);
  return page.take();
}

}  // namespace tidewaiter::report
