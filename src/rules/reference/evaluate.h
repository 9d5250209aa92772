// The slow, obvious evaluator: walks the tree, looks at every element, never stops early, remembers nothing. The flat
// program must agree with it in value and in missing fields (tests/unit/rules/property_test.cpp).
#pragma once

#include <optional>
#include <set>

#include "rules/expression.h"
#include "rules/interval.h"

namespace tidewaiter::rules::reference {

// `truth` of a condition, `number` of a number, date or duration; the other is not meant. `missing` is empty unless the
// value is unknown.
struct Value {
  Truth truth = Truth::unknown;
  Interval number = Interval::unknown();
  std::set<MissingField> missing;
};

Value evaluate(const Expression& expression, const Subject& subject);

}  // namespace tidewaiter::rules::reference
