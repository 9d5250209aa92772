// The second audit: is a world's task solvable? An oracle that knows each scheme's steps (docs/world.md) walks over all
// events, also those that come later, and marks the shipments of each instance that it finds. It reads no truth.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "judge/audit/event_graph.h"
#include "judge/world_files.h"

namespace tidewaiter::judge::audit {

// Something that has the shape of a kind of scheme, with the passages in it.
struct Instance {
  std::string kind;
  std::vector<std::uint32_t> passages;  // numbers in EventGraph::passages, ascending, each once
};

// Every instance of the ten kinds. Deterministic; time grows with the events and, for gathering, with the lots of a
// party.
std::vector<Instance> find_instances(const EventGraph& graph);

// A scheme is found if more than half of its shipments are marked; and of all that are marked at least this share
// belongs to schemes, else marking everything would find all.
inline constexpr double kFewestFound = .95;
inline constexpr double kLeastMarkedPrecision = .5;

struct SolvableRow {
  std::string kind;  // of scheme; "any scheme" for all
  std::uint32_t schemes = 0, found = 0;
  std::uint64_t marked = 0, marked_right = 0;  // shipments marked by instances of this kind; of them those of schemes
};

struct SolvableReport {
  std::vector<SolvableRow> rows;    // the first for all
  std::vector<std::string> missed;  // ids of schemes
  bool passed() const;
};

SolvableReport compare(const World& world, const EventGraph& graph, const std::vector<Instance>& instances);

}  // namespace tidewaiter::judge::audit
