// A figure of a data sheet as an exact decimal: what is compared with a limit of the law must never have been rounded
// (TPP 2,644 / 826 mm2 = 3.201 meets 3.2, and 2,640 / 826 = 3.196 does not).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tidewaiter::catalog {

// Not negative, below 10 million, at most six decimals. A product with a bit length of at most 64 and a half are exact,
// and as_double() is the nearest double, since both its operands are whole numbers below 2^53.
class Figure {
 public:
  constexpr Figure() = default;
  static constexpr Figure from_units(std::int64_t units) {
    Figure figure;
    figure.units_ = units;
    return figure;
  }
  // "989.5", "1979", "1,979" is not one. Nullopt where it is none, or has more digits than are kept.
  static std::optional<Figure> parse(std::string_view text);
  // Of a number of a TOML file, through its shortest spelling.
  static std::optional<Figure> from_double(double value);

  constexpr std::int64_t units() const { return units_; }
  double as_double() const { return static_cast<double>(units_) / static_cast<double>(kUnit); }
  std::string to_string() const;  // "15,832", "989.5"

  constexpr Figure times(int factor) const { return from_units(units_ * factor); }
  constexpr Figure half() const { return from_units(units_ / 2); }
  // The quotient as the nearest double. REQUIRES: divisor is not zero.
  double divided_by(Figure divisor) const { return static_cast<double>(units_) / static_cast<double>(divisor.units_); }
  friend constexpr auto operator<=>(Figure, Figure) = default;

 private:
  static constexpr std::int64_t kUnit = 10'000'000;  // one decimal more than is read, so that halves are exact
  std::int64_t units_ = 0;
};

// A double with thousands separators and up to nine significant digits: "19.4496314".
std::string format_number(double value);

}  // namespace tidewaiter::catalog
