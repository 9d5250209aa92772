// A few thousand rows of one contract table, by column. A cell stands as the user wrote it (unquoted, surrounding
// blanks removed); beside dates and quantities stand their parsed values. Immutable once built, so any number of
// threads may read it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "model/fields.h"

namespace tidewaiter {

// Where a row was read: enough to find it again with any editor.
struct RowOrigin {
  std::uint32_t file = 0;    // index into the run's input files
  std::uint64_t record = 0;  // data records from 1, the header not counted
  std::uint64_t byte = 0;    // offset of the record's first byte in the file
  std::uint64_t line = 0;    // physical line from 1, the header counted, breaks inside quotes counted
};

template <class Field, std::size_t kFieldCount>
class TableBatch {
 public:
  std::size_t rows() const { return origins_.size(); }
  bool has(Field field) const { return !columns_[index(field)].empty(); }
  const RowOrigin& origin(std::size_t row) const { return origins_[row]; }

  // Empty if the column is absent or the cell is.
  std::string_view cell(Field field, std::size_t row) const {
    const auto& column = columns_[index(field)];
    if (column.empty()) return {};
    return std::string_view(text_).substr(column[row] >> kLengthBits, column[row] & kLengthMask);
  }
  // The parsed value of a date or quantity column; nullopt if the cell is empty. (A cell that cannot be read makes its
  // row a reject, so it never stands here.)
  std::optional<Date> date(Field field, std::size_t row) const {
    const auto& column = values_[index(field)];
    if (column.empty() || column[row] != column[row]) return std::nullopt;
    return Date::from_days(static_cast<std::int32_t>(column[row]));
  }
  std::optional<double> number(Field field, std::size_t row) const {
    const auto& column = values_[index(field)];
    if (column.empty() || column[row] != column[row]) return std::nullopt;
    return column[row];
  }

  // --- building (ingest) ---
  // Hints; `fields` are those that will be added.
  void reserve(std::size_t rows, std::size_t text_bytes, const std::vector<Field>& fields) {
    origins_.reserve(rows);
    text_.reserve(text_bytes);
    for (const Field field : fields) columns_[index(field)].reserve(rows);
  }
  void add_row(const RowOrigin& origin) { origins_.push_back(origin); }
  // Appends the cell of the newest row. REQUIRES: called for every row once the column was begun; at most 2^24 - 1
  // bytes (tables::kMaxRecordBytes).
  void add_cell(Field field, std::string_view text) {
    columns_[index(field)].push_back(std::uint64_t{text_.size()} << kLengthBits | text.size());
    text_ += text;
  }
  // Beside the cell of a quantity or date column its value; NaN for an empty cell, days since 1970 for a date.
  void add_value(Field field, double value) { values_[index(field)].push_back(value); }

 private:
  static constexpr unsigned kLengthBits = 24;
  static constexpr std::uint64_t kLengthMask = (std::uint64_t{1} << kLengthBits) - 1;
  static constexpr std::size_t index(Field field) { return static_cast<std::size_t>(field); }

  std::vector<RowOrigin> origins_;
  std::vector<std::uint64_t> columns_[kFieldCount];  // offset in text_ and length of each cell, packed
  std::vector<double> values_[kFieldCount];          // quantities; days since 1970; NaN where the cell is empty
  std::string text_;
};

using ShipmentBatch = TableBatch<ShipmentField, kShipmentFieldCount>;
using PartyBatch = TableBatch<PartyField, kPartyFieldCount>;

}  // namespace tidewaiter
