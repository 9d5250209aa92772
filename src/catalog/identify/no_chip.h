// What a text is about that names no chip: an accessory, parts for a chip, other goods, or generic words.
#pragma once

#include <cstdint>

#include "catalog/identify/reading.h"
#include "model/item.h"

namespace tidewaiter::catalog {

struct NoChip {
  const Reading& reading;
  bool computing = false;  // some word speaks of computing, or a chip is named
  bool contrary = false;   // some word speaks of other goods or another machine
  bool named = false;      // a chip's name stands in it that was not believed

  Identification accessory(const Match& match) const;
  // Of the chip named in [begin, end). Generic parts hide what they are; anything else for a chip is an accessory of a
  // kind that no list knows.
  Identification part_for_chip(std::uint32_t begin, std::uint32_t end) const;
  Identification goods() const;

 private:
  bool only_generic() const;
  bool is_other_machine() const;
};

}  // namespace tidewaiter::catalog
