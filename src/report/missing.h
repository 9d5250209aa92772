// A missing fact ("consignee.headquarters") in people's words: what it is, whose, and where to state it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/decision.h"

namespace tidewaiter::report {

struct MissingFact {
  std::string field;                     // "headquarters", "unit value"; of an item always "classification"
  const DecisionParty* party = nullptr;  // whose; null if it is a fact of the shipment or the item
  std::string_view of;                   // "consignee", "item"; empty if nothing is named
  std::string detail;                    // which figure of the item; empty if it follows from the others
};
// The column of the party table that states a party's fact, if it has another name than the fact.
std::string_view party_column_of(std::string_view fact);

// The result points into `decision` and `path`.
MissingFact read_missing(const Decision& decision, std::string_view path);

// What would settle the law, of all lines; and what the red flags that stay open lack beside that.
std::vector<std::string> missing_of_lines(const Decision& decision);
std::vector<std::string> missing_of_flags(const Decision& decision);

// One text a party or thing: "headquarters and ultimate parent country of the end user (Blue Dune Compute LLC)",
// "classification of the item (TPP, memory bandwidth)".
std::vector<std::string> describe_missing(const Decision& decision, const std::vector<std::string>& paths);

// What to do about them, one text a party or thing: "state headquarters_country of Blue Dune Compute LLC in the party
// table".
std::vector<std::string> settle_missing(const Decision& decision, const std::vector<std::string>& paths);

}  // namespace tidewaiter::report
