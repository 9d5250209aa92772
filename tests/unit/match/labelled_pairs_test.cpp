// How often the pair function agrees with people, on the labelled pairs of the shared data.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "csv_fields.h"
#include "folders.h"
#include "match/score.h"

namespace tidewaiter::match {
namespace {

TEST(LabelledPairs, F1IsAtLeast85AtTheDefaultThreshold) {
  const std::filesystem::path path = test_data("names/pairs-labelled.csv");
  std::ifstream in(path);
  if (!in) GTEST_SKIP() << "no labelled pairs at " << path << ": set TIDEWAITER_TEST_DATA";
  std::string line;
  std::getline(in, line);
  double right = 0;
  double false_alarms = 0;
  double missed = 0;
  while (std::getline(in, line)) {
    const std::vector<std::string> fields = csv_fields(line);
    ASSERT_GE(fields.size(), 4U) << line;
    const bool is_match = fields[3] == "true";
    const bool said = compare(fields[1], fields[2], parse_schema(fields[0])) >= 7'000;
    right += is_match && said ? 1 : 0;
    false_alarms += !is_match && said ? 1 : 0;
    missed += is_match && !said ? 1 : 0;
  }
  ASSERT_GT(right + missed, 100);
  const double f1 = 2 * right / (2 * right + false_alarms + missed);
  RecordProperty("f1", std::to_string(f1));
  EXPECT_GE(f1, 0.85) << "right " << right << ", false alarms " << false_alarms << ", missed " << missed;
}

}  // namespace
}  // namespace tidewaiter::match
