// The three audits of a world in its folder, together.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "judge/audit/calibration.h"
#include "judge/audit/leak.h"
#include "judge/audit/solvable.h"
#include "tables/stop.h"

namespace tidewaiter::judge::audit {

struct AuditReport {
  std::string seed, scenario;
  std::size_t shipments = 0, schemes = 0;
  LeakReport leak;
  SolvableReport solvable;
  CalibrationReport calibration;
  bool passed() const { return leak.passed() && solvable.passed() && calibration.passed(); }
};

// A world without schemes fails. Errors: those of read_world, ColumnTable, leak_tables, number_events, number_reports,
// number_ownership, EventGraph::read and calibrate; interrupted; file_not_found for reports or ownership.
Result<AuditReport> audit(const std::filesystem::path& folder, unsigned threads, tables::Stop stop = {});

std::string audit_json(const AuditReport& report);  // one object, with a line break at its end

}  // namespace tidewaiter::judge::audit
