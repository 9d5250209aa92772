#include "catalog/figure_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidewaiter::catalog {
namespace {

std::string number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  const std::size_t whole = std::min(text.find('.'), text.size());
  std::string separated;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0) separated += ',';
    separated += text[i];
  }
  return separated;
}

}  // namespace

std::string range_text(double low, double high) {
  return low == high ? number(low) : fmt::format("{} to {}", number(low), number(high));
}

std::string price_text(double low, double high, std::string_view currency, bool about) {
  return fmt::format("{}{} {}", about ? "about " : "", range_text(low, high), currency);
}

}  // namespace tidewaiter::catalog
