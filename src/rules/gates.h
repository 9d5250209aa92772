// The one test that several conditions make among others: a gate. Where it fails they all are false, so it is asked
// first, once for all of them; most shipments are of goods that most rules do not mean.
#pragma once

#include <span>
#include <vector>

#include "rules/expression.h"

namespace tidewaiter::rules {

// For each condition a gate, shared by as many others as possible; nullptr where it shares none. Equal gates are one
// pointer. A gate is a part of the condition without a quantifier, or the question whether there is a hit or an owner
// at all; either way the condition is false where its gate is.
std::vector<ExpressionPtr> choose_gates(std::span<const ExpressionPtr> conditions);

}  // namespace tidewaiter::rules
