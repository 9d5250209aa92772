#include "engine/case_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/file.h"
#include "engine/run.h"
#include "engine/snapshot.h"

namespace tidewaiter {
namespace {

const Finding* find(const Decision& decision, std::string_view id) {
  const auto found = std::ranges::find(decision.findings, id, &Finding::id);
  return found == decision.findings.end() ? nullptr : &*found;
}

std::string ids_of(const Decision& decision) {
  std::vector<std::string_view> ids;
  for (const LineDecision& line : decision.lines) ids.insert(ids.end(), line.rules.begin(), line.rules.end());
  for (const Finding& finding : decision.findings) {
    if (std::ranges::find(ids, finding.id) == ids.end()) ids.push_back(finding.id);
  }
  return ids.empty() ? "nothing" : fmt::format("{}", fmt::join(ids, ", "));
}

std::string outcome(Disposition disposition, Determination determination, std::string_view policy) {
  return fmt::format("{} {}{}{}", to_string(disposition), to_string(determination), policy.empty() ? "" : " ", policy);
}

}  // namespace

bool fired(const Decision& decision, std::string_view id) {
  return find(decision, id) != nullptr || std::ranges::any_of(decision.lines, [&](const LineDecision& line) {
           return std::ranges::find(line.rules, id) != line.rules.end();
         });
}

Result<std::vector<Decision>> run_case(Snapshot& snapshot, const CaseFile& parsed,
                                       const std::filesystem::path& scratch) {
  RunOptions options;
  options.shipments = {scratch / "shipments.csv"};
  const std::filesystem::path parties = scratch / "parties.csv";
  options.parties = {parties};
  options.rejects = scratch / "rejects.csv";
  options.threads = 1;
  options.one_by_one = !parsed.one_run;
  TIDEWAITER_CHECK(replace_file(options.shipments.front(), shipments_csv(parsed)));
  TIDEWAITER_CHECK(replace_file(parties, parties_csv(parsed)));
  if (!parsed.stakes.empty()) {
    options.ownership = scratch / "ownership.csv";
    TIDEWAITER_CHECK(replace_file(options.ownership, ownership_csv(parsed)));
  }
  snapshot.lists.reset();
  snapshot.versions.lists = "none";
  if (!parsed.entries.empty()) {
    const std::filesystem::path list = scratch / "lists.tidelist";
    TIDEWAITER_TRY(const std::string bytes, ListBook::compile(parsed.entries, {}));
    TIDEWAITER_CHECK(replace_file(list, bytes));
    TIDEWAITER_TRY(snapshot.lists, ListBook::open(list));
    snapshot.versions.lists = snapshot.lists->version();
  }
  snapshot.strict_text = parsed.strict_text;
  std::vector<Decision> decisions;
  RunHooks hooks;
  hooks.wants_json = false;
  hooks.wants_digest = false;
  hooks.decided = [&](const Decision& decision, const CanonicalDecision&) -> Result<void> {
    decisions.push_back(decision);
    return {};
  };
  std::optional<Store> store;
  TIDEWAITER_TRY(const RunResult result, run(snapshot, options, [] { return Result<void>{}; }, store, hooks));
  if (result.survey.rejected != 0) {
    return fail(ErrorCode::bad_value, fmt::format("{} rows of the case were rejected", result.survey.rejected),
                parsed.name, "see rejects.csv in the scratch folder");
  }
  return decisions;
}

bool holds(const CaseCheck& check, const Decision& decision) {
  switch (check.kind) {
    case CaseCheck::Kind::fires:
      return fired(decision, check.id) &&
             (check.text.empty() || std::ranges::any_of(decision.findings, [&](const Finding& one) {
                return one.id == check.id && one.why.find(check.text) != std::string::npos;
              }));
    case CaseCheck::Kind::quiet:
      return !fired(decision, check.id);
    case CaseCheck::Kind::missing:
      break;
  }
  return std::ranges::find(decision.missing, check.id) != decision.missing.end();
}

std::vector<std::string> differences(const CaseFile& parsed, std::string_view file,
                                     const std::vector<Decision>& decisions) {
  std::vector<std::string> texts;
  for (const CaseExpectation& expected : parsed.expectations) {
    const auto say = [&](std::uint32_t line, const std::string& text) {
      texts.push_back(fmt::format("{}:{}: {} {}", file, line, expected.shipment, text));
    };
    const auto decided = std::ranges::find(decisions, expected.shipment, &Decision::shipment_id);
    if (decided == decisions.end()) {
      say(expected.line, "has no decision");
      continue;
    }
    const std::string want = outcome(expected.disposition, expected.determination, expected.policy);
    const std::string got = outcome(decided->disposition, decided->determination, to_string(decided->policy));
    if (want != got) say(expected.line, fmt::format("- {}\n  + {} ({})", want, got, ids_of(*decided)));
    for (const CaseCheck& check : expected.checks) {
      if (holds(check, *decided)) continue;
      switch (check.kind) {
        case CaseCheck::Kind::fires:
          if (!fired(*decided, check.id)) {
            say(check.line, fmt::format("- {}\n  + {}", check.id, ids_of(*decided)));
          } else {
            const Finding* finding = find(*decided, check.id);
            say(check.line, fmt::format("{}\n  - {}\n  + {}", check.id, check.text,
                                        finding == nullptr ? "no finding, only the rule of the line" : finding->why));
          }
          break;
        case CaseCheck::Kind::quiet:
          say(check.line, fmt::format("- not {}\n  + {}", check.id, ids_of(*decided)));
          break;
        case CaseCheck::Kind::missing:
          say(check.line, fmt::format("- missing {}\n  + missing {}", check.id, fmt::join(decided->missing, ", ")));
          break;
      }
    }
  }
  return texts;
}

std::vector<std::string> unknown_rules(const Snapshot& snapshot, const CaseFile& parsed, std::string_view file) {
  std::vector<std::string> texts;
  const auto rules = snapshot.regime.rules().rules();
  for (const CaseExpectation& expected : parsed.expectations) {
    for (const CaseCheck& check : expected.checks) {
      // ids of findings that no rule makes are in small letters (docs/contracts.md)
      const bool of_a_rule = check.kind != CaseCheck::Kind::missing && !check.id.empty() && check.id.front() >= 'A' &&
                             check.id.front() <= 'Z';
      if (!of_a_rule || std::ranges::find(rules, check.id, &rules::Rule::id) != rules.end()) continue;
      texts.push_back(fmt::format("{}:{}: {} speaks of {}, and there is no such rule", file, check.line,
                                  expected.shipment, check.id));
    }
  }
  return texts;
}

std::vector<std::string> broken_promises(const Snapshot& snapshot, const std::vector<CaseFile>& cases,
                                         const std::vector<std::vector<Decision>>& decisions) {
  struct Ran {
    const Decision* decision;
    bool strict_text;
  };
  std::map<std::string, Ran, std::less<>> ran;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (const Decision& decision : decisions[i]) {
      ran.emplace(fmt::format("{}#{}", cases[i].name, decision.shipment_id), Ran{&decision, cases[i].strict_text});
    }
  }
  std::vector<std::string> texts;
  for (const rules::Rule& rule : snapshot.regime.rules().rules()) {
    const auto say = [&](std::string_view name, std::string_view text) {
      texts.push_back(fmt::format("{}: {} revision {} names {}, {}", rule.where, rule.id, rule.revision, name, text));
    };
    const auto check = [&](const std::string& name, bool should_fire) {
      const auto found = ran.find(name);
      if (found == ran.end()) return say(name, "and there is no such case");
      const rules::Basis basis = found->second.strict_text ? rules::Basis::text : rules::Basis::practice;
      const Decision& decision = *found->second.decision;
      const bool fires = fired(decision, rule.id) && rule.in_force(decision.date.value_or(Date{}), basis);
      if (fires != should_fire) {
        say(name, should_fire ? fmt::format("but it does not fire there ({})", ids_of(decision))
                              : std::string("but it fires there"));
      }
    };
    for (const std::string& name : rule.fires) check(name, true);
    for (const std::string& name : rule.quiet) check(name, false);
  }
  return texts;
}

}  // namespace tidewaiter
