// The events of a world as rows of the leak audit: what a table of events says without joining events of different
// pairs. Every event that is no shipment and no receipt (those are seen through their shipment) is a row of its own,
// and all are tallied for the parties of a shipment up to the day before.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "judge/audit/feature.h"
#include "judge/audit/features.h"
#include "judge/audit/rows_in_time.h"
#include "judge/audit/serial_lists.h"
#include "judge/column_table.h"
#include "judge/world_files.h"

namespace tidewaiter::judge::audit {

// Parties by number from 1, whatever table names them; 0 is none. The first are the rows of the party table.
class PartyNumbers {
 public:
  explicit PartyNumbers(const ColumnTable& parties);
  // Of each row of a table the party in a column; all 0 if there is no such column.
  std::vector<std::uint32_t> of(const ColumnTable& table, std::string_view column);
  std::size_t count() const { return numbers_.size(); }

 private:
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

// Events of one kind, counted for the party on one side of them.
struct Told {
  std::string name;                 // "scrap by it", "opening to it"
  std::vector<std::uint32_t> rows;  // of the event table, by day
  bool by_sender = true;
};

// What an event does to the goods, as far as books and serials are kept: `gone` is written off, lost or seized.
enum class Does : std::uint8_t { other, opens, moves, arrives, gone, transforms };

struct EventTables {
  explicit EventTables(ColumnTable table)
      : events(std::move(table)), lists(std::make_shared<const SerialLists>(events, events.find("serials"))) {}

  ColumnTable events;
  std::shared_ptr<const SerialLists> lists;       // of its column "serials"
  std::vector<std::int32_t> day;                  // of each event
  std::vector<std::uint32_t> by_day;              // rows in the order of their days
  std::vector<Does> does;                         // of each event
  std::vector<std::uint32_t> from, to;            // parties by number
  std::vector<float> quantity;                    // 0 where none is stated
  std::vector<std::uint32_t> deeds;               // rows that are no shipment and no receipt, as they stand in the file
  std::vector<std::int32_t> deed_day;             // of each of deeds
  std::vector<std::uint32_t> deed_from, deed_to;  // of each of deeds, parties by number
  std::vector<std::uint32_t> dispatch, receipt;   // of each row of the shipment table its own events, or kNone
  std::array<std::vector<std::uint32_t>, kShipmentParts.size()> parties;  // by part, of each row of the shipment table
  std::optional<PartyNumbers> numbers;  // of all parties of the three tables, and of others that follow
  std::size_t party_count = 0;
  std::vector<Told> told;
};

// Fills all but EventTables::events and lists, which others may read meanwhile. Errors: missing_column; bad_value for a
// date.
Result<void> number_events(EventTables& out, const LeakTables& tables);

// The party on one side of each of EventTables::deeds.
PartyRows deed_parties(const EventTables& events, bool sender);

// Features of the rows of the shipment table that events give: its own event and receipt, tallies for its parties, what
// its sender has of the item by its papers.
std::vector<FeatureMaker> event_feature_makers(const LeakTables& tables, const EventTables& events);
// Features of EventTables::deeds.
std::vector<FeatureMaker> deed_feature_makers(const LeakTables& tables, const EventTables& events);

// The truth about deeds, and the schemes of each kind that have one in each half. The truth names no events: one is of
// a scheme if a party with a part in it does it in the days of the scheme, and either a serial that it states is of
// chips that the scheme diverted, or it is of as many pieces as a shipment of the scheme that this party sent or
// received, of the same item (of a scrap: as many chips as one of its shipments took away).
struct DeedTruth {
  Labels labels;
  std::vector<std::array<std::uint32_t, 2>> schemes_in_half;  // 0 where too few of a kind's schemes have a deed
};
DeedTruth truth_of_deeds(const World& world, const std::vector<WorldChips>& chips, const LeakTables& tables,
                         const EventTables& events);

}  // namespace tidewaiter::judge::audit
