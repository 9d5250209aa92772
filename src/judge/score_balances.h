// The measures of balances: chips told missing against chips truly gone, and whether the intervals hold the truth. A
// chip is gone from a holder when his book has it and truth/chips.csv has it elsewhere.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "judge/bootstrap.h"
#include "judge/results.h"
#include "judge/world_files.h"
#include "model/scoreboard.h"

namespace tidewaiter::judge {

// A balance beside the truth.
struct JudgedBalance {
  std::uint32_t party = kNone;
  double book = 0, missing = 0, low = 0, high = 0, gone = 0;
};

struct BesideTruth {
  std::vector<JudgedBalance> judged;
  std::vector<ScoreNote> notes;
};

// Balances of holders that are parties of the world, and of kinds of which it has chips at its end; notes count the
// others (goods in transit, sites, kinds that it does not know, books beyond all chips of the kind), and the holders
// and kinds of the truth that have no balance. What is gone is the book less the chips of that kind that the holder has
// at the end, and at least zero. Errors: bad_value, where no balance can be judged.
Result<BesideTruth> beside_truth(const World& world, const Results& results, const std::vector<WorldChips>& chips);

// Rows whole, by kind of scheme in which the holder takes part, by his country, and by whether he takes part in kinds
// that were held out of tuning. Draws are of holders: a holder's kinds of chips go together.
std::vector<ScoreRow> score_balances(const World& world, const std::string& name,
                                     const std::vector<JudgedBalance>& balances, const Bootstrap& how);

}  // namespace tidewaiter::judge
