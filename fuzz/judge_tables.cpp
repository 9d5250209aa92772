// The scoreboard's tables: anybody's results on a small world, and each table of such a world. Whatever the bytes, what
// was read fits the world, or an error says where it does not.
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "judge/results.h"
#include "judge/small_world.h"
#include "memory_file.h"
#include "require.h"

namespace {

using namespace tidewaiter;
using namespace tidewaiter::judge;
namespace fs = std::filesystem;

void use_results(const World& world, std::string_view text) {
  const MemoryFile file(text);
  const auto results = read_results(world, "mine", file.path());
  if (!results) {
    require(!results.error().message.empty() && !results.error().where.empty());
    return;
  }
  if (results->form == ResultForm::balances) {
    for (const Balance& one : results->balances) {
      require(0 <= one.low && one.low <= one.missing && one.missing <= one.high && one.high <= one.book);
    }
    return;
  }
  require(results->shipment_levels.size() == world.shipments.size());
  require(results->party_levels.size() == world.parties.size());
  require(results->flagged_on.size() == world.shipments.size());
  require(results->named <= world.shipments.size());
  for (std::size_t i = 0; i < world.shipments.size(); ++i) {
    const std::int32_t day = results->flagged_on[i];
    require(day == kNever ||
            (world.shipments[i].date.days_since_1970() <= day && day <= world.last_day.days_since_1970()));
  }
}

void use_world(const fs::path& folder) {
  (void)read_world_chips(folder);
  const auto world = read_world(folder);
  if (!world) {
    require(!world.error().message.empty() && !world.error().where.empty());
    return;
  }
  for (const WorldShipment& shipment : world->shipments) {
    require(world->shipment(shipment.id) != kNone);
    require(shipment.scheme == kNone || shipment.scheme < world->schemes.size());
    require(world->first_day <= shipment.date && shipment.date <= world->last_day);
    for (const std::uint32_t party : shipment.parties) require(party == kNone || party < world->parties.size());
  }
  for (const WorldScheme& scheme : world->schemes) {
    for (const std::uint32_t shipment : scheme.shipments) require(shipment < world->shipments.size());
  }
}

}  // namespace

// First byte: results, or which table of the world the rest stands in for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const WorldCopy copy;
  static const World world = read_world(copy.folder()).value();
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  static constexpr std::array kTables{"shipments.csv",     "parties.csv",         "world.json",     "truth/schemes.csv",
                                      "truth/parties.csv", "truth/shipments.csv", "truth/chips.csv"};
  if (data[0] < '0' || data[0] >= '0' + kTables.size()) {
    use_results(world, text);
    return 0;
  }
  const fs::path table = copy.folder() / kTables[data[0] - static_cast<std::size_t>('0')];
  const MemoryFile file(text);
  const fs::path kept = table.string() + ".kept";
  fs::rename(table, kept);
  fs::create_symlink(file.path(), table);
  use_world(copy.folder());
  fs::remove(table);
  fs::rename(kept, table);
  return 0;
}
