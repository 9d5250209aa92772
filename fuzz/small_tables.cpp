// The tables beside the shipments: parties, ownership, licences, prices, rates. Whatever the bytes, rows and rejects of
// sound content, or an error.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/licence_table.h"
#include "ingest/market_table.h"
#include "ingest/ownership_table.h"
#include "ingest/party_table.h"
#include "memory_file.h"
#include "require.h"

namespace {

using namespace tidewaiter;
using namespace tidewaiter::ingest;

void use(const std::vector<Reject>& rejects) {
  for (const Reject& reject : rejects) require(!reject.reason.empty() && reject.record > 0);
}

void parties(std::string_view text, DateOrder order) {
  const CountryReader country = [](std::string_view words) { return words == "CN" ? Country("CN") : Country(); };
  const MemoryFile file(text);
  KnownParties known;
  auto first = read_parties(file.path(), {}, country, known, order);
  if (!first) return;
  use(first->rejects);
  require(first->records >= first->parties.size() + first->rejects.size());  // rows of one party are joined
  // What was said once may be said again, and adds nothing.
  const auto second = read_parties(file.path(), {}, country, known, order);
  require(second.has_value() && second->rejects.size() >= first->rejects.size());
}

void ownership(std::string_view text, DateOrder order) {
  const auto table = read_ownership(tables::InputFile::from_bytes("table", std::string(text)), {}, order);
  if (!table) return;
  use(table->rejects);
  for (const OwnershipRow& row : table->rows) {
    require(!row.owner.empty() && !row.owned.empty() && row.days.from <= row.days.to);
    require(!row.share_percent || (*row.share_percent >= 0 && *row.share_percent <= 100));
  }
}

void licences(std::string_view text, DateOrder order) {
  const auto table = read_licences(tables::InputFile::from_bytes("table", std::string(text)), {}, order);
  if (!table) return;
  use(table->rejects);
  for (const LicenceRow& row : table->rows) {
    require(!row.number.empty() && row.days.from <= row.days.to);
    require(row.kind == "licence" || row.kind == "notice" || row.kind == "exception");
  }
}

void prices(std::string_view text, DateOrder order) {
  const MemoryFile file(text);
  const auto table = read_prices(file.path(), order);
  if (!table) return;
  use(table->rejects);
  for (const PriceRow& row : table->rows) {
    require(!row.item.empty() && !row.date.empty() && !row.currency.empty() && row.low > 0 && row.low <= row.high);
  }
}

void rates(std::string_view text, DateOrder order) {
  const MemoryFile file(text);
  const auto table = read_rates(file.path(), order);
  if (!table) return;
  use(table->rejects);
  for (const RateRow& row : table->rows) require(!row.currency.empty() && row.usd > 0 && row.days.from <= row.days.to);
}

}  // namespace

// First byte: which table, and in which order days are written; the rest: the table.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  constexpr DateOrder kOrders[] = {DateOrder::unsettled, DateOrder::day_first, DateOrder::month_first};
  const DateOrder order = kOrders[data[0] / 5 % 3];
  switch (data[0] % 5) {
    case 0:
      parties(text, order);
      break;
    case 1:
      ownership(text, order);
      break;
    case 2:
      licences(text, order);
      break;
    case 3:
      prices(text, order);
      break;
    default:
      rates(text, order);
  }
  return 0;
}
