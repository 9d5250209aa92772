// The serial numbers that the cells of a column list, each number and each distinct list once: papers of the same goods
// repeat a list, and all audits look at them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "judge/column_table.h"

namespace tidewaiter::judge::audit {

class SerialLists {
 public:
  struct Range {
    std::uint32_t begin = 0, end = 0;
    bool empty() const { return begin == end; }
  };

  // Of a column of cells like "A1|A2"; without a column there are none.
  SerialLists(const ColumnTable& table, std::optional<std::size_t> column);

  std::size_t count() const { return count_; }  // of distinct serial numbers, which are 0 … count() - 1
  // REQUIRES: `list` is a symbol of a cell of the column, or Sym::missing.
  Range range(Sym list) const {
    const std::uint32_t begin = begin_.empty() ? 0 : begin_[static_cast<std::size_t>(list)];
    return begin == 0 ? Range{} : Range{begin, begin + numbers_[begin - 1]};
  }
  std::span<const std::uint32_t> of(Range range) const {
    return std::span(numbers_).subspan(range.begin, range.end - range.begin);
  }
  std::span<const std::uint32_t> of(Sym list) const { return of(range(list)); }

 private:
  std::vector<std::uint32_t> begin_;    // by symbol: place in numbers_; 0: no list
  std::vector<std::uint32_t> numbers_;  // before each list how many follow
  std::size_t count_ = 0;
};

}  // namespace tidewaiter::judge::audit
