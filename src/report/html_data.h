// The data of the HTML report: what the page reads, as JSON that may stand inside a script element.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/screen_page.h"
#include "report/summary.h"

namespace tidewaiter::report {

// JSON that may stand inside a script element: no "<" in it, nor U+2028 or U+2029, so that no name can end the element.
// JSON has these characters in strings only, where an escape is the same.
std::string inside_script(const std::string& json);

struct ReportedDecision {
  Decision decision;
  std::string digest;  // hexadecimal
  KnownBefore since;   // how it stands to the last run's; empty where that was not asked
};

// One object: `run`, `totals`, `texts`, `decisions`. Decisions are arrays in the order in which
// decisionOf of html/decode.js takes them, and each text in them is the number of its place in `texts`: a night's
// shipments say the same few things thousands of times. It is inside_script.
std::string html_data(const Summary& summary, const RunFacts& facts, const std::vector<ReportedDecision>& decisions);

}  // namespace tidewaiter::report
