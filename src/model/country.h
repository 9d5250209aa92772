// A country as its ISO 3166-1 alpha-2 code; two bytes, "unknown" when empty.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace tidewaiter {
namespace detail {

inline constexpr std::size_t kLetters = 26;

constexpr std::array<char, kLetters * kLetters * 2> make_country_codes() {
  std::array<char, kLetters * kLetters * 2> codes{};
  for (std::size_t i = 0; i < kLetters * kLetters; ++i) {
    codes[2 * i] = static_cast<char>('A' + i / kLetters);
    codes[2 * i + 1] = static_cast<char>('A' + i % kLetters);
  }
  return codes;
}
inline constexpr std::array<char, kLetters * kLetters * 2> kCountryCodes = make_country_codes();

}  // namespace detail

class Country {
 public:
  constexpr Country() = default;  // unknown
  // Two letters A-Z; anything else is the unknown country. Places::find (places/places.h) reads what people write.
  constexpr explicit Country(std::string_view code) {
    if (code.size() == 2 && is_letter(code[0]) && is_letter(code[1])) letters_ = {code[0], code[1]};
  }

  constexpr bool known() const { return letters_[0] != '\0'; }
  // Two letters, or empty if unknown. The view never dangles, not even from a temporary Country.
  constexpr std::string_view code() const {
    if (!known()) return {};
    const auto first = static_cast<std::size_t>(letters_[0] - 'A');
    const std::size_t slot = first * detail::kLetters + static_cast<std::size_t>(letters_[1] - 'A');
    return {detail::kCountryCodes.data() + 2 * slot, 2};
  }
  friend constexpr auto operator<=>(const Country&, const Country&) = default;

 private:
  static constexpr bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
  std::array<char, 2> letters_{};
};

}  // namespace tidewaiter
