// Any bytes as NDJSON or JSON: rows and rejects are all there is of lines, and cells come back as wide as the header.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "table_rows.h"
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
  const std::uint64_t before = require_rows(*made, 0);
  // A file has no more records than lines, or than opening braces on one.
  require(before <= 1 + static_cast<std::uint64_t>(
                            std::ranges::count_if(text, [](char c) { return c == '\n' || c == ',' || c == '\r'; })));
  return 0;
}
