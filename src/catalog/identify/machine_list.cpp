#include "catalog/identify/machine_list.h"

#include <algorithm>

#include "catalog/identify/stated_count.h"

namespace tidewaiter::catalog {
namespace {

// GB: a size of no card that is put into such a machine, so that it is the machine's own.
constexpr double kMemoryOfMachine = 320;
constexpr int kLeastParts = 2;  // beside the processor

}  // namespace

bool lists_machine(const Reading& reading) {
  if (!reading.has(Says::processor)) return false;
  const bool memory = std::ranges::any_of(reading.memory_sizes(), [](double size) { return size >= kMemoryOfMachine; });
  const auto parts =
      std::ranges::count_if(reading.matches(), [](const Match& match) { return match.term->is(Says::machine_part); });
  if (parts + (memory ? 1 : 0) < kLeastParts)
    return false;  // "1x EPYC 7763, 4x A100 SXM4 80GB, 8x 64GB DIMM" are parts
  return stated_counts(reading, 0, reading.size()).size() < 2;  // parts that are counted in pieces are sold as such
}

double machines_listed(const Reading& reading) {
  const auto counts = stated_counts(reading, 0, reading.size());
  return counts.empty() || !counts.front().of_machines ? 1 : counts.front().count;
}

}  // namespace tidewaiter::catalog
