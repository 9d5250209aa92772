// An accessory named behind a chip: whether it comes along with the chip, and whether the words leave open which of the
// two is meant.
#pragma once

#include <cstdint>

#include "catalog/identify/reading.h"

namespace tidewaiter::catalog {

// "H100 PCIe 80GB (full height bracket)": what stands in brackets behind the name, which ends at `end`, describes the
// thing or comes along with it.
bool in_bracket_behind(const Reading& reading, std::uint32_t end, std::uint32_t at);

// "bracket only", "nur Halter", "empty box": the accessory is meant and nothing else.
bool is_alone(const Reading& reading, const Match& accessory);

// "A100 80GB PCIe power cable", "RTX 5090 waterblock edition", "RTX 4090 fan x3": a memory size in the text, a form or
// a count between the name in [begin, end) and the accessory, or a word of `editions` leaves open whether the chip is
// meant, unless a word says that the accessory is meant alone.
bool leaves_open(const Reading& reading, std::uint32_t begin, std::uint32_t end, const Match& accessory);

}  // namespace tidewaiter::catalog
