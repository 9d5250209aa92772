// What anybody can do without this house, to be seen beside every result: chance, the best rule on one column, the best
// count. The rule and the count are chosen with hindsight, on the truth of this very world: nothing that looks at one
// column, or counts one thing, can come out better, and whatever is not clearly above them has found little.
#pragma once

#include <vector>

#include "base/result.h"
#include "judge/results.h"
#include "judge/world_files.h"

namespace tidewaiter::judge {

// Named "baseline: chance", "baseline: best column" and "baseline: best count"; what was chosen stands in `file`.
// Ranked results without flags. Columns that name or locate one party or one shipment (ids, names, addresses, serial
// numbers) are left out: with hindsight, a name is an answer and no rule. Errors: those of ColumnTable on the world's
// shipments.
Result<std::vector<Results>> baselines(const World& world);

}  // namespace tidewaiter::judge
