// One decision, whole, for the person who has to act on it: what was decided for each line and by which rule, what
// speaks against the shipment and what was compared, what is missing and where to state it, what all this rests on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/decision.h"
#include "model/reasoning.h"
#include "report/page.h"

namespace tidewaiter::report {

struct ExplainFacts {
  Versions versions;
  std::string digest;               // hexadecimal; as much of it as is known
  std::string run;                  // "run 12, begun 2025-03-02T01:00:00Z, interrupted"; empty if it was not stored
  std::string replay;               // "computed again from the accepted input: the same digest"; empty if it was not
  std::vector<std::string> others;  // one text for every other decision on the shipment, newest first
  // Titles of rules by id; a rule that is not there is shown by its id.
  std::map<std::string, std::string, std::less<>> titles = {};
  std::vector<LineReasoning> reasoning = {};  // of the lines; empty if the rows are not kept
  struct Answer {
    std::string said;   // "cleared by J. Doe, 2025-03-02T08:00:00Z: the end user is the university"
    std::string state;  // "in force", or why not
    bool in_force = false;
  };
  std::vector<Answer> answers = {};           // of analysts, newest first
  std::vector<std::string> differences = {};  // between the stored decision and the computed one
};

std::string explain_page(const Decision& decision, const ExplainFacts& facts, Layout layout);

}  // namespace tidewaiter::report
