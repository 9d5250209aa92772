// Figures as people read them in a sentence: "80 to 100", "about 3,000,000 to 3,500,000 CNY".
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::catalog {

// With separators between thousands, at most two decimals; one number where both are equal.
std::string range_text(double low, double high);
std::string price_text(double low, double high, std::string_view currency, bool about);

}  // namespace tidewaiter::catalog
