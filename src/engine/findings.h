// Findings that are not rules: list hits with their evidence, rows that could not be read.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/facts.h"
#include "engine/resolve.h"
#include "model/decision.h"

namespace tidewaiter {

struct Snapshot;

// One finding a hit of the line's parties and conveyance. A certain hit of a list with an effect informs, since the
// rule that it fires decides; one without effect, or before its entry's first day, informs; one in doubt is for review.
void add_hit_findings(const Snapshot& snapshot, const Line& line, std::vector<Finding>& findings);

// One finding for each entry that an owner above a party of the line is like, in doubt; the party's `ownership` is then
// missing.
void add_owner_findings(const Snapshot& snapshot, const OwnershipBook& ownership, const Line& line,
                        std::vector<Finding>& findings, std::vector<std::string>& missing);

Finding reject_finding(const Reject& reject);

// Of line numbers that stand on more than one row of a shipment, each with how many rows it stands on.
Finding duplicate_lines_finding(const std::vector<std::pair<std::string_view, std::size_t>>& lines);

// Adds a finding unless an equal one is there; an equal one of another line is noted there.
void add_finding(std::vector<Finding>& findings, Finding finding, std::string_view line_no);

}  // namespace tidewaiter
