// A missing fact ("consignee.headquarters") in people's words: what it is, whose, and where to state it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/decision.h"

namespace tidewaiter::report {

struct MissingFact {
  std::string field;                     // "headquarters", "unit value"
  const DecisionParty* party = nullptr;  // whose; null if it is a fact of the shipment or the item
  std::string_view of;                   // "consignee", "item"; empty if nothing is named
  std::string settle;                    // "state headquarters_country of the consignee in the party table"
};
// The result points into `decision`.
MissingFact read_missing(const Decision& decision, std::string_view path);

// "headquarters and ultimate parent country of the end user (Blue Dune Compute LLC)", one text a party or thing.
std::vector<std::string> describe_missing(const Decision& decision, const std::vector<std::string>& paths);

}  // namespace tidewaiter::report
