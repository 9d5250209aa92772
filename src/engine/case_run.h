// Runs a golden case through the engine, as a user's files would go, and says what came out otherwise than expected.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/case_file.h"
#include "model/decision.h"

namespace tidewaiter {

struct Snapshot;

// The decisions of the case's shipments, in the order of their ids. Writes its input files into `scratch`, an empty
// folder; sets the list and the footing of the law in `snapshot`, nothing else. Errors: those of a run.
Result<std::vector<Decision>> run_case(Snapshot& snapshot, const CaseFile& parsed,
                                       const std::filesystem::path& scratch);

// Whether a rule fired, or a finding of that id was made. A rule of law that only confirms a release is no finding; it
// stands in the lines.
bool fired(const Decision& decision, std::string_view id);

// Whether the decision is as the check says.
bool holds(const CaseCheck& check, const Decision& decision);

// One text a difference, each beginning with "file:line: "; empty if all is as expected.
std::vector<std::string> differences(const CaseFile& parsed, std::string_view file,
                                     const std::vector<Decision>& decisions);

// One text for each rule that the case speaks of and that does not exist: `not RULE` would hold for nothing.
std::vector<std::string> unknown_rules(const Snapshot& snapshot, const CaseFile& parsed, std::string_view file);

// The rules whose `fires` and `quiet` name a shipment of these cases (cases[i] gave decisions[i]) and did otherwise,
// and those that name a case or a shipment that is not there. A revision is quiet on a day outside its window.
std::vector<std::string> broken_promises(const Snapshot& snapshot, const std::vector<CaseFile>& cases,
                                         const std::vector<std::vector<Decision>>& decisions);

}  // namespace tidewaiter
