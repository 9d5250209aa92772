#include "catalog/classify/figure.h"

#include <fmt/format.h>

#include <cmath>

namespace tidewaiter::catalog {
namespace {

constexpr std::size_t kWholeDigits = 7;
constexpr std::size_t kDecimals = 6;

bool digits_only(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

std::string with_separators(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out.push_back(',');
    out.push_back(digits[i]);
  }
  return out;
}

}  // namespace

std::optional<Figure> Figure::parse(std::string_view text) {
  const std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view decimals = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (whole.empty() || !digits_only(whole) || !digits_only(decimals)) return std::nullopt;
  if (point != std::string_view::npos && decimals.empty()) return std::nullopt;
  while (whole.size() > 1 && whole.front() == '0') whole.remove_prefix(1);
  while (!decimals.empty() && decimals.back() == '0') decimals.remove_suffix(1);
  if (whole.size() > kWholeDigits || decimals.size() > kDecimals) return std::nullopt;
  std::int64_t units = 0;
  for (const char c : whole) units = units * 10 + (c - '0');
  std::int64_t place = kUnit;
  units *= kUnit;
  for (const char c : decimals) {
    place /= 10;
    units += place * (c - '0');
  }
  return from_units(units);
}

std::optional<Figure> Figure::from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  return parse(fmt::format("{}", value + 0.0));  // + 0.0 makes a negative zero a zero
}

std::string Figure::to_string() const {
  std::string out = with_separators(fmt::format("{}", units_ / kUnit));
  std::string decimals = fmt::format("{:07}", units_ % kUnit);
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  if (!decimals.empty()) out += "." + decimals;
  return out;
}

std::string format_number(double value) {
  std::string plain = fmt::format("{:.9g}", value);
  const std::size_t end = plain.find_first_not_of("0123456789");
  if (end == 0) return plain;  // negative, infinite or not a number
  return with_separators(plain.substr(0, end)) + (end == std::string::npos ? "" : plain.substr(end));
}

}  // namespace tidewaiter::catalog
