// A feature by its levels: the distinct values in order and the rows that have each, so that rules and bins are
// searched by counting levels and no row is compared with another.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "judge/audit/feature.h"

namespace tidewaiter::judge::audit {

// The labels as the searches walk through them; made once for all features.
struct LabelIndex {
  std::vector<std::uint32_t> positive;  // rows of schemes, ascending
  std::vector<std::uint8_t> honest;     // of each row its half if it is honest, else 2
  std::vector<std::uint64_t> mark;      // of each row a number drawn for it: sets of rows that differ have other sums
  explicit LabelIndex(const Labels& labels);
};

struct RowCount {
  std::array<std::uint32_t, 3> rows{};  // honest of half 0, of half 1, of schemes
  std::uint64_t marks = 0;              // sum of LabelIndex::mark
  std::uint64_t all() const { return std::uint64_t{rows[0]} + rows[1] + rows[2]; }
};

struct Levels {
  struct Positive {
    std::uint32_t level, row;
  };
  std::vector<float> values;             // known values that a row has, ascending, each once
  std::vector<RowCount> counts;          // by level, the last unknown
  std::vector<Positive> positive;        // rows of schemes by their level, then by row
  std::span<const std::uint32_t> codes;  // of each row the number of its value …
  std::vector<std::uint32_t> of_code;    // … and of that the place in values; values.size() where it is unknown

  std::uint32_t unknown() const { return static_cast<std::uint32_t>(values.size()); }
  std::uint32_t of(std::size_t row) const { return of_code[codes[row]]; }
};

// Makes levels of one feature after the other in the same memory: what it gave lasts until it is asked again. Small
// whole numbers are counted, other values stand in a radix sort of their bits. Where several features that follow each
// other share their codes, the rows are counted once, and each feature takes time by its distinct texts alone.
class LevelMaker {
 public:
  explicit LevelMaker(const LabelIndex& index) : index_(&index) {}
  const Levels& of(const Feature& feature);

 private:
  void count(std::span<const std::uint32_t> codes, std::size_t size, std::vector<RowCount>& out);
  void order(const std::vector<float>& values, const std::vector<RowCount>* used);
  bool by_counting(const std::vector<float>& values, const std::vector<RowCount>* used);
  void by_radix(const std::vector<float>& values, const std::vector<RowCount>* used);
  void add_up(const std::vector<RowCount>& of_code);
  void place_positive();

  struct Entry {
    std::uint32_t key, place;
  };
  const LabelIndex* index_;
  Levels levels_;
  std::shared_ptr<const std::vector<std::uint32_t>> shared_;  // codes of the feature before …
  std::vector<RowCount> shared_counts_;                       // … and the rows that have each
  std::vector<std::uint32_t> codes_, level_, starts_;
  std::vector<RowCount> counts_, other_counts_;
  std::vector<Entry> entries_, other_entries_;
  std::vector<Levels::Positive> unsorted_;
};

}  // namespace tidewaiter::judge::audit
