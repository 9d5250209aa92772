// Any bytes as a Parquet file: rows as wide as the header, or an error that names the file. DuckDB reads the format;
// what is ours is to make text of its values, and to survive what it says of damaged files.
#include <cstdint>
#include <string>
#include <string_view>

#include "require.h"
#include "table_rows.h"
#include "tables/csv_table.h"
#include "tables/parquet_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  using namespace tidewaiter::tables;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!looks_like_parquet(text)) return 0;
  const auto made = read_parquet_table(InputFile::from_bytes("fuzz", std::string(text)));
  if (!made) {
    require(!made.error().message.empty() && made.error().where == "fuzz");
    return 0;
  }
  require_rows(*made, 0);
  return 0;
}
