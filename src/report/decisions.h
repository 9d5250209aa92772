// Decisions as rows for programs: NDJSON (one object a line), JSON (one array), CSV (flat, one row a decision).
#pragma once

#include <cstdint>
#include <string>

#include "model/decision.h"
#include "model/decision_json.h"

namespace tidewaiter::report {

enum class RowFormat : std::uint8_t { ndjson, json, csv };

// Appends to strings, so that the caller writes whenever it likes:
//   begin(out); add(out, …); add(out, …); end(out);
class DecisionRows {
 public:
  DecisionRows(RowFormat format, Versions versions) : format_(format), versions_(std::move(versions)) {}
  void begin(std::string& out);
  void add(std::string& out, const Decision& decision, const CanonicalDecision& canonical_form);
  void end(std::string& out);

 private:
  RowFormat format_;
  Versions versions_;
  bool first_ = true;
};

// Members of docs/contracts.md, "Decision". Cells with several values are separated by '|'; `lines` is
// "line_no: item, determination", `findings` is "id: title".
std::string decision_csv_header();
void append_decision_csv(std::string& out, const Decision& decision, std::string_view digest, const Versions& versions);

}  // namespace tidewaiter::report
