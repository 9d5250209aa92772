// Any bytes as CSV: the scanner says what the character-by-character reference says, and the whole reader survives.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "tables/csv_reference.h"
#include "tables/csv_table.h"

// First byte: delimiter and number of columns; the rest: the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  using namespace tidewaiter::tables;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Dialect dialect{std::string_view(",;\t")[data[0] % 3]};
  const std::size_t columns = data[0] / 3 % 6;

  CsvScanner scanner(text, dialect, columns);
  RecordFields fields;
  RecordRef record;
  for (const reference::Record& wanted : reference::read_all(text, dialect.delimiter, columns)) {
    require(scanner.next(record));
    require(record.byte == wanted.byte && record.length == wanted.length && record.line == wanted.line);
    require(record.fault == wanted.fault);
    const RecordFault fault = fields.split(text.substr(record.byte, record.length), dialect);
    require((fault == RecordFault::none) == (wanted.fault == RecordFault::none));
    if (fault == RecordFault::none) require(std::ranges::equal(fields.cells(), wanted.cells));
  }
  require(!scanner.next(record));

  // The records are counted in the text that the reader made of the bytes: UTF-16 comes out of them in UTF-8.
  const auto file = open_csv(InputFile::from_bytes("fuzz", std::string(text)));
  const auto table = read_csv_table(InputFile::from_bytes("fuzz", std::string(text)));
  require(file.has_value() == table.has_value());
  if (!table) return 0;
  CsvScanner recount(file->input.bytes(), file->header.dialect, file->header.names.size(), file->header.body);
  std::size_t records = 0;
  while (recount.next(record)) ++records;
  require(table->rows.size() + table->rejects.size() == records);
  for (const CsvRow& row : table->rows) require(row.cells.size() == table->header.names.size());
  return 0;
}
