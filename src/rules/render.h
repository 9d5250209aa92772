// Values as sentences show them.
#pragma once

#include <string>
#include <string_view>

#include "rules/expression.h"
#include "rules/interval.h"

namespace tidewaiter::rules {

inline constexpr std::string_view kUnknownWord = "unknown";

std::string render_truth(Truth truth);  // yes, no, unknown
// "4,707.2", "9 days", "2025-03-01"; "at least 3" or "3 to 5" where only bounds are known.
std::string render_number(Interval number, ValueType type);
std::string render_value(const FactValue& value);

}  // namespace tidewaiter::rules
