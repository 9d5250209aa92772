// How many of a thing a line says that it holds: "16 pcs", "qty 16", "十六张", "2 ctns x 8 pcs". Other than "8x" before
// a name, such a count speaks of the whole line, and a quantity column may say it again.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "catalog/identify/reading.h"

namespace tidewaiter::catalog {

// "x 8" at the end of [from, limit), however far behind the name; no lanes ("PCIe x16").
std::optional<double> times_at_end(const Reading& reading, std::uint32_t from, std::uint32_t limit);

// "H100 PCIe (8)", "HGX baseboard, 2": a number alone in a bracket or behind a comma that ends the description.
std::optional<double> bare_at_end(const Reading& reading, std::uint32_t from, std::uint32_t limit);

struct StatedCount {
  double count = 0;
  std::uint32_t begin = 0;  // fragments, with the word of units
  std::uint32_t end = 0;
  bool of_machines = false;  // no word for chips: "2台"
};

// All counts that [from, limit) states, in order.
std::vector<StatedCount> stated_counts(const Reading& reading, std::uint32_t from, std::uint32_t limit);

bool states_count(const Reading& reading, std::uint32_t from, std::uint32_t limit);

}  // namespace tidewaiter::catalog
