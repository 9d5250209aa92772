// A decision as one JSON object: the row that scripts read, the bytes that the store keeps, and what the digest is
// over. Members stand in the order of docs/contracts.md. The same decision gives the same bytes on every machine.
#pragma once

#include <string>
#include <string_view>

#include "base/digest.h"
#include "base/result.h"
#include "model/decision.h"

namespace tidewaiter {

// What the decision says, without the versions that it rests on: so a later run under newer lists or rules that comes
// to the same answer has the same digest, and what changed between two runs is found by comparing digests.
struct CanonicalDecision {
  std::string json;  // an object, from shipment_id to parties
  Digest digest;     // XXH3-128 of `json`
};
CanonicalDecision canonical(const Decision& decision);
// The same into `form`, whose memory serves again.
void make_canonical(const Decision& decision, CanonicalDecision& form);

// Appends the whole row to `out`: the canonical members, the three versions, the digest. No line break.
void append_decision_json(std::string& out, const CanonicalDecision& decision, const Versions& versions);

// Reads either form back: what the store keeps, or a whole row. Members that are not known are skipped, members that
// are not there keep their default, so that rows of other versions can be read; shipment_id, date, disposition and
// determination must be there. `where` names the text in errors. Errors: bad_format.
struct DecisionRow {
  Decision decision;  // a review policy that nobody could read comes back as none_stated: both are shown empty
  Versions versions;
  std::string digest;  // hexadecimal; empty in the canonical form
};
Result<DecisionRow> decision_from_json(std::string_view text, const std::string& where);

}  // namespace tidewaiter
