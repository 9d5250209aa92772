// What packages hold altogether: "2 boxes of 10", "10 pcs/ctn x 4 ctns", "每箱5张 共8箱". Packages beside a count that
// nothing joins to them ("30 pcs, 3 ctns") hold what is counted, and multiply nothing.
#pragma once

#include <cstdint>
#include <optional>

#include "catalog/identify/reading.h"
#include "catalog/identify/stated_count.h"

namespace tidewaiter::catalog {

// Of [from, limit); `begin` and `end` of the count span all that says it.
std::optional<StatedCount> packed_count(const Reading& reading, std::uint32_t from, std::uint32_t limit);

// The number of packages stated in [from, limit) and before another number: "4 boxes, 2x" before a name, and not the
// "3 boxes" that is itself what counts it. The largest of several.
std::optional<double> packages_before(const Reading& reading, std::uint32_t from, std::uint32_t limit);

}  // namespace tidewaiter::catalog
