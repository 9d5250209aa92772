// A simulated world as it lies in its folder (docs/contracts.md, `simulate`): its shipments and parties by number, and
// the truth about them. Tables that few need (events, reports, prices) are read by ColumnTable on demand.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "judge/column_table.h"

namespace tidewaiter::judge {

inline constexpr std::uint32_t kNone = 0xFFFFFFFF;  // no such party, scheme, shipment

// world.json: who made the world and whether it is whole. Other members are parameters of the simulator's.
struct WorldHead {
  std::string seed;               // as written, a number or a text
  std::string scenario;           // empty: not said
  bool complete = true;           // false: the simulation was ended early, and the world is shorter than was asked for
  std::optional<Date> first_day;  // of the simulation
  int days = 0;                   // that were simulated; 0: not said
  std::string text;               // the whole file
};

struct WorldParty {
  std::string id, name, country, role;  // country: as written, ISO 3166-1 alpha-2
  std::optional<Date> registered_on;
};

// Parts that a party of a shipment plays, in this order.
inline constexpr std::array<std::string_view, 7> kShipmentParts{
    "exporter", "consignor", "intermediate_consignee", "consignee", "end_user", "forwarder", "payer"};

struct WorldShipment {
  std::string id;
  Date date;                             // of its first line
  std::array<std::uint32_t, 7> parties;  // by kShipmentParts, numbers in World::parties; kNone: no id stated
  std::string export_country, destination_country, item;  // of its first line; item: sku, else the description
  double quantity = 0;                                    // over all lines; lines that state none count 0
  double value = 0;                                       // quantity x unit_value, likewise; in the currency as stated
  std::uint32_t row = 0;                                  // of its first line in shipments.csv
  std::uint32_t scheme = kNone;                           // truth: number in World::schemes
  double chips_diverted = 0;                              // truth
};

struct WorldScheme {
  std::string id, kind;  // kind: column "scheme" of truth/schemes.csv
  Date first, last;
  double chips = 0;
  std::vector<std::uint32_t> shipments;  // in order of date, then number
  std::vector<std::uint32_t> parties;    // each once, in order
};

struct WorldPart {              // a row of truth/parties.csv
  std::uint32_t party = kNone;  // kNone: it stands in no party table (one that only the truth knows)
  std::uint32_t scheme = kNone;
  std::string party_id, part;
};

struct WorldChips {  // a row of truth/chips.csv
  std::string kind, serial_or_lot;
  double count = 0;
  std::string final_holder, final_country;
  bool diverted = false;
};

class World {
 public:
  World() = default;
  World(World&&) noexcept = default;  // its maps view the ids in its vectors, which stay where they are
  World& operator=(World&&) noexcept = default;
  World(const World&) = delete;

  std::filesystem::path folder;
  WorldHead head;
  // Of the simulation, as world.json says, and of all shipments. Without a word of it: of the shipments.
  Date first_day = kLastDate, last_day = kFirstDate;
  std::vector<WorldParty> parties;       // in the order of the table
  std::vector<WorldShipment> shipments;  // in the order of their first lines
  std::vector<WorldScheme> schemes;      // in the order of the table
  std::vector<WorldPart> parts;
  std::vector<std::uint8_t> in_scheme;  // by party: 1 where truth/parties.csv names it

  std::uint32_t party(std::string_view id) const;     // kNone: unknown
  std::uint32_t shipment(std::string_view id) const;  // kNone: unknown
  std::uint32_t scheme(std::string_view id) const;    // kNone: unknown

 private:
  friend struct WorldReader;
  std::unordered_map<std::string_view, std::uint32_t> party_numbers_, shipment_numbers_, scheme_numbers_;
};

// Errors name file and line: those of ColumnTable; file_not_found (no such folder, a table or truth/ missing),
// bad_value, bad_format (world.json), and bad_value where the truth is not of these tables: a shipment, party or scheme
// that is not there, or a scheme whose shipments lie outside its days (the truth of another seed).
Result<World> read_world(const std::filesystem::path& folder);
// The same where the shipment table is read already: `shipments` has all its columns.
Result<World> read_world(const std::filesystem::path& folder, const ColumnTable& shipments);

Result<WorldHead> read_world_head(const std::filesystem::path& folder);
Result<std::vector<WorldChips>> read_world_chips(const std::filesystem::path& folder);  // truth/chips.csv

}  // namespace tidewaiter::judge
