// Facts of what may not have been stated: what nobody stated is unknown.
#pragma once

#include <cmath>
#include <optional>
#include <string_view>

#include "model/facts.h"

namespace tidewaiter {

inline FactValue text_or_unknown(std::string_view text) {
  return text.empty() ? FactValue(Unknown{}) : FactValue(text);
}
inline FactValue country_or_unknown(Country country) {
  return country.known() ? FactValue(country) : FactValue(Unknown{});
}
inline FactValue number_or_unknown(std::optional<double> number) {
  return number && !std::isnan(*number) ? FactValue(*number) : FactValue(Unknown{});
}
inline FactValue date_or_unknown(std::optional<Date> date) { return date ? FactValue(*date) : FactValue(Unknown{}); }
inline FactValue truth_or_unknown(Truth truth) {
  return truth == Truth::unknown ? FactValue(Unknown{}) : FactValue(truth == Truth::yes);
}

}  // namespace tidewaiter
