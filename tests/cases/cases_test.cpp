// Every golden case of this folder through the real engine, and what the rules promise about the cases that they name.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "engine/case_matrix.h"
#include "engine/case_run.h"
#include "engine/snapshot.h"
#include "folders.h"

namespace tidewaiter {
namespace {

namespace fs = std::filesystem;

// Every golden case with what came out of it.
struct Ran {
  std::vector<CaseFile> cases;
  std::vector<std::vector<Decision>> decisions;
};

bool fires(const rules::Rule& rule, const Decision& decision, rules::Basis basis) {
  return rule.in_force(decision.date.value(), basis) &&
         std::ranges::any_of(decision.lines, [&](const LineDecision& line) {
           return std::ranges::find(line.rules, rule.id) != line.rules.end();
         });
}

// For each first and last day of a rule of law: a case in which it fires on that day, and in the same case a shipment
// of the day outside.
void expect_both_sides_of_every_boundary(const Snapshot& snapshot, const Ran& ran) {
  for (const rules::Rule& rule : snapshot.regime.rules().rules()) {
    const rules::Basis basis = rule.enforced ? rules::Basis::practice : rules::Basis::text;
    const auto& window = rule.window(basis);
    if (rule.level || !window) continue;
    const auto expect_sides = [&](Date inside, Date outside) {
      bool found = false;
      for (std::size_t i = 0; i < ran.cases.size() && !found; ++i) {
        if (ran.cases[i].strict_text != (basis == rules::Basis::text)) continue;
        const auto& decisions = ran.decisions[i];
        found = std::ranges::any_of(decisions,
                                    [&](const Decision& d) { return d.date == inside && fires(rule, d, basis); }) &&
                std::ranges::any_of(decisions, [&](const Decision& d) { return d.date == outside; });
      }
      EXPECT_TRUE(found) << rule.id << " revision " << rule.revision << ": no case in which it fires on "
                         << inside.to_string() << " beside a shipment of " << outside.to_string();
    };
    if (window->from != kFirstDate) expect_sides(window->from, window->from + -1);
    if (window->to != kLastDate) expect_sides(window->to, window->to + 1);
  }
}

TEST(GoldenCases, SayWhatTheyMust) {
  auto snapshot = load_snapshot(Settings{}, {.lists = "none", .rules = ""});
  ASSERT_TRUE(snapshot) << to_string(snapshot.error());
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(source_path("tests/cases"))) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  ASSERT_GT(files.size(), 40U);
  const fs::path scratch = fs::temp_directory_path() / ("tidewaiter-cases-" + std::to_string(getpid()));
  Ran ran;
  for (const fs::path& file : files) {
    const auto text = read_file(file);
    ASSERT_TRUE(text) << to_string(text.error());
    const std::string name = "tests/cases/" + file.filename().string();
    auto parsed = parse_case(*text, name);
    if (!parsed) {
      ADD_FAILURE() << to_string(parsed.error());
      continue;
    }
    fs::remove_all(scratch);
    fs::create_directories(scratch);
    auto decisions = run_case(*snapshot, *parsed, scratch);
    if (!decisions) {
      ADD_FAILURE() << name << ": " << to_string(decisions.error());
      continue;
    }
    for (const std::string& difference : differences(*parsed, name, *decisions)) ADD_FAILURE() << difference;
    for (const std::string& unknown : unknown_rules(*snapshot, *parsed, name)) ADD_FAILURE() << unknown;
    ran.cases.push_back(std::move(*parsed));
    ran.decisions.push_back(std::move(*decisions));
  }
  fs::remove_all(scratch);
  for (const std::string& broken : broken_promises(*snapshot, ran.cases, ran.decisions)) ADD_FAILURE() << broken;
  expect_both_sides_of_every_boundary(*snapshot, ran);
  for (const MatrixCell& cell : matrix_of(*snapshot, "", ran.cases, ran.decisions)) {
    EXPECT_FALSE(cell.empty()) << "row " << cell.row << " from " << cell.days.from.to_string() << ": "
                               << (cell.fires.empty() ? "no case fires" : "no near miss");
  }
}

}  // namespace
}  // namespace tidewaiter
