// What may be tuned on and what may be reported (docs/scoreboard.md): fixed here, before anybody tunes anything, and
// said by every scoreboard.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>

namespace tidewaiter::judge {

// Two kinds of scheme on which nothing is tuned. False re-exports are the only kind whose goods return on paper to
// where they came from, and insider diversion the only one that begins at a party whom everybody trusts: what finds the
// others may well miss both, so that they show what tuning on the others is worth.
inline constexpr std::array<std::string_view, 2> kHeldOutSchemes{"false_reexport", "insider_diversion"};
// What the two halves of the kinds are called where they are reported apart.
inline constexpr std::string_view kTunedKinds = "tuned kinds", kHeldOutKinds = "held-out kinds";
inline bool is_held_out(std::string_view kind) {
  return std::ranges::find(kHeldOutSchemes, kind) != kHeldOutSchemes.end();
}

// The scenario with another mix of schemes: nothing is tuned on any of its worlds.
inline constexpr std::string_view kHeldOutScenario = "phantom-centres";

// Worlds of these seeds are for tuning and for training rivals; figures are reported of higher ones.
inline constexpr std::uint64_t kLastTuningSeed = 99;
inline bool is_tuning_seed(std::string_view seed) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(seed.data(), seed.data() + seed.size(), number);
  return error == std::errc{} && end == seed.data() + seed.size() && number <= kLastTuningSeed;
}

}  // namespace tidewaiter::judge
