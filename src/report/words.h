// Words of a decision that several pages share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/decision.h"
#include "report/page.h"

namespace tidewaiter::report {

Ink ink_of(Disposition disposition);
Ink ink_of(Level level);
std::string capitals(Disposition disposition);  // "HOLD"

std::string law_of(Determination determination, Policy policy);  // "licence required, policy of denial"
std::string date_of(const Decision& decision);                   // "date not known" where it has none
std::string route_of(const Decision& decision);                  // "US → AE"; the exporter's country may be unknown
std::string risk_text(double risk);                              // "0.825"
// "512 chips in 64 x HGX H100 8-GPU", or the item as written.
std::string goods_of(const LineDecision& line);
std::string_view not_legal_advice();

// A party with all the parts that it plays, in the order of the roles.
struct PartyInRoles {
  const DecisionParty* party = nullptr;
  std::string roles;      // "consignee, end user"
  bool receives = false;  // one of them is a receiving one
  bool listed = false;    // it stands on a list
};
std::vector<PartyInRoles> parties_of(const Decision& decision);  // points into `decision`

// Hits of one party on one list that say the same, such as those of a group whose companies bear like names: the first
// as they come, and the others behind it.
struct FoldedFinding {
  const Finding* first = nullptr;
  std::vector<const Finding*> others;
};
std::vector<FoldedFinding> folded(const std::vector<const Finding*>& findings);
// The value of a field of the evidence; empty where it has none.
std::string_view evidence_of(const Finding& finding, std::string_view field);

// What makes the shipment wait, in this order: rules of law that decided a line or could not be decided; findings of
// level hold; certain list hits; other findings of level review; list hits in doubt; what only adds to the risk. Of
// each the weightiest first, of hits the nearest. If there is none of these, what informs.
std::vector<const Finding*> reasons_of(const Decision& decision);
// The engine marks a rule that a missing fact leaves open by a '?' after its id.
inline bool is_open_question(const Finding& finding) { return finding.id.ends_with('?'); }
// "Undecided: Advanced chip for …" for an open question.
std::string headline(const Finding& finding);

}  // namespace tidewaiter::report
