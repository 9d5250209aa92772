// An oracle that knows each scheme's steps (docs/world.md) walks over all events, also those that come later, and marks
// the shipments of each instance that it finds. It reads no truth.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "judge/audit/event_graph.h"

namespace tidewaiter::judge::audit {

// Something that has the shape of a kind of scheme, with the passages in it.
struct Instance {
  std::string kind;
  std::vector<std::uint32_t> passages;  // numbers in EventGraph::passages, ascending, each once
};

// Every instance of the ten kinds. Deterministic; time grows with the events and, for gathering, with the lots of a
// party.
std::vector<Instance> find_instances(const EventGraph& graph);

}  // namespace tidewaiter::judge::audit
