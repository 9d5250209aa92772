// How far two words are apart in typing.
#pragma once

#include <string_view>

namespace tidewaiter::text {

// The optimal string alignment distance (letters inserted, left out, changed, or swapped with a neighbour, each place
// edited once) is at most `edits`. Bytes count as letters. Linear up to 64 differing letters, else quadratic.
bool within_edits(std::string_view a, std::string_view b, int edits);

}  // namespace tidewaiter::text
