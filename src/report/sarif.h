// Decisions as a SARIF 2.1.0 log (OASIS): one result a finding, for whatever collects findings of several tools.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/decision.h"

namespace tidewaiter::report {

// Appends to strings: begin(out); add(out, …); add(out, …); end(out, …). Memory grows with the rules that fired.
class SarifLog {
 public:
  // `inputs`: the shipment files; a single one is the place of every result.
  explicit SarifLog(const std::vector<std::string>& inputs);
  void begin(std::string& out);
  void add(std::string& out, const Decision& decision);
  void end(std::string& out, const Versions& versions);

 private:
  struct Rule {
    std::int64_t index = 0;
    std::string title;
    std::string source;
  };
  void add_result(std::string& out, const Decision& decision, const Finding& finding, bool is_reason);

  std::string artifact_;  // URI reference of the single input; empty: none
  std::map<std::string, Rule, std::less<>> rules_;
  bool first_ = true;
};

}  // namespace tidewaiter::report
