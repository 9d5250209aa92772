// A decision as one JSON object: the row that scripts read, the bytes that the store keeps, and what the digest is
// over. Members stand in the order of docs/contracts.md. The same decision gives the same bytes on every machine.
#pragma once

#include <string>

#include "base/digest.h"
#include "model/decision.h"

namespace tidewaiter {

// What the decision says, without the versions that it rests on: so a later run under newer lists or rules that comes
// to the same answer has the same digest, and what changed between two runs is found by comparing digests.
struct CanonicalDecision {
  std::string json;  // an object, from shipment_id to parties
  Digest digest;     // XXH3-128 of `json`
};
CanonicalDecision canonical(const Decision& decision);

// Appends the whole row to `out`: the canonical members, the three versions, the digest. No line break.
void append_decision_json(std::string& out, const CanonicalDecision& decision, const Versions& versions);

}  // namespace tidewaiter
