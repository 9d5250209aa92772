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

std::string share(std::optional<double> value) {
  if (!value) return "-";
  return *value >= 0.9995 ? "100 %" : fmt::format("{:.1f} %", *value * 100);
}
// Without the nought before the point: ".0113", and "1.000".
std::string precision(std::optional<double> value) {
  if (!value) return "-";
  return *value >= 0.99995 ? "1.000" : fmt::format("{:.4f}", *value).substr(1);
}
std::string days(std::optional<double> value) { return value ? fmt::format("{:.0f}", *value) : "-"; }
std::string amount(std::optional<double> value) { return value ? grouped(std::round(*value * 10) / 10) : "-"; }

template <class Format>
std::string cell(const ScoreRow* row, Format format, bool with_interval = false) {
  if (row == nullptr) return {};
  std::string text = format(row->value);
  if (!with_interval) return text;
  if (row->low && row->high) return text + fmt::format(" [{}, {}]", format(row->low), format(row->high));
  return row->note.contains("too few") ? text + " [too few]" : text;
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

Table::Column text_column(std::string title) { return {std::move(title), Align::left, true, true}; }

void put_ranked(Page& page, const Scoreboard& board) {
  page.line();
  page.rule("What is found");
  Table found({text_column("result"),
               {"avg. precision [95 %]", Align::right},
               {"parties", Align::right},
               {"0.1 %", Align::right},
               {"1 %", Align::right},
               {"5 %", Align::right}});
  Table read({text_column("result"),
              {"alerts", Align::right},
              {"shipments", Align::right},
              {"right", Align::right},
              {"schemes [95 %]", Align::right},
              {"days", Align::right}});
  for (const std::string& result : board.results) {
    if (!is_ranked(board, result)) continue;
    found.add({{result},
               {cell(find(board, result, "average_precision_shipments"), precision, true)},
               {cell(find(board, result, "average_precision_parties"), precision)},
               {cell(find(board, result, "scheme_recall_0.1_percent"), share)},
               {cell(find(board, result, "scheme_recall_1_percent"), share)},
               {cell(find(board, result, "scheme_recall_5_percent"), share)}});
    if (find(board, result, "flagged") == nullptr) continue;
    read.add({{result},
              {cell(find(board, result, "flagged"), amount)},
              {cell(find(board, result, "flagged_shipments"), amount)},
              {cell(find(board, result, "flagged_precision"), share)},
              {cell(find(board, result, "scheme_recall_flagged"), share, true)},
              {cell(find(board, result, "delay_days"), days)}});
  }
  found.print(page);
  page.wrapped(
      0,
      "avg. precision: of shipments, and of parties. 0.1, 1, 5 %: schemes with a shipment among so many looked "
      "at.",
      Ink::faint);
  if (read.empty()) return;
  page.line();
  page.rule("What has to be read for it");
  read.print(page);
  page.wrapped(
      0,
      "alerts: to read; shipments: in them; right: those of a scheme; schemes: with a shipment in them; days: from a "
      "scheme's first shipment to its first alert, until half have one; those without count as watched until the last "
      "day (the median of Kaplan and Meier); - where that never comes.",
      Ink::faint);
}

// Results other than baselines that have the measure.
std::vector<std::string> judged(const Scoreboard& board, std::string_view measure) {
  std::vector<std::string> found;
  for (const std::string& result : board.results) {
    if (!result.starts_with("baseline") && find(board, result, measure) != nullptr) found.push_back(result);
  }
  return found;
}

void put_parts(Page& page, const Scoreboard& board, std::string_view by, std::string_view title) {
  for (const std::string& result : judged(board, "average_precision_shipments")) {
    Table table({text_column("part"),
                 {"schemes", Align::right},
                 {"avg. precision [95 %]", Align::right},
                 {"1 %", Align::right},
                 {"5 %", Align::right},
                 {"flagged", Align::right},
                 {"days", Align::right}});
    for (const ScoreRow& row : board.rows) {
      if (row.by != by || row.measure != "average_precision_shipments" || row.result != result) continue;
      const auto at = [&](std::string_view measure) { return find(board, result, measure, by, row.slice); };
      const ScoreRow* recall = at("scheme_recall_1_percent");
      table.add({{in_words(row.slice)},
                 {recall == nullptr ? std::string() : grouped(recall->of)},
                 {cell(&row, precision, true)},
                 {cell(recall, share)},
                 {cell(at("scheme_recall_5_percent"), share)},
                 {cell(at("scheme_recall_flagged"), share)},
                 {cell(at("delay_days"), days)}});
    }
    if (table.empty()) continue;
    page.line();
    page.rule(fmt::format("{}: {}", title, result));
    table.print(page);
  }
}

void put_balances(Page& page, const Scoreboard& board) {
  for (const std::string& result : judged(board, "chips_missing")) {
    Table table({text_column("part"),
                 {"missing", Align::right},
                 {"gone", Align::right},
                 {"error", Align::right},
                 {"held", Align::right},
                 {"none gone", Align::right},
                 {"width", Align::right},
                 {"[0, book]", Align::right}});
    for (const ScoreRow& row : board.rows) {
      if (row.measure != "chips_missing" || row.result != result) continue;
      const auto at = [&](std::string_view measure) { return find(board, result, measure, row.by, row.slice); };
      table.add({{row.slice.empty() ? "all" : in_words(row.slice)},
                 {amount(row.value)},
                 {cell(at("chips_gone"), amount)},
                 {cell(at("chips_error"), amount)},
                 {cell(at("coverage_gone"), share)},
                 {cell(at("coverage_nothing_gone"), share)},
                 {cell(at("interval_width"), amount)},
                 {cell(at("trivial_width"), amount)}});
    }
    page.line();
    page.rule(fmt::format("Chips missing and chips gone: {}", result));
    table.print(page);
    page.wrapped(0,
                 "held: intervals with the truth in them, of those that are more than a point, where chips are gone; "
                 "none gone: the same where none are",
                 Ink::faint);
  }
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
  for (const ScoreNote& note : board.notes) page.wrapped(0, in_words(note), Ink::faint);
  page.wrapped(
      0,
      fmt::format("95 % intervals: {} draws of schemes and parties, seed {}; shares of schemes exact; too few: of "
                  "fewer than ten schemes or holders no interval holds what it says. Everything here is "
                  "invented; docs/scoreboard.md says how it is measured.",
                  grouped(board.resamples), board.bootstrap_seed),
      Ink::faint);
  return page.take();
}

}  // namespace tidewaiter::report
