// screen(): whole shipments in, decisions out. A pure function of the snapshot, the run's tables and the rows.
#pragma once

#include <string>
#include <vector>

#include "engine/facts.h"
#include "engine/run_tables.h"
#include "ingest/shipment_input.h"
#include "model/decision.h"

namespace tidewaiter {

struct Snapshot;

// Sees every line while its facts stand; for explaining, never for deciding.
class LineObserver {
 public:
  virtual ~LineObserver() = default;
  virtual void saw(const LineDecision& decided, const Line& line, const Facts& facts, const ShipmentBatch& batch,
                   std::size_t row) = 0;
};

// One decision a shipment, in the order of the slice.
std::vector<Decision> screen(const Snapshot& snapshot, const RunTables& tables, const ingest::ParsedSlice& slice,
                             LineObserver* observer = nullptr);

}  // namespace tidewaiter
