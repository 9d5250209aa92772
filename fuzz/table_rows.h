// What holds of every table that a reader has made of a file of another kind.
#pragma once

#include <cstdint>

#include "require.h"
#include "tables/csv_table.h"

namespace tidewaiter {

// Each record is sound, stands after the one before it (the first after `before`), and is as wide as the header, or
// tells the row's fault in the cells behind it. The place of the last record.
inline std::uint64_t require_rows(const tables::CsvFile& made, std::uint64_t before) {
  tables::CsvScanner scanner(made.input.bytes(), made.header.dialect, made.header.names.size(), made.header.body);
  tables::RecordFields fields;
  for (tables::RecordRef record; scanner.next(record);) {
    require(record.fault == tables::RecordFault::none && record.line > before);
    before = record.line;
    fields.split(made.bytes(record), made.header.dialect);
    const std::size_t width = made.header.names.size();
    require(fields.size() == width || fields.size() == width + tables::kFaultCells);
  }
  return before;
}

}  // namespace tidewaiter
