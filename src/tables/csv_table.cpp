#include "tables/csv_table.h"

#include <fmt/format.h>

#include <utility>

#include "base/utf8.h"
#include "tables/cell.h"

namespace tidewaiter::tables {
namespace {

// The name of a column, or its number from 1 where it has none.
std::string column_name(const CsvHeader& header, std::size_t column) {
  if (column < header.names.size() && !header.names[column].empty()) return header.names[column];
  return fmt::format("column {}", column + 1);
}

}  // namespace

Reject reject_at(const CsvFile& file, const RecordRef& record) {
  Reject reject;
  reject.file = file.input.name();
  reject.record = record.record;
  reject.byte = file.byte_of(record);
  reject.line = record.line;
  return reject;
}

bool check_record(const CsvFile& file, const RecordRef& record, std::string_view bytes, RecordFields& fields,
                  Reject& reject) {
  const std::size_t columns = file.header.names.size();
  if (record.fault != RecordFault::none) {
    fields.split(bytes, file.header.dialect, columns);
    reject.column = fields.size() < columns ? column_name(file.header, fields.size()) : std::string();
    reject.value = printable(bytes, kRejectValueBytes);
    reject.reason = reason(record.fault);
    return false;
  }
  fields.split(bytes, file.header.dialect);
  if (file.header.dialect.made && fields.size() == columns + kFaultCells) {
    reject.column = fields[columns];
    reject.value = fields[columns + 1];
    reject.reason = fields[columns + 2];
    return false;
  }
  if (fields.size() != columns) {
    reject.value = printable(bytes, kRejectValueBytes);
    reject.reason =
        fmt::format("the row has {} cell{}, the header has {}", fields.size(), fields.size() == 1 ? "" : "s", columns);
    return false;
  }
  const bool bad_utf8 = !file.text.valid_utf8 && !is_valid_utf8(bytes);
  const bool has_nul = file.text.has_nul && bytes.find('\0') != std::string_view::npos;
  if (!bad_utf8 && !has_nul) return true;
  for (std::size_t i = 0; i < columns; ++i) {
    const bool here = bad_utf8 ? !is_valid_utf8(fields[i]) : fields[i].find('\0') != std::string_view::npos;
    if (!here) continue;
    reject.column = column_name(file.header, i);
    reject.value = printable(fields[i], kRejectValueBytes);
    break;
  }
  reject.reason = bad_utf8 ? fmt::format("bytes are not {}", file.encoding) : "a NUL byte stands in the row";
  return false;
}

Result<CsvTable> read_csv_table(const std::filesystem::path& path, const TableOptions& options) {
  TIDEWAITER_TRY(InputFile input, InputFile::open(path, options.stop));
  return read_csv_table(std::move(input), options);
}

Result<CsvTable> read_csv_table(InputFile input, const TableOptions& options) {
  TIDEWAITER_TRY(const CsvFile file, open_csv(std::move(input), options));
  CsvTable table;
  table.notes = file.notes;
  table.file = file.input.name();
  table.header = file.header;
  table.below = rows_below(file);
  CsvScanner scanner(file.input.bytes(), file.header.dialect, file.header.names.size(), file.header.body);
  RecordFields fields;
  for (RecordRef record; scanner.next(record);) {
    TIDEWAITER_CHECK(options.stop.check());
    Reject reject = reject_at(file, record);
    if (!check_record(file, record, file.bytes(record), fields, reject)) {
      table.rejects.push_back(std::move(reject));
      continue;
    }
    CsvRow& row = table.rows.emplace_back();
    row.origin = {0, record.record, file.byte_of(record), record.line};
    row.cells.reserve(fields.size());
    for (const std::string_view cell : fields.cells()) row.cells.emplace_back(trim_blanks(cell));
  }
  return table;
}

}  // namespace tidewaiter::tables
