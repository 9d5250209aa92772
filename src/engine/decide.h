// Lines and findings into one decision: disposition (docs/contracts.md, "Dispositions"), risk, and the line that
// decided.
#pragma once

#include <string_view>
#include <vector>

#include "model/decision.h"

namespace tidewaiter {

// What the disposition of one line depends on beside its determination.
struct LineStanding {
  bool controlled_or_unclassified = false;  // the item is controlled, or nobody can say
  bool authorised = false;                  // the exporter claims a licence, notice or exception
  bool confirmed = false;                   // and the licence register says that it covers the line
  bool presumed_headquarters = false;       // a presumption stands under the determination of a controlled item
  bool licence_certain = false;             // some rule requires a licence, whatever the open ones may add
};

Disposition disposition_of(const LineDecision& line, const LineStanding& standing);
Disposition disposition_of(const Finding& finding);

// 1 - product of (1 - weight), three decimals: 0 without findings, never lower for one more finding.
double risk_of(const std::vector<Finding>& findings);

// True if the first determination binds harder: prohibited > undetermined > licence required (by policy) > notify >
// exception > no licence.
bool binds_harder(const LineDecision& a, const LineDecision& b);

// Fills disposition, determination, policy, risk, eccn, item, count, tpp, missing and conditions from `decision.lines`
// and `decision.findings`. REQUIRES: as many standings as lines; at least one line, or a finding of level hold.
void decide(Decision& decision, const std::vector<LineStanding>& standings);

}  // namespace tidewaiter
