#include "judge/audit/levels.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "base/digest.h"

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

constexpr float kHighestWhole = 4e6F;

// The least and the highest known value, if all that are known are whole numbers within kHighestWhole of 0.
struct WholeRange {
  std::int32_t least = 0, highest = 0;
  std::size_t size() const { return static_cast<std::size_t>(highest - least) + 1; }
};
std::optional<WholeRange> whole_range(const std::vector<float>& values) {
  constexpr std::size_t kBlock = 4096;  // without a branch in it
  std::int32_t least = std::numeric_limits<std::int32_t>::max(), highest = std::numeric_limits<std::int32_t>::min();
  for (std::size_t begin = 0; begin < values.size(); begin += kBlock) {
    const std::size_t end = std::min(values.size(), begin + kBlock);
    int others = 0;
    for (std::size_t i = begin; i < end; ++i) {
      const float value = values[i];
      const bool known = value == value, inside = std::abs(value) <= kHighestWhole;
      const auto whole = static_cast<std::int32_t>(inside ? value : 0.F);
      others |= static_cast<int>(known) & static_cast<int>(value != static_cast<float>(whole));
      least = std::min(least, inside ? whole : std::numeric_limits<std::int32_t>::max());
      highest = std::max(highest, inside ? whole : std::numeric_limits<std::int32_t>::min());
    }
    if (others != 0) return std::nullopt;
  }
  return highest < least ? WholeRange{} : WholeRange{least, highest};
}

}  // namespace

LabelIndex::LabelIndex(const Labels& labels) : honest(labels.half) {
  mark.resize(labels.rows());
  for (std::uint32_t row = 0; row < labels.rows(); ++row) {
    mark[row] = hash_of({reinterpret_cast<const char*>(&row), sizeof row});
    if (labels.kind[row] == 0) continue;
    honest[row] = 2;
    positive.push_back(row);
  }
}

void LevelMaker::count(std::span<const std::uint32_t> codes, std::size_t size, std::vector<RowCount>& out) {
  out.assign(size, {});
  const auto add = [&](std::vector<RowCount>& to, std::size_t row) {
    RowCount& count = to[codes[row]];
    ++count.rows[index_->honest[row]];
    count.marks += index_->mark[row];
  };
  std::size_t row = 0;
  constexpr std::size_t kFew = 1024;  // of these two tables lie in the first cache
  if (size <= kFew) {  // rows that follow each other often have one value, and an addition waits for the one before it
    other_counts_.assign(size, {});
    for (; row + 1 < codes.size(); row += 2) {
      add(out, row);
      add(other_counts_, row + 1);
    }
    for (std::size_t code = 0; code < size; ++code) {
      for (std::size_t i = 0; i < 3; ++i) out[code].rows[i] += other_counts_[code].rows[i];
      out[code].marks += other_counts_[code].marks;
    }
  }
  for (; row < codes.size(); ++row) add(out, row);
}

// Levels of `values`, by place; false if they are no small whole numbers. `used`: of each place the rows; none: every
// place is a row.
bool LevelMaker::by_counting(const std::vector<float>& values, const std::vector<RowCount>* used) {
  const std::optional<WholeRange> range = whole_range(values);
  if (!range || range->size() > 65536 + 8 * values.size()) return false;
  level_.assign(range->size(), kUnset);
  const auto place = [&](float value) {
    return static_cast<std::size_t>(static_cast<std::int32_t>(value) - range->least);
  };
  const auto counts = [&](std::size_t i) {
    return !std::isnan(values[i]) && (used == nullptr || (*used)[i].all() != 0);
  };
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (counts(i)) level_[place(values[i])] = 0;
  }
  for (std::size_t i = 0; i < level_.size(); ++i) {
    if (level_[i] == kUnset) continue;
    level_[i] = levels_.unknown();
    levels_.values.push_back(static_cast<float>(range->least + static_cast<std::int32_t>(i)));
  }
  levels_.of_code.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    levels_.of_code[i] = counts(i) ? level_[place(values[i])] : levels_.unknown();
  }
  return true;
}

