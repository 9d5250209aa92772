// How far two words are apart in typing.
#pragma once

#include <string_view>

namespace tidewaiter::text {

// The optimal string alignment distance (letters inserted, left out, changed, or swapped with a neighbour, each place
// edited once) is at most `edits`. Bytes count as letters. Linear for a fixed number of edits. REQUIRES: edits is 0
// to 3.
bool within_edits(std::string_view a, std::string_view b, int edits);

}  // namespace tidewaiter::text
