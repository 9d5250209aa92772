#include "engine/decide.h"

#include <gtest/gtest.h>

#include <random>

namespace tidewaiter {
namespace {

LineDecision line(Determination determination, Policy policy = Policy::none_stated) {
  LineDecision line;
  line.item = std::string(to_string(determination));
  line.determination = determination;
  line.policy = policy;
  line.item_state = ItemState::identified;
  return line;
}

Finding finding(Level level, double weight) {
  Finding finding;
  finding.level = level;
  finding.weight = weight;
  return finding;
}

// The table "Dispositions" of docs/contracts.md, row by row.
TEST(Decide, DispositionOfALine) {
  const LineStanding plain{};
  const LineStanding controlled{.controlled_or_unclassified = true};
  const LineStanding authorised{.controlled_or_unclassified = true, .authorised = true};
  const LineStanding presumed{.presumed_headquarters = true};
  EXPECT_EQ(disposition_of(line(Determination::prohibited), authorised), Disposition::stop);
  EXPECT_EQ(disposition_of(line(Determination::licence_required), controlled), Disposition::hold);
  EXPECT_EQ(disposition_of(line(Determination::licence_required), authorised), Disposition::review);
  EXPECT_EQ(disposition_of(line(Determination::undetermined), controlled), Disposition::hold);
  EXPECT_EQ(disposition_of(line(Determination::undetermined), plain), Disposition::review);
  EXPECT_EQ(disposition_of(line(Determination::undetermined), {.licence_certain = true}), Disposition::hold);
  EXPECT_EQ(disposition_of(line(Determination::notify), controlled), Disposition::review);
  EXPECT_EQ(disposition_of(line(Determination::exception), controlled), Disposition::review);
  EXPECT_EQ(disposition_of(line(Determination::no_licence), controlled), Disposition::release);
  EXPECT_EQ(disposition_of(line(Determination::no_licence), presumed), Disposition::review);
}

TEST(Decide, WhatTheRegisterConfirmsGoes) {
  const LineStanding confirmed{.controlled_or_unclassified = true, .authorised = true, .confirmed = true};
  for (const Determination determination :
       {Determination::licence_required, Determination::notify, Determination::exception}) {
    EXPECT_EQ(disposition_of(line(determination), confirmed), Disposition::release);
  }
  EXPECT_EQ(disposition_of(line(Determination::prohibited), confirmed), Disposition::stop);
  EXPECT_EQ(disposition_of(line(Determination::undetermined), confirmed), Disposition::hold);
}

TEST(Decide, UndeterminedCoverHolds) {
  LineDecision cover = line(Determination::undetermined);
  cover.item_state = ItemState::cover;
  EXPECT_EQ(disposition_of(cover, {}), Disposition::hold);
}

TEST(Decide, TheHighestWinsAndTheTopFieldsAreOfTheLineThatDecided) {
  Decision decision;
  decision.lines = {line(Determination::no_licence), line(Determination::licence_required, Policy::denial),
                    line(Determination::notify)};
  decision.findings = {finding(Level::review, .3)};
  decide(decision, std::vector<LineStanding>(3));
  EXPECT_EQ(decision.disposition, Disposition::hold);
  EXPECT_EQ(decision.determination, Determination::licence_required);
  EXPECT_EQ(decision.policy, Policy::denial);
  EXPECT_EQ(decision.item, "licence_required");
}

TEST(Decide, AFindingAloneHoldsAShipmentThatNeedsNoLicence) {
  Decision decision;
  decision.lines = {line(Determination::no_licence)};
  decision.findings = {finding(Level::hold, .5)};
  decide(decision, std::vector<LineStanding>(1));
  EXPECT_EQ(decision.disposition, Disposition::hold);
  EXPECT_EQ(decision.determination, Determination::no_licence);
}

TEST(Decide, RiskHasThreeDecimalsAndNeverFallsWithOneMoreFinding) {
  EXPECT_EQ(risk_of({}), 0);
  EXPECT_EQ(risk_of({finding(Level::review, .3), finding(Level::hold, .5)}), .65);
  std::mt19937 dice(1);
  std::uniform_real_distribution<double> weight(0, 1);
  for (int round = 0; round < 200; ++round) {
    std::vector<Finding> findings;
    double before = 0;
    for (int i = 0; i < 8; ++i) {
      findings.push_back(finding(Level::info, weight(dice)));
      const double now = risk_of(findings);
      ASSERT_GE(now, before);
      ASSERT_LE(now, 1);
      before = now;
    }
  }
}

TEST(Decide, DenialBindsHarderThanCaseByCaseThanNoneStated) {
  const auto licence = [](Policy policy) { return line(Determination::licence_required, policy); };
  EXPECT_TRUE(binds_harder(licence(Policy::denial), licence(Policy::case_by_case)));
  EXPECT_TRUE(binds_harder(licence(Policy::case_by_case), licence(Policy::approval)));
  EXPECT_TRUE(binds_harder(licence(Policy::approval), licence(Policy::none_stated)));
  EXPECT_TRUE(binds_harder(line(Determination::prohibited), licence(Policy::denial)));
  EXPECT_FALSE(binds_harder(licence(Policy::denial), licence(Policy::denial)));
}

}  // namespace
}  // namespace tidewaiter
