// Every row is asked; the most restrictive of those that surely fire decides, unless a missing fact could make it
// worse.
#include "oracle/decision_table.h"

#include <algorithm>

#include "oracle/rows.h"

namespace tidewaiter::oracle {

namespace {

void add_once(std::vector<std::string>& rows, std::string_view row) {
  if (std::ranges::find(rows, row) == rows.end()) rows.emplace_back(row);
}

// "Where an entry's policy cannot be read it stays empty beside rows 6 to 8, unless one of them gives denial" (row 2).
Policy strictest(const std::vector<Policy>& policies) {
  if (std::ranges::find(policies, Policy::denial) != policies.end()) return Policy::denial;
  return policies.empty() ? Policy::none_stated : std::ranges::max(policies);  // unknown is the largest
}

std::vector<Policy> policies_of(const Firings& firings, Determination determination) {
  std::vector<Policy> policies;
  for (const Firing& firing : firings) {
    if (firing.determination == determination) policies.push_back(firing.policy);
  }
  return policies;
}

Determination worst(const Firings& firings) {
  return std::ranges::max(firings, {}, &Firing::determination).determination;
}

bool all_alike(const Firings& firings) {
  return std::ranges::all_of(firings, [&](const Firing& firing) {
    return firing.determination == firings[0].determination && firing.policy == firings[0].policy;
  });
}

void combine(const Firings& sure, const Firings& open, Answer& answer) {
  if (sure.empty()) {
    // Some row fires whatever the missing facts are: if all that may say the same, nothing is missing.
    if (open.empty() || !all_alike(open)) return;
    answer.determination = open[0].determination;
    answer.policy = open[0].policy;
    return;
  }
  answer.determination = worst(sure);
  answer.policy = strictest(policies_of(sure, answer.determination));
  if (open.empty()) return;
  if (worst(open) > answer.determination) {
    answer.determination = Determination::undetermined;
    answer.policy = Policy::none_stated;
    return;
  }
  // A missing fact that could only make the policy stricter leaves it open; but conditions that cannot be seen leave
  // the case-by-case review of 91 FR 1684 as it is (row 6).
  const bool eased = std::ranges::any_of(
      sure, [](const Firing& firing) { return firing.row == "row 6" && firing.policy == Policy::case_by_case; });
  if (eased || answer.policy == Policy::denial) return;
  std::vector<Policy> possible = policies_of(open, answer.determination);
  possible.push_back(answer.policy);
  if (strictest(possible) != answer.policy) answer.policy = Policy::unknown;
}

}  // namespace

Answer decide(const Facts& facts, Footing footing) {
  Firings firings;
  row_0(facts, firings);
  row_1(facts, firings);
  row_2(facts, firings);
  row_3(facts, firings);
  row_4(facts, firings);
  row_5(facts, firings);
  letter_2022(facts, firings);
  letter_2023_08(facts, firings);
  letter_2025(facts, firings);
  row_6(facts, firings);
  row_7(facts, firings);
  row_8(facts, firings);
  row_9(facts, footing, firings);
  row_9a(facts, firings);
  row_10(facts, firings);
  row_11(facts, firings);
  row_13(facts, footing, firings);
  row_14(facts, firings);
  row_12(facts, footing, firings);

  Answer answer;
  Firings sure;
  Firings open;
  for (const Firing& firing : firings) {
    if (firing.fires == Truth::yes) sure.push_back(firing);
    if (firing.fires == Truth::unknown) open.push_back(firing);
  }
  for (const Firing& firing : sure) add_once(answer.rows, firing.row);
  for (const Firing& firing : open) add_once(answer.open, firing.row);
  combine(sure, open, answer);
  return answer;
}

}  // namespace tidewaiter::oracle
