// Hangul after McCune and Reischauer (1939), without its marks, as older registers and North Korean names have it. The
// Revised Romanisation is what latin() gives.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::text {

bool is_hangul(char32_t c);  // a whole syllable

// Empty if something else than Hangul syllables is in it. "조선" is "choson".
std::string mccune_reischauer(std::string_view hangul);

}  // namespace tidewaiter::text
