// A few thousand rows of one contract table, by column. A cell stands as the user wrote it (unquoted, surrounding
// blanks removed); beside the typed columns stand their parsed values. Immutable once built.
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
    return std::string_view(text_).substr(column[row].offset, column[row].length);
  }
  // The parsed value of a date or quantity column; nullopt if the cell is empty. (A cell that cannot be read makes its
  // row a reject, so it never stands here.)
  std::optional<Date> date(Field field, std::size_t row) const { return parse_date(cell(field, row)); }
  std::optional<double> number(Field field, std::size_t row) const {
    const auto& column = numbers_[index(field)];
    if (column.empty() || column[row] != column[row]) return std::nullopt;
    return column[row];
  }

  // --- building (ingest) ---
  void add_row(const RowOrigin& origin) { origins_.push_back(origin); }
  // Appends the cell of the newest row. REQUIRES: called for every row once the column was begun.
  void add_cell(Field field, std::string_view text) {
    columns_[index(field)].push_back(
        {static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(text.size())});
    text_ += text;
  }
  // NaN for an empty cell.
  void add_number(Field field, double value) { numbers_[index(field)].push_back(value); }

 private:
  struct Span {
    std::uint32_t offset;
    std::uint32_t length;
  };
  static constexpr std::size_t index(Field field) { return static_cast<std::size_t>(field); }

  std::vector<RowOrigin> origins_;
  std::vector<Span> columns_[kFieldCount];
  std::vector<double> numbers_[kFieldCount];
  std::string text_;
};

using ShipmentBatch = TableBatch<ShipmentField, kShipmentFieldCount>;
using PartyBatch = TableBatch<PartyField, kPartyFieldCount>;

}  // namespace tidewaiter
