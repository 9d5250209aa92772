// Whether an analyst's answer still holds: it was given to one decision, and is void once the shipment's rows, the
// lists, the rules or the program are others.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/answer.h"
#include "store/store.h"

namespace tidewaiter {

// An answer's part about what it answers, filled from the decision and its run; the rest is the analyst's.
Answer answer_to(const StoredDecision& decision, const RunRecord& run);

struct AnswerState {
  const Answer* answer = nullptr;
  bool in_force = false;
  std::string text;  // "in force", or "void: " and why, or that a later answer stands
};

// The states of all answers to one shipment, in their order; only the last can be in force. `now`: the decision that
// counts today (answer_to() of the latest). `here`: lists, rules and program as they stand where the decision's run
// found them, or nothing where they cannot be read; they may be newer than any screening.
std::vector<AnswerState> states_of(std::span<const Answer> answers, const Answer& now, const Answer& here);

// `here` for a run: what can be read of its lists and rules now; of the user's prices and rates, what the store keeps.
// Members that cannot be read are empty.
Answer what_stands_now(const Store& store, const RunRecord& run);

}  // namespace tidewaiter
