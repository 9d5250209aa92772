#include "rules/render.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tidewaiter::rules {
namespace {

// Decimals that a figure is printed with: two, and below a hundredth as many as show two digits of it, so that 1.2
// grams do not read as no kilogram.
int decimals(double size) {
  constexpr int kMost = 12;
  return size > 0 && size < 0.01 ? std::min(kMost, 1 - static_cast<int>(std::floor(std::log10(size)))) : 2;
}

// Thousands separated by commas, as the regulations print figures.
std::string digits(double value) {
  std::string plain = fmt::format("{:.{}f}", std::fabs(value), decimals(std::fabs(value)));
  while (plain.ends_with('0')) plain.pop_back();
  if (plain.ends_with('.')) plain.pop_back();
  const std::size_t whole = std::min(plain.find('.'), plain.size());
  for (std::size_t at = whole; at > 3;) {
    at -= 3;
    plain.insert(at, 1, ',');
  }
  return value < 0 && plain != "0" ? "-" + plain : plain;
}

std::string one(double value, ValueType type) {
  if (type == ValueType::duration) return fmt::format("{} {}", digits(value), value == 1 ? "day" : "days");
  const bool is_day = value >= kFirstDate.days_since_1970() && value <= kLastDate.days_since_1970();
  if (type == ValueType::date && is_day) return Date::from_days(static_cast<std::int32_t>(value)).to_string();
  return digits(value);
}

}  // namespace

std::string render_truth(Truth truth) {
  return truth == Truth::unknown ? std::string(kUnknownWord) : truth == Truth::yes ? "yes" : "no";
}

std::string render_number(Interval number, ValueType type) {
  if (number.is_point()) return one(number.low, type);
  if (std::isinf(number.low)) return std::string(kUnknownWord);
  if (std::isinf(number.high)) return fmt::format("at least {}", one(number.low, type));
  return fmt::format("{} to {}", one(number.low, type), one(number.high, type));
}

std::string render_value(const FactValue& value) {
  struct Visitor {
    std::string operator()(Unknown) const { return std::string(kUnknownWord); }
    std::string operator()(bool truth) const { return truth ? "yes" : "no"; }
    std::string operator()(double number) const { return digits(number); }
    std::string operator()(Date date) const { return date.to_string(); }
    std::string operator()(Country country) const {
      return std::string(country.known() ? country.code() : kUnknownWord);
    }
    std::string operator()(std::string_view text) const { return std::string(text); }
    std::string operator()(Texts texts) const {
      return texts.empty() ? "none" : fmt::format("{}", fmt::join(texts, ", "));
    }
  };
  return std::visit(Visitor{}, value);
}

}  // namespace tidewaiter::rules
