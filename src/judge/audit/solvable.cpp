#include "judge/audit/solvable.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tidewaiter::judge::audit {

bool SolvableReport::passed() const {
  if (rows.empty() || rows[0].schemes == 0 || rows[0].marked == 0) return false;
  const SolvableRow& all = rows[0];
  return all.found >= kFewestFound * all.schemes &&
         static_cast<double>(all.marked_right) >= kLeastMarkedPrecision * static_cast<double>(all.marked);
}

SolvableReport compare(const World& world, const EventGraph& graph, const std::vector<Instance>& instances) {
  std::map<std::string, SolvableRow, std::less<>> by_kind;
  std::vector<std::uint8_t> marked(world.shipments.size());
  SolvableRow all;
  all.kind = "any scheme";
  std::map<std::string, std::vector<std::uint8_t>, std::less<>> marked_by_kind;
  for (const Instance& instance : instances) {
    auto& of_kind = marked_by_kind[instance.kind];
    of_kind.resize(world.shipments.size());
    for (const std::uint32_t i : instance.passages) {
      const std::uint32_t shipment = graph.passages[i].shipment;
      if (shipment != kNone) of_kind[shipment] = marked[shipment] = 1;
    }
  }
  const auto count = [&](const std::vector<std::uint8_t>& marks, SolvableRow& row) {
    for (std::size_t i = 0; i < marks.size(); ++i) {
      row.marked += marks[i];
      row.marked_right += marks[i] != 0 && world.shipments[i].scheme != kNone ? 1 : 0;
    }
  };
  count(marked, all);
  for (const auto& [kind, marks] : marked_by_kind) {
    by_kind[kind].kind = kind;
    count(marks, by_kind[kind]);
  }
  std::vector<std::int32_t> arrival(world.shipments.size(), graph.last_day);  // of a shipment that no event tells of
  for (const Passage& passage : graph.passages) {
    if (passage.shipment != kNone) arrival[passage.shipment] = passage.arrival;
  }
  SolvableReport report;
  for (const WorldScheme& scheme : world.schemes) {
    if (scheme.shipments.empty()) continue;  // nothing of it has left yet: there is nothing to find
    const auto seen = std::ranges::count_if(scheme.shipments, [&](std::uint32_t i) { return marked[i] != 0; });
    const bool found = static_cast<std::size_t>(seen) * 2 > scheme.shipments.size();
    SolvableRow& row = by_kind[scheme.kind];
    row.kind = scheme.kind;
    std::int32_t last = 0;
    for (const std::uint32_t i : scheme.shipments) last = std::max(last, arrival[i]);
    if (last + (scheme.kind == "phantom_data_centre" ? kPhantomShowsWithin : kShowsWithin) > graph.last_day) {
      ++row.unfinished;
      ++all.unfinished;
      continue;
    }
    for (SolvableRow* each : {&row, &all}) {
      ++each->schemes;
      each->found += found ? 1 : 0;
    }
    if (!found) report.missed.push_back(scheme.id);
  }
  report.rows.push_back(all);
  for (auto& [kind, row] : by_kind) report.rows.push_back(std::move(row));
  return report;
}

}  // namespace tidewaiter::judge::audit
