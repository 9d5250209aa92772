// A golden case rewritten so that it expects what came out. What still holds stays as it was written; the diff is for a
// person to review.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/case_file.h"
#include "model/decision.h"

namespace tidewaiter {

// `text` is what `parsed` was read from. Outcomes are set; checks that fail go, or take the sentence that the rule says
// now; where no rule is left that must fire, the first that fired is named.
std::string blessed(std::string_view text, const CaseFile& parsed, const std::vector<Decision>& decisions);

}  // namespace tidewaiter
