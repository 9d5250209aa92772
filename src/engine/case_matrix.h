// The law by row of the decision table and window of days, each cell with the golden cases that fire in it and the near
// misses, or with why no rule of the row is in force then. An empty cell is law that no case holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "engine/case_file.h"
#include "model/decision.h"

namespace tidewaiter {

struct Snapshot;

struct MatrixCell {
  std::string row;                       // of the decision table; the id of a red flag or plausibility rule
  std::string window;                    // as the regime names the days; empty where it does not
  DateRange days;                        // between two of them no rule of law begins or ends
  std::string what;                      // what the window is about; of a flag its title
  std::vector<std::string> rules;        // of the row in force on these days, on the books or in practice
  std::vector<std::string> fires;        // "case#shipment" dated in the window, in which one of them fires
  std::vector<std::string> near_misses;  // those that a rule names as quiet, or that say that it does not fire
  std::string not_applicable;            // why there are no rules

  bool empty() const { return not_applicable.empty() && (fires.empty() || near_misses.empty()); }
};

// Rows in their order, windows from the first day to the last; cases[i] gave decisions[i]. `folder`: only rules whose
// file begins so; empty: all. Flags come last, one cell each, if they have no window.
std::vector<MatrixCell> matrix_of(const Snapshot& snapshot, std::string_view folder, const std::vector<CaseFile>& cases,
                                  const std::vector<std::vector<Decision>>& decisions);

}  // namespace tidewaiter
