// Tests that several conditions make among others: gates. Where one fails they all are false, so it is asked first,
// once for all of them, and behind it the gates that some of them share; most shipments are of goods that most rules do
// not mean.
#pragma once

#include <span>
#include <vector>

#include "rules/expression.h"

namespace tidewaiter::rules {

// For each condition its gates, the one that most conditions share first, then those that most of these share among
// them. Equal gates are one pointer. A gate is a part of the condition without a quantifier, or the question whether
// there is a hit or an owner at all; either way the condition is false where one of its gates is.
std::vector<std::vector<ExpressionPtr>> choose_gates(std::span<const ExpressionPtr> conditions);

}  // namespace tidewaiter::rules
