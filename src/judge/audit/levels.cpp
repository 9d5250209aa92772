#include "judge/audit/levels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace tidewaiter::judge::audit {
namespace {

constexpr std::uint32_t kUnset = 0xFFFFFFFF;

// Bits of a float that are in order as whole numbers are.
std::uint32_t ordered_bits(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value + 0.F);  // one zero
  return (bits & 0x80000000U) != 0 ? ~bits : bits | 0x80000000U;
}
float from_ordered_bits(std::uint32_t bits) {
  return std::bit_cast<float>((bits & 0x80000000U) != 0 ? bits & 0x7FFFFFFFU : ~bits);
}

// Levels of `values`, by place: false if they are no small whole numbers.
bool by_counting(const std::vector<float>& values, const std::vector<std::uint8_t>& used, Levels& out) {
  float highest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float value = values[i];
    if (std::isnan(value)) continue;
    if (!(value >= 0) || value > 4e6F || value != static_cast<float>(static_cast<std::uint32_t>(value))) return false;
    highest = std::max(highest, value);
  }
  if (highest > 65536.F + 8.F * static_cast<float>(values.size())) return false;
  std::vector<std::uint32_t> level(static_cast<std::size_t>(highest) + 1, kUnset);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i]) && (used.empty() || used[i] != 0)) level[static_cast<std::size_t>(values[i])] = 0;
  }
  for (std::size_t i = 0; i < level.size(); ++i) {
    if (level[i] == kUnset) continue;
    level[i] = static_cast<std::uint32_t>(out.values.size());
    out.values.push_back(static_cast<float>(i));
  }
  const auto none = static_cast<std::uint32_t>(out.values.size());
  out.of_row.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    out.of_row[i] = std::isnan(values[i]) ? none : level[static_cast<std::size_t>(values[i])];
  }
  return true;
}

// Least significant digit first, eleven bits a time (Knuth, volume 3, 5.2.5).
void by_radix(const std::vector<float>& values, const std::vector<std::uint8_t>& used, Levels& out) {
  struct Entry {
    std::uint32_t key, place;
  };
  constexpr std::size_t kBuckets = 2048;
  std::vector<Entry> entries, other;
  entries.reserve(values.size());
  std::array<std::vector<std::uint32_t>, 3> starts;
  starts.fill(std::vector<std::uint32_t>(kBuckets));
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]) || (!used.empty() && used[i] == 0)) continue;
    const std::uint32_t key = ordered_bits(values[i]);
    entries.push_back({key, i});
    ++starts[0][key & 2047U];
    ++starts[1][(key >> 11) & 2047U];
    ++starts[2][key >> 22];
  }
  other.resize(entries.size());
  for (unsigned pass = 0; pass < 3; ++pass) {
    std::uint32_t begin = 0;
    for (std::uint32_t& start : starts[pass]) begin += std::exchange(start, begin);
    for (const Entry& entry : entries) other[starts[pass][(entry.key >> (11 * pass)) & 2047U]++] = entry;
    entries.swap(other);
  }
  out.of_row.assign(values.size(), 0);
  std::uint32_t last = 0;
  for (const Entry& entry : entries) {
    if (out.values.empty() || entry.key != last) out.values.push_back(from_ordered_bits(entry.key));
    last = entry.key;
    out.of_row[entry.place] = static_cast<std::uint32_t>(out.values.size() - 1);
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) out.of_row[i] = static_cast<std::uint32_t>(out.values.size());
  }
}

}  // namespace

Levels levels_of(const Feature& feature) {
  std::vector<std::uint8_t> used;  // places in values that a row has; empty: all
  if (feature.codes) {
    used.resize(feature.values.size());
    for (const std::uint32_t code : *feature.codes) used[code] = 1;
  }
  Levels levels;
  if (!by_counting(feature.values, used, levels)) {
    levels = {};
    by_radix(feature.values, used, levels);
  }
  if (feature.codes) {
    std::vector<std::uint32_t> rows(feature.codes->size());
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = levels.of_row[(*feature.codes)[row]];
    levels.of_row = std::move(rows);
  }
  return levels;
}

LabelIndex::LabelIndex(const Labels& labels) : honest(labels.half) {
  for (std::uint32_t row = 0; row < labels.rows(); ++row) {
    if (labels.kind[row] == 0) continue;
    honest[row] = 2;
    positive.push_back(row);
  }
}

LevelCounts count_levels(const Levels& levels, const LabelIndex& index) {
  LevelCounts counts;
  counts.rows.resize(levels.values.size() + 1);
  for (std::size_t row = 0; row < levels.of_row.size(); ++row) ++counts.rows[levels.of_row[row]][index.honest[row]];
  counts.positive = index.positive;
  std::ranges::stable_sort(counts.positive, {}, [&](std::uint32_t row) { return levels.of_row[row]; });
  return counts;
}

}  // namespace tidewaiter::judge::audit
