// Why a line was decided as it was, beside what stands in the decision: what would settle it, which rules applied and
// decided nothing, and what it missed by little. Computed again whenever somebody asks; never stored.
#pragma once

#include <string>
#include <vector>

namespace tidewaiter {

struct SettlingFact {
  std::string fact;                 // "consignee.headquarters"
  std::vector<std::string> values;  // in words, that alone would release the line
};

struct LineReasoning {
  std::string line_no;
  std::vector<std::vector<std::string>> settling;  // the smallest sets of facts that would settle it
  bool settling_truncated = false;                 // there may be more, or smaller ones
  std::vector<SettlingFact> releasing;
  std::vector<std::string> weaker;  // rules that applied with a weaker result, with their sentence
  std::vector<std::string> near;    // thresholds within 5 %, and days within 90, that would change it
  std::string footing;              // the law in practice or on the books, and what the other one says
};

}  // namespace tidewaiter
