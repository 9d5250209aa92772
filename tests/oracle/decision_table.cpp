// Every row is asked; the most restrictive of those that surely fire decides, unless a missing fact could make it
// worse.
#include "oracle/decision_table.h"

#include <algorithm>
#include <array>

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
  auto most = Determination::no_licence;
  for (const Firing& firing : firings) most = std::max(most, firing.determination);
  return most;
}

// Rows that say what the goods are: of these one fires always, whatever the missing facts are.
bool of_goods(const Firing& firing) {
  static constexpr std::array<std::string_view, 9> kRows{"row 0",  "row 6",  "row 7",  "row 8", "row 9",
                                                         "row 9a", "row 10", "row 11", "row 12"};
  return std::ranges::find(kRows, firing.row) != kRows.end();
}

// The least that can follow from the goods.
Determination floor_of(const Firings& sure, const Firings& open) {
  if (std::ranges::any_of(sure, of_goods)) return Determination::no_licence;  // `sure` counts it already
  auto least = Determination::undetermined;
  for (const Firing& firing : open) {
    if (of_goods(firing)) least = std::min(least, firing.determination);
  }
  return least == Determination::undetermined ? Determination::no_licence : least;
}

void combine(const Firings& sure, const Firings& open, Answer& answer) {
  const Determination least = std::max(floor_of(sure, open), worst(sure));
  const Determination most = std::max(worst(sure), worst(open));
  if (most > least) return;  // undetermined
  const std::vector<Policy> certain = policies_of(sure, least);
  std::vector<Policy> possible = policies_of(open, least);
  if (certain.empty()) {
    if (possible.empty()) return;  // no row at all: a mistake of this table
    answer.determination = least;
    const bool alike = std::ranges::count(possible, possible.front()) == std::ssize(possible);
    answer.policy = alike ? possible.front() : Policy::unknown;
    return;
  }
  answer.determination = least;
  answer.policy = strictest(certain);
  // A missing fact that could only make the policy stricter leaves it open.
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
  row_15(facts, footing, firings);
  row_12(facts, footing, firings);
  unnamed_goods(facts, firings);
  before_the_rules(facts, firings);

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
