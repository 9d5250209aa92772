// How often a test against a reference draws anew: TIDEWAITER_ROUNDS times as often as usual, for the long run.
#pragma once

#include <cstddef>
#include <cstdlib>

namespace tidewaiter {

inline std::size_t rounds(std::size_t usual) {
  const char* factor = std::getenv("TIDEWAITER_ROUNDS");
  return factor == nullptr ? usual : usual * std::strtoul(factor, nullptr, 10);
}

}  // namespace tidewaiter
