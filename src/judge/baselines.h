// What anybody can do without this house, to be seen beside every result: chance, the best rule on one column, the best
// count. The rule and the count are chosen with hindsight, on the truth of this very world: nothing that looks at one
// column, or counts one thing, can come out better, and whatever is not clearly above them has found little.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "judge/results.h"
#include "judge/world_files.h"

namespace tidewaiter::judge {

// A result "baseline: NAME" of each; what was chosen, with hindsight, stands in its notes.
inline constexpr std::array<std::string_view, 3> kBaselines{"chance", "best column", "best count"};
// Ranked results without flags. Columns that name or locate one party or one shipment (ids, names, addresses, serial
// numbers) are left out: with hindsight, a name is an answer and no rule. Errors: those of ColumnTable on the world's
// shipments.
Result<std::vector<Results>> baselines(const World& world);

}  // namespace tidewaiter::judge
