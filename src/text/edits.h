// How far two words are apart in typing.
#pragma once

#include <cstdint>
#include <string_view>

namespace tidewaiter::text {

// The optimal string alignment distance (letters inserted, left out, changed, or swapped with a neighbour, each place
// edited once) is at most `edits`. Bytes count as letters. Linear for a fixed number of edits. REQUIRES: edits is 0
// to 3.
bool within_edits(std::string_view a, std::string_view b, int edits);

// Which letters occur: bit 0 is 'a', bit 26 anything but a-z.
constexpr std::uint32_t letters_in(std::string_view text) {
  std::uint32_t mask = 0;
  for (const char c : text) mask |= 1U << (c >= 'a' && c <= 'z' ? static_cast<unsigned>(c - 'a') : 26U);
  return mask;
}
// Two strings within so many edits differ in at most twice as many letters that only one of them has. Counts no further
// than it must: a processor's count of bits is not part of the plain x86-64 that we build for.
constexpr bool may_be_within(std::uint32_t letters_a, std::uint32_t letters_b, int edits) {
  std::uint32_t apart = letters_a ^ letters_b;
  for (int i = 0; i < 2 * edits && apart != 0; ++i) apart &= apart - 1;
  return apart == 0;
}

}  // namespace tidewaiter::text