// Least significant digit first, eleven bits a time (Knuth, volume 3, 5.2.5).
void LevelMaker::by_radix(const std::vector<float>& values, const std::vector<RowCount>* used) {
  constexpr std::size_t kBuckets = 2048;
  entries_.clear();
  starts_.assign(3 * kBuckets, 0);
  for (std::uint32_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i]) || (used != nullptr && (*used)[i].all() == 0)) continue;
    const std::uint32_t key = ordered_bits(values[i]);
    entries_.push_back({key, i});
    ++starts_[key & 2047U];
    ++starts_[kBuckets + ((key >> 11) & 2047U)];
    ++starts_[2 * kBuckets + (key >> 22)];
  }
  other_entries_.resize(entries_.size());
  for (unsigned pass = 0; pass < 3; ++pass) {
    std::uint32_t* starts = starts_.data() + pass * kBuckets;
    std::uint32_t begin = 0;
    for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) begin += std::exchange(starts[bucket], begin);
    for (const Entry& entry : entries_) other_entries_[starts[(entry.key >> (11 * pass)) & 2047U]++] = entry;
    entries_.swap(other_entries_);
  }
  levels_.of_code.assign(values.size(), kUnset);
  std::uint32_t last = 0;
  for (const Entry& entry : entries_) {
    if (levels_.values.empty() || entry.key != last) levels_.values.push_back(from_ordered_bits(entry.key));
    last = entry.key;
    levels_.of_code[entry.place] = levels_.unknown() - 1;
  }
  for (std::uint32_t& level : levels_.of_code) level = std::min(level, levels_.unknown());
}

void LevelMaker::order(const std::vector<float>& values, const std::vector<RowCount>* used) {
  levels_.values.clear();
  if (!by_counting(values, used)) by_radix(values, used);
}

void LevelMaker::add_up(const std::vector<RowCount>& of_code) {
  levels_.counts.assign(levels_.values.size() + 1, {});
  for (std::size_t code = 0; code < of_code.size(); ++code) {
    RowCount& level = levels_.counts[levels_.of_code[code]];
    for (std::size_t i = 0; i < 3; ++i) level.rows[i] += of_code[code].rows[i];
    level.marks += of_code[code].marks;
  }
}

void LevelMaker::place_positive() {
  std::vector<Levels::Positive>& sorted = levels_.positive;
  sorted.clear();
  for (const std::uint32_t row : index_->positive) sorted.push_back({levels_.of(row), row});
  if (levels_.values.size() > 4 * sorted.size()) {
    std::ranges::sort(sorted, {}, [](const Levels::Positive& p) { return std::uint64_t{p.level} << 32 | p.row; });
    return;
  }
  unsorted_.swap(sorted);
  sorted.resize(unsorted_.size());
  starts_.assign(levels_.values.size() + 2, 0);
  for (const Levels::Positive& p : unsorted_) ++starts_[p.level + 1];
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  for (const Levels::Positive& p : unsorted_) sorted[starts_[p.level]++] = p;
}

const Levels& LevelMaker::of(const Feature& feature) {
  const std::vector<float>& values = feature.values;
  if (feature.codes) {
    if (feature.codes != shared_) {
      shared_ = feature.codes;
      count(*shared_, values.size(), shared_counts_);
    }
    levels_.codes = *shared_;
    order(values, &shared_counts_);
    add_up(shared_counts_);
  } else if (const auto range = whole_range(values);
             range && range->size() <= 65536 + values.size() / 2) {  // the value is its own code
    codes_.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool known = values[i] == values[i];
      const auto whole = static_cast<std::int32_t>(known ? values[i] : 0.F);
      codes_[i] = static_cast<std::uint32_t>((known ? whole : range->highest + 1) - range->least);
    }
    levels_.codes = codes_;
    count(codes_, range->size() + 1, counts_);
    levels_.values.clear();
    levels_.of_code.resize(counts_.size());
    for (std::size_t code = 0; code + 1 < counts_.size(); ++code) {
      levels_.of_code[code] = levels_.unknown();
      if (counts_[code].all() != 0)
        levels_.values.push_back(static_cast<float>(range->least + static_cast<std::int32_t>(code)));
    }
    levels_.of_code.back() = levels_.unknown();
    add_up(counts_);
  } else {
    order(values, nullptr);
    codes_.swap(levels_.of_code);
    levels_.codes = codes_;
    levels_.of_code.resize(levels_.values.size() + 1);
    std::iota(levels_.of_code.begin(), levels_.of_code.end(), 0U);
    count(codes_, levels_.of_code.size(), levels_.counts);
  }
  place_positive();
  return levels_;
}

}  // namespace tidewaiter::judge::audit
