#include "engine/case_matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engine/case_run.h"
#include "engine/snapshot.h"

namespace tidewaiter {
namespace {

using rules::Basis;
using rules::Rule;
using RulesOfRow = std::vector<const Rule*>;

// One shipment of a case, as the cells count it.
struct Shipment {
  std::string name;  // "case#shipment"
  const Decision* decision = nullptr;
  Basis basis = Basis::practice;
  std::vector<std::string_view> not_firing;  // rules of which the case says so
};

std::vector<Shipment> shipments_of(const std::vector<CaseFile>& cases,
                                   const std::vector<std::vector<Decision>>& decisions) {
  std::vector<Shipment> shipments;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (const Decision& decision : decisions[i]) {
      Shipment shipment{fmt::format("{}#{}", cases[i].name, decision.shipment_id),
                        &decision,
                        cases[i].strict_text ? Basis::text : Basis::practice,
                        {}};
      for (const CaseExpectation& expected : cases[i].expectations) {
        if (expected.shipment != decision.shipment_id) continue;
        for (const CaseCheck& check : expected.checks) {
          if (check.kind == CaseCheck::Kind::quiet) shipment.not_firing.push_back(check.id);
        }
      }
      shipments.push_back(std::move(shipment));
    }
  }
  return shipments;
}

// "6, 7, 8" is three rows. Numbers first, in order, then the rest as the texts have them.
std::vector<std::pair<std::string, RulesOfRow>> rows_of(std::span<const Rule> rules, std::string_view folder) {
  std::vector<std::pair<std::string, RulesOfRow>> rows;
  for (const Rule& rule : rules) {
    if (rule.level || rule.kind == rules::RuleKind::classification || !rule.where.starts_with(folder)) continue;
    std::string_view rest = rule.row;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(", "), rest.size());
      const std::string_view name = rest.substr(0, comma);
      rest.remove_prefix(std::min(comma + 2, rest.size()));
      auto row = std::ranges::find(rows, name, &std::pair<std::string, RulesOfRow>::first);
      if (row == rows.end()) row = rows.insert(rows.end(), {std::string(name), {}});
      row->second.push_back(&rule);
    }
  }
  const auto place = [](const auto& row) {
    const std::string& name = row.first;
    std::size_t digits = 0;
    unsigned number = 0;
    for (; digits < name.size() && name[digits] >= '0' && name[digits] <= '9' && digits < 6; ++digits)
      number = number * 10 + static_cast<unsigned>(name[digits] - '0');
    // "9a" behind "9"; words, and ranges such as "6 to 12", behind the numbers
    return std::tuple(digits == 0 || name.find(' ') != std::string::npos, number, name.size() - digits);
  };
  std::ranges::stable_sort(rows, {}, place);
  return rows;
}

struct Days {
  DateRange range;
  std::string name;
  std::string what;
};

// Cut where a rule of law begins or has ended, and where the regime names a window.
std::vector<Days> windows_of(const Snapshot& snapshot, std::string_view folder) {
  std::set<Date> cuts{kFirstDate};
  const auto cut = [&](const std::optional<DateRange>& days) {
    if (!days) return;
    cuts.insert(days->from);
    if (days->to != kLastDate) cuts.insert(days->to + 1);
  };
  for (const Rule& rule : snapshot.regime.rules().rules()) {
    if (rule.level || rule.kind == rules::RuleKind::classification || !rule.where.starts_with(folder)) continue;
    cut(rule.text);
    cut(rule.enforced);
  }
  for (const LawWindow& window : snapshot.jurisdiction.windows) cuts.insert(window.from);
  std::vector<Days> windows;
  for (auto from = cuts.begin(); from != cuts.end(); ++from) {
    const auto next = std::next(from);
    Days days{{*from, next == cuts.end() ? kLastDate : *next + -1}, {}, {}};
    for (const LawWindow& window : snapshot.jurisdiction.windows) {
      if (window.from > *from) break;
      days.name = window.name;
      days.what = window.title;
    }
    windows.push_back(std::move(days));
  }
  return windows;
}

bool in_force(const Rule& rule, Date date) {
  return rule.in_force(date, Basis::practice) || rule.in_force(date, Basis::text);
}

// Why no rule of the row is in force: which ended last before, and which begins first behind.
std::string not_in_force(const RulesOfRow& rules, Date date) {
  struct Turn {
    Date day;
    std::string_view authority;
  };
  std::optional<Turn> ended;
  std::optional<Turn> begins;
  for (const Rule* rule : rules) {
    if (!rule->text) continue;
    const auto [from, to] = *rule->text;
    if (to < date && (!ended || to > ended->day)) ended = {to, rule->authority};
    if (from > date && (!begins || from < begins->day)) begins = {from, rule->authority};
  }
  std::string why;
  if (ended) why = fmt::format("ended on {} ({})", ended->day.to_string(), ended->authority);
  if (begins) {
    if (!why.empty()) why += "; ";
    why += fmt::format("begins on {} ({})", begins->day.to_string(), begins->authority);
  }
  return why.empty() ? "no rule of this row has days on the books" : why;
}

bool named(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

void fill(MatrixCell& cell, const RulesOfRow& rules, const std::vector<Shipment>& shipments) {
  for (const Shipment& shipment : shipments) {
    const Date date = shipment.decision->date.value_or(Date{});
    if (!cell.days.contains(date)) continue;
    bool fires = false;
    bool near = false;
    for (const Rule* rule : rules) {
      if (!rule->in_force(date, shipment.basis)) continue;
      if (fired(*shipment.decision, rule->id)) {
        fires = true;
      } else {
        near = near || named(rule->quiet, shipment.name) ||
               std::ranges::find(shipment.not_firing, rule->id) != shipment.not_firing.end();
      }
    }
    if (fires) cell.fires.push_back(shipment.name);
    if (near) cell.near_misses.push_back(shipment.name);
  }
}

}  // namespace

std::vector<MatrixCell> matrix_of(const Snapshot& snapshot, std::string_view folder, const std::vector<CaseFile>& cases,
                                  const std::vector<std::vector<Decision>>& decisions) {
  const std::vector<Shipment> shipments = shipments_of(cases, decisions);
  const std::span<const Rule> rules = snapshot.regime.rules().rules();
  const std::vector<Days> windows = windows_of(snapshot, folder);
  std::vector<MatrixCell> cells;
  for (const auto& [row, of_row] : rows_of(rules, folder)) {
    for (const Days& days : windows) {
      MatrixCell cell{row, days.name, days.range, days.what, {}, {}, {}, {}};
      for (const Rule* rule : of_row) {
        if (in_force(*rule, days.range.from)) cell.rules.push_back(rule->id);
      }
      if (cell.rules.empty()) {
        cell.not_applicable = not_in_force(of_row, days.range.from);
      } else {
        fill(cell, of_row, shipments);
      }
      cells.push_back(std::move(cell));
    }
  }
  for (const Rule& rule : rules) {
    if (!rule.level || !rule.where.starts_with(folder)) continue;
    MatrixCell cell{rule.id, {}, rule.text.value_or(DateRange{kFirstDate, kLastDate}), rule.title, {rule.id}, {},
                    {},      {}};
    fill(cell, {&rule}, shipments);
    cells.push_back(std::move(cell));
  }
  return cells;
}

}  // namespace tidewaiter
