// Every golden case of this folder through the real engine, and what the rules promise about the cases that they name.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "engine/case_run.h"
#include "engine/snapshot.h"

namespace tidewaiter {
namespace {

namespace fs = std::filesystem;

TEST(GoldenCases, SayWhatTheyMust) {
  auto snapshot = load_snapshot(Settings{}, {.lists = "none", .rules = ""});
  ASSERT_TRUE(snapshot) << to_string(snapshot.error());
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(TIDEWAITER_SOURCE_DIR) / "tests/cases")) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  ASSERT_GT(files.size(), 40U);
  const fs::path scratch = fs::temp_directory_path() / ("tidewaiter-cases-" + std::to_string(getpid()));
  std::vector<CaseFile> cases;
  std::vector<std::vector<Decision>> all;
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
    cases.push_back(std::move(*parsed));
    all.push_back(std::move(*decisions));
  }
  fs::remove_all(scratch);
  for (const std::string& broken : broken_promises(*snapshot, cases, all)) ADD_FAILURE() << broken;
}

}  // namespace
}  // namespace tidewaiter
