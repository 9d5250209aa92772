#include "engine/decide.h"

#include <algorithm>
#include <cmath>

#include "engine/add_new.h"

namespace tidewaiter {
namespace {

int rank(Determination determination) {
  switch (determination) {
    case Determination::no_licence:
      return 0;
    case Determination::exception:
      return 1;
    case Determination::notify:
      return 2;
    case Determination::licence_required:
      return 3;
    case Determination::undetermined:
      return 4;
    case Determination::prohibited:
      return 5;
  }
  return 5;
}

int rank(Policy policy) { return policy == Policy::unknown ? 0 : static_cast<int>(policy); }

}  // namespace

Disposition disposition_of(const LineDecision& line, const LineStanding& standing) {
  switch (line.determination) {
    case Determination::prohibited:
      return Disposition::stop;
    case Determination::licence_required:
      if (standing.confirmed) return Disposition::release;
      return standing.authorised ? Disposition::review : Disposition::hold;
    case Determination::undetermined:
      if (standing.licence_certain) return Disposition::hold;
      // Goods that nobody could name: their red flags say whether somebody must look (docs/contracts.md, "What stands
      // in a line"); small ordinary goods go, with an information.
      if (line.item_state == ItemState::unidentified) return Disposition::release;
      return standing.controlled_or_unclassified || line.item_state == ItemState::cover ? Disposition::hold
                                                                                        : Disposition::review;
    case Determination::notify:
    case Determination::exception:
      return standing.confirmed ? Disposition::release : Disposition::review;
    case Determination::no_licence:
      return standing.presumed_headquarters ? Disposition::review : Disposition::release;
  }
  return Disposition::hold;
}

Disposition disposition_of(const Finding& finding) {
  switch (finding.level) {
    case Level::info:
      return Disposition::release;
    case Level::review:
      return Disposition::review;
    case Level::hold:
      return Disposition::hold;
  }
  return Disposition::hold;
}

double risk_of(const std::vector<Finding>& findings) {
  double clear = 1;
  for (const Finding& finding : findings) clear *= 1 - std::clamp(finding.weight, 0.0, 1.0);
  return std::round((1 - clear) * 1000) / 1000;
}

bool binds_harder(const LineDecision& a, const LineDecision& b) {
  const auto weight = [](const LineDecision& line) { return line.chips.value_or(0) * line.tpp.value_or(0); };
  if (a.determination != b.determination) return rank(a.determination) > rank(b.determination);
  if (rank(a.policy) != rank(b.policy)) return rank(a.policy) > rank(b.policy);
  return weight(a) > weight(b);
}

void decide(Decision& decision, const std::vector<LineStanding>& standings) {
  decision.disposition = Disposition::release;
  const LineDecision* deciding = nullptr;
  Disposition deciding_disposition = Disposition::release;
  for (std::size_t i = 0; i < decision.lines.size(); ++i) {
    const LineDecision& line = decision.lines[i];
    const Disposition disposition = disposition_of(line, standings[i]);
    decision.disposition = std::max(decision.disposition, disposition);
    if (deciding == nullptr || disposition > deciding_disposition ||
        (disposition == deciding_disposition && binds_harder(line, *deciding))) {
      deciding = &line;
      deciding_disposition = disposition;
    }
    for (const std::string& text : line.missing) add_new(decision.missing, text);
    for (const std::string& text : line.conditions) add_new(decision.conditions, text);
  }
  for (const Finding& finding : decision.findings) {
    decision.disposition = std::max(decision.disposition, disposition_of(finding));
  }
  decision.risk = risk_of(decision.findings);
  if (deciding == nullptr) return;
  decision.determination = deciding->determination;
  decision.policy = deciding->policy;
  decision.eccn = deciding->eccn;
  decision.item = deciding->item;
  decision.count = deciding->chips;
  decision.tpp = deciding->tpp;
}

}  // namespace tidewaiter
