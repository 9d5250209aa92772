// The measures of balances: chips told missing against chips truly gone, and whether the intervals hold the truth. A
// chip is gone from a holder when his book has it and truth/chips.csv has it elsewhere.
#pragma once

#include <string>
#include <vector>

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

// Balances of holders that are parties of the world; `left_out` counts the others (goods in transit, sites). What is
// gone is the book less the chips of that kind that the holder has at the end, and at least zero.
std::vector<JudgedBalance> beside_truth(const World& world, const Results& results,
                                        const std::vector<WorldChips>& chips, std::uint64_t& left_out);

// Rows whole, by kind of scheme in which the holder takes part, and by his country. Draws are of holders: a holder's
// kinds of chips go together.
std::vector<ScoreRow> score_balances(const World& world, const std::string& name,
                                     const std::vector<JudgedBalance>& balances, const Bootstrap& how);

}  // namespace tidewaiter::judge
