// A country as its ISO 3166-1 alpha-2 code; two bytes, "unknown" when empty.
#pragma once

#include <array>
#include <compare>
#include <string>
#include <string_view>

namespace tidewaiter {

class Country {
 public:
  constexpr Country() = default;  // unknown
  // REQUIRES: two letters A-Z. Use places::CountryNames to read what people write.
  constexpr explicit Country(std::string_view code) : letters_{code[0], code[1]} {}

  constexpr bool known() const { return letters_[0] != '\0'; }
  constexpr std::string_view code() const {
    return known() ? std::string_view(letters_.data(), 2) : std::string_view{};
  }
  friend constexpr auto operator<=>(const Country&, const Country&) = default;

 private:
  std::array<char, 2> letters_{};
};

}  // namespace tidewaiter
