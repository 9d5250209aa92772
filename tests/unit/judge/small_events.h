// A graph of a few events between the parties of the small world.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "judge/audit/event_graph.h"
#include "small_world.h"

namespace tidewaiter::judge::audit {

inline constexpr std::string_view kEventHeader =
    "event_id,date,kind,from_party,to_party,item,quantity,item_out,quantity_out,serials,shipment_id,population\n";
// Something that happens long after, so that silence says something.
inline constexpr std::string_view kLongAfter = "E99,2024-06-01,opening,,P3,H100 SXM5,1,,,,,\n";

// REQUIRES: whole rows of the header.
inline EventGraph graph_of(std::string_view events) {
  const WorldCopy copy;
  copy.write("events.csv", std::string(kEventHeader).append(events).append(kLongAfter));
  const auto world = read_world(copy.folder());
  const ColumnTable table = copy.table("events.csv");
  return EventGraph::read(*world, table, std::make_shared<const SerialLists>(table, table.find("serials"))).value();
}

}  // namespace tidewaiter::judge::audit
