// screen(): whole shipments in, decisions out. A pure function of the snapshot, the run's tables and the rows.
#pragma once

#include <string>
#include <vector>

#include "engine/run_tables.h"
#include "ingest/shipment_input.h"
#include "model/decision.h"

namespace tidewaiter {

struct Snapshot;

// One decision a shipment, in the order of the slice.
std::vector<Decision> screen(const Snapshot& snapshot, const RunTables& tables, const ingest::ParsedSlice& slice);

}  // namespace tidewaiter
