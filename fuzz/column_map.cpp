// Any column map over any header: every column is one field, or not used; nothing is two.
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/columns.h"
#include "memory_file.h"
#include "model/fields.h"
#include "require.h"
#include "tables/csv_file.h"

// First line: the header of a table; the rest: the map.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  using namespace tidewaiter::ingest;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(text.find('\n'), text.size());
  const MemoryFile written(text.substr(std::min(line + 1, text.size())));
  const auto map = ColumnMap::open(written.path());
  if (!map) {
    require(!map.error().message.empty() && !map.error().where.empty());
  }
  const auto table = tables::open_csv(tables::InputFile::from_bytes("table", std::string(text.substr(0, line))));
  if (!table) return 0;
  const ColumnMap used_map = map ? *map : ColumnMap();
  const auto plan = plan_columns(table->header, "table", shipment_fields(), used_map);
  if (!plan) {
    require(!plan.error().message.empty() && !plan.error().where.empty());
    return 0;
  }
  std::set<std::int32_t> used;
  for (const std::int32_t column : plan->column_of) {
    if (column == kNoColumn) continue;
    require(column >= 0 && static_cast<std::size_t>(column) < table->header.names.size());
    require(used.insert(column).second);
  }
  require(used.size() + plan->unused.size() <= table->header.names.size());
  const std::vector<std::vector<std::size_t>> wanted{{0}, {1, 2}, {3}};
  const auto missing = missing_columns(*plan, table->header, "table", shipment_fields(), wanted, used_map);
  if (missing) require(!missing->message.empty());
  return 0;
}
