#include "engine/case_bless.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/case_run.h"

namespace tidewaiter {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string expect_line(const Decision& decision) {
  std::string line = fmt::format("expect    {:<5} {}  {}", decision.shipment_id, to_string(decision.disposition),
                                 to_string(decision.determination));
  if (const std::string_view policy = to_string(decision.policy); !policy.empty()) line += fmt::format("  {}", policy);
  return line;
}

}  // namespace

std::string blessed(std::string_view text, const CaseFile& parsed, const std::vector<Decision>& decisions) {
  std::map<std::uint32_t, std::string> replaced;  // by line, from 1; empty: the line goes
  for (const CaseExpectation& expected : parsed.expectations) {
    const auto decision = std::ranges::find(decisions, expected.shipment, &Decision::shipment_id);
    if (decision == decisions.end()) continue;
    const bool outcome = expected.disposition == decision->disposition &&
                         expected.determination == decision->determination &&
                         expected.policy == to_string(decision->policy);
    bool some_fires = false;
    for (const CaseCheck& check : expected.checks) {
      if (holds(check, *decision)) {
        some_fires = some_fires || check.kind == CaseCheck::Kind::fires;
        continue;
      }
      replaced[check.line] = {};
      if (check.kind != CaseCheck::Kind::fires) continue;
      const auto finding = std::ranges::find(decision->findings, check.id, &Finding::id);
      if (finding == decision->findings.end()) continue;
      replaced[check.line] = fmt::format("  {}   {}", check.id, finding->why);
      some_fires = true;
    }
    if (!outcome) replaced[expected.line] = expect_line(*decision);
    const bool checked = std::ranges::any_of(
        expected.checks, [](const CaseCheck& check) { return check.kind == CaseCheck::Kind::fires; });
    if (checked && !some_fires && !decision->lines.empty() && !decision->lines.front().rules.empty()) {
      replaced[expected.line] = expect_line(*decision) + "\n  " + decision->lines.front().rules.front();
    }
  }
  std::string out;
  std::uint32_t number = 0;
  for (const std::string_view line : lines_of(text)) {
    const auto found = replaced.find(++number);
    if (found == replaced.end()) {
      out += fmt::format("{}\n", line);
    } else if (!found->second.empty()) {
      out += found->second + "\n";
    }
  }
  return out;
}

}  // namespace tidewaiter
