// Any bytes as NDJSON or JSON: rows and rejects are all there is of lines, and cells come back as wide as the header.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "tables/csv_table.h"
#include "tables/json_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  using namespace tidewaiter::tables;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!looks_like_json(text)) return 0;
  auto file = open_text(InputFile::from_bytes("fuzz", std::string(text)));
  if (!file) return 0;
  const auto made = read_json_table(*std::move(file));
  if (!made) return 0;
  CsvScanner scanner(made->input.bytes(), made->header.dialect, made->header.names.size(), made->header.body);
  RecordFields fields;
  std::uint64_t before = 0;
  for (RecordRef record; scanner.next(record);) {
    require(record.fault == RecordFault::none && record.line > before);
    before = record.line;
    fields.split(made->bytes(record), made->header.dialect);
    require(fields.size() == made->header.names.size() || fields.size() == made->header.names.size() + kFaultCells);
  }
  // A file has no more records than lines, or than opening braces on one.
  require(before <= 1 + static_cast<std::uint64_t>(
                            std::ranges::count_if(text, [](char c) { return c == '\n' || c == ',' || c == '\r'; })));
  return 0;
}
