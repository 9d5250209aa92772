// The second audit: is a world's task solvable? What the oracle marked, beside the truth.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "judge/audit/oracle.h"
#include "judge/world_files.h"

namespace tidewaiter::judge::audit {

// A scheme is found if more than half of its shipments are marked; and of all that are marked at least this share
// belongs to schemes, else marking everything would find all.
inline constexpr double kFewestFound = .95;
inline constexpr double kLeastMarkedPrecision = .5;

// A scheme that the end of the world cut short is not asked for: it has not come to the step by which it shows. Days
// from the last receipt: within 50 a front claims what has left, and silence says something; a phantom's chips are seen
// twice within 140 (docs/world.md).
inline constexpr std::int32_t kShowsWithin = 50;
inline constexpr std::int32_t kPhantomShowsWithin = 140;

struct SolvableRow {
  std::string kind;                                      // of scheme; "any scheme" for all
  std::uint32_t schemes = 0, found = 0, unfinished = 0;  // schemes: without the unfinished
  std::uint64_t marked = 0, marked_right = 0;  // shipments marked by instances of this kind; of them those of schemes
};

struct SolvableReport {
  std::vector<SolvableRow> rows;    // the first for all
  std::vector<std::string> missed;  // ids of schemes
  bool passed() const;
};

SolvableReport compare(const World& world, const EventGraph& graph, const std::vector<Instance>& instances);

}  // namespace tidewaiter::judge::audit
