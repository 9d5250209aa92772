// What a description is about where it is not the chip: an accessory, or parts for something.
#pragma once

#include <cstdint>

#include "catalog/identify/reading.h"

namespace tidewaiter::catalog {

// The accessory that the text is about, if the chip named in [begin, end) only says what it belongs to.
const Match* accessory_to(const Reading& reading, std::uint32_t begin, std::uint32_t end);

// "Spare parts for H100": something comes first, it is no card or system, and the chip follows "for" at once.
bool is_for_only(const Reading& reading, std::uint32_t begin);

// An accessory of nothing in particular: "power cables", not "GPU server with rails".
const Match* loose_accessory(const Reading& reading);

}  // namespace tidewaiter::catalog
