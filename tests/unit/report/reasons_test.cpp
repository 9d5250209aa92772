// In which order a decision gives its reasons: what decides first, certain before doubtful, then by score.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/words.h"

namespace tidewaiter::report {
namespace {

using testing::ElementsAre;

Finding finding(std::string id, Level level, std::string why, std::string score = {}, std::string entry = {}) {
  Finding finding;
  finding.id = std::move(id);
  finding.level = level;
  finding.why = std::move(why);
  if (!score.empty()) finding.evidence = {{"entry name", std::move(entry)}, {"score", std::move(score)}};
  return finding;
}

Decision held(std::string deciding) {
  Decision decision;
  decision.disposition = Disposition::hold;
  decision.determination = Determination::licence_required;
  LineDecision line;
  line.determination = Determination::licence_required;
  line.rules = {std::move(deciding)};
  decision.lines = {line};
  return decision;
}

std::vector<std::string> order_of(const Decision& decision) {
  std::vector<std::string> whys;
  for (const Finding* reason : reasons_of(decision)) whys.push_back(reason->why);
  return whys;
}

TEST(Reasons, WhatDecidesThenWhatIsCertainThenTheNearestInDoubt) {
  Decision decision = held("LAW");
  decision.findings = {finding("list_hit_in_doubt", Level::review, "like, far", "0.7512", "Far Heron"),
                       finding("list_hit_in_doubt", Level::review, "like, near", "0.8592", "Near Heron"),
                       finding("TW-F-NEW", Level::review, "young"),
                       finding("list_hit", Level::info, "is Grey Heron", "1.0000", "Grey Heron"),
                       finding("TW-F-COVER", Level::hold, "cover"),
                       finding("LAW", Level::info, "goes to Macau")};
  EXPECT_THAT(order_of(decision),
              ElementsAre("goes to Macau", "cover", "is Grey Heron", "young", "like, near", "like, far"));
}

TEST(Reasons, ACertainHitThatTheDecidingRuleNamesIsNoSecondReason) {
  Decision decision = held("LISTED");
  decision.findings = {finding("list_hit", Level::info, "is Grey Heron", "1.0000", "Grey Heron"),
                       finding("LISTED", Level::info, "A matches Grey Heron on the list")};
  EXPECT_THAT(order_of(decision), ElementsAre("A matches Grey Heron on the list"));
  decision.findings.front().evidence.front().second = "Blue Heron";
  EXPECT_THAT(order_of(decision), ElementsAre("A matches Grey Heron on the list", "is Grey Heron"));
}

TEST(Reasons, AReleaseTellsOnlyWhatInforms) {
  Decision decision = held("LAW");
  decision.disposition = Disposition::release;
  decision.lines.front().determination = Determination::no_licence;
  decision.findings = {finding("list_hit", Level::info, "is Grey Heron", "1.0000", "Grey Heron"),
                       finding("TW-F-NEW", Level::review, "young")};
  EXPECT_THAT(order_of(decision), ElementsAre("young"));
}

}  // namespace
}  // namespace tidewaiter::report
