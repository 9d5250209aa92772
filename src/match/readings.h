// What a name column may hold besides the name: an address, "c/o", "Attn", "on behalf of", a bank's "A/C". Each part
// that may be a party's name is searched for beside the whole, so that what stands around a name does not hide it.
#pragma once

#include <string_view>
#include <vector>

namespace tidewaiter::match {

// At most so many parts of one name are looked up; what is written like more is a letter, not a name.
inline constexpr std::size_t kMostReadings = 12;

// The whole first, then its parts, each once, in order of their beginnings. Views into `name`. Linear in its length.
std::vector<std::string_view> readings_of(std::string_view name);

}  // namespace tidewaiter::match
