// What a description is about where it is not the chip: an accessory, or parts for something.
#pragma once

#include <cstdint>

#include "catalog/identify/reading.h"

namespace tidewaiter::catalog {

struct Accessory {
  const Match* word = nullptr;  // nullptr: the text is about the chip
  bool behind = false;          // it is named behind the chip, and no word says what it is for
};

// The accessory that the text is about, if the chip named in [begin, end) only says what it belongs to.
Accessory accessory_to(const Reading& reading, std::uint32_t begin, std::uint32_t end);

// "Spare parts for H100": something comes first, it is no card or system, and the chip follows "for" at once.
bool is_for_only(const Reading& reading, std::uint32_t begin);

// "User manual, DGX H100", "game key, recommended GPU RTX 3090": a line that begins with a document, a service or the
// like is about that, whatever follows a comma. nullptr if it does not, or a card or system comes first.
const Match* work_before(const Reading& reading, std::uint32_t begin);

// An accessory of nothing in particular: "power cables", not "GPU server with rails".
const Match* loose_accessory(const Reading& reading);

// A word for what is rented, licensed or done, wherever it stands: "node with 8x H100, monthly rental fee".
const Match* service(const Reading& reading);

}  // namespace tidewaiter::catalog
