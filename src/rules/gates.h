// The one test that several conditions make among others: a gate. Where it fails they all are false, so it is asked
// first, once for all of them; most shipments are of goods that most rules do not mean.
#pragma once

#include <span>
#include <vector>

#include "rules/expression.h"

namespace tidewaiter::rules {

// For each condition a part of it that is false only if the condition is, shared by as many others as possible; nullptr
// where it shares none. Equal gates are one pointer. Only parts without a quantifier, which are cheap.
std::vector<const Expression*> choose_gates(std::span<const Expression* const> conditions);

}  // namespace tidewaiter::rules
