// A feature by its levels: the distinct values in order and the level of each row, so that rules and bins are searched
// by counting levels and no row is compared with another.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "judge/audit/feature.h"

namespace tidewaiter::judge::audit {

struct Levels {
  std::vector<float> values;          // known values that a row has, ascending, each once
  std::vector<std::uint32_t> of_row;  // places in values; values.size() where it is unknown
};

// By counting where the values are small whole numbers, else by a radix sort of their bits; of the distinct texts where
// the feature has codes. O(rows).
Levels levels_of(const Feature& feature);

// The labels as the searches walk through them; made once for all features.
struct LabelIndex {
  std::vector<std::uint32_t> positive;  // rows of schemes, ascending
  std::vector<std::uint8_t> honest;     // of each row its half if it is honest, else 2
  explicit LabelIndex(const Labels& labels);
};

struct LevelCounts {
  std::vector<std::array<std::uint32_t, 4>>
      rows;                             // by level, the last unknown: honest of half 0, of half 1, of schemes
  std::vector<std::uint32_t> positive;  // rows of schemes, by their level
};
LevelCounts count_levels(const Levels& levels, const LabelIndex& index);

}  // namespace tidewaiter::judge::audit
