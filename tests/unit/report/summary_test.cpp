#include "report/summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "sample_decisions.h"

namespace tidewaiter::report {
namespace {

Decision waiting(std::string id, Disposition disposition, double risk, double chips, double tpp) {
  Decision decision = samples::hold(std::move(id));
  decision.disposition = disposition;
  decision.risk = risk;
  decision.count = chips;
  decision.tpp = tpp;
  return decision;
}

TEST(Summary, CountsByDisposition) {
  SummaryBuilder builder;
  builder.add(samples::hold("S1"));
  builder.add(samples::release(1));
  builder.add(samples::release(2));
  const Summary summary = builder.summary();
  EXPECT_EQ(summary.shipments, 3U);
  EXPECT_EQ(summary.by_disposition[static_cast<std::size_t>(Disposition::release)], 2U);
  EXPECT_EQ(summary.by_disposition[static_cast<std::size_t>(Disposition::hold)], 1U);
  EXPECT_EQ(summary.waiting_shipments(), 1U);
  EXPECT_EQ(summary.chips_waiting, 512);
}

TEST(Summary, OrderOfWorkIsDispositionThenRiskThenStakeThenId) {
  const Decision expected[] = {
      waiting("Z", Disposition::stop, 0.1, 1, 1),     waiting("Y", Disposition::hold, 0.9, 1, 1),
      waiting("X", Disposition::hold, 0.5, 100, 500), waiting("A", Disposition::hold, 0.5, 10, 4000),
      waiting("B", Disposition::hold, 0.5, 10, 4000), waiting("C", Disposition::review, 1.0, 9, 9),
  };
  std::vector<Decision> shuffled(std::begin(expected), std::end(expected));
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::ranges::shuffle(shuffled, random);
    SummaryBuilder all;
    SummaryBuilder three(3);
    for (const Decision& decision : shuffled) {
      all.add(decision);
      three.add(decision);
    }
    const auto worklist = all.summary().worklist;
    ASSERT_EQ(worklist.size(), std::size(expected));
    for (std::size_t i = 0; i < worklist.size(); ++i) EXPECT_EQ(worklist[i].shipment_id, expected[i].shipment_id);
    const auto short_list = three.summary().worklist;
    ASSERT_EQ(short_list.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(short_list[i].shipment_id, expected[i].shipment_id);
    EXPECT_EQ(three.summary().waiting_shipments(), 6U);
  }
}

TEST(Summary, AReasonCountsOnceAShipment) {
  SummaryBuilder builder;
  Decision twice = samples::hold("S1");
  twice.findings.push_back(twice.findings.back());  // the same flag on another line
  twice.findings.back().id = "TW-F09b";             // even under another id
  twice.lines.push_back(twice.lines.front());
  builder.add(twice);
  builder.add(samples::hold("S2"));
  const Summary summary = builder.summary();
  ASSERT_EQ(summary.reasons.size(), 3U);
  for (const Summary::Reason& reason : summary.reasons) EXPECT_EQ(reason.shipments, 2U) << reason.title;
  EXPECT_EQ(summary.reasons[0].title, "Advanced chip for a company headquartered in Macau or D:5, wherever it ships");
  EXPECT_EQ(summary.reasons[0].id, "US-742.6-A-HQ");
  EXPECT_EQ(summary.reasons[2].title, "Payer in another country");
  EXPECT_EQ(summary.reasons[2].id, "") << "two ids share the title";
}

TEST(Summary, WhatLeavesALineOpenIsTheQuestionNotTheRuleThatFired) {
  Decision decision = samples::hold();
  decision.lines[0].determination = Determination::undetermined;
  Finding open;
  open.id = "US-ROW3?";
  open.title = "Cannot be decided";
  open.why = "Half owned by listed parties";
  decision.findings = {decision.findings[0], open};
  SummaryBuilder builder;
  builder.add(decision);
  const Summary summary = builder.summary();
  ASSERT_EQ(summary.reasons.size(), 1U);
  EXPECT_EQ(summary.reasons[0].title, "Undecided for want of facts");
}

TEST(Summary, ALineOnWhichNoRuleFiredIsUndecidedToo) {
  Decision decision = samples::hold();
  Finding open;
  open.id = "open_question?";
  open.why = "row 7 of the decision table; for want of consignee.headquarters";
  decision.findings = {open};
  decision.lines = {decision.lines[0]};
  decision.lines[0].determination = Determination::undetermined;
  decision.lines[0].rules.clear();
  SummaryBuilder builder;
  builder.add(decision);
  const Summary summary = builder.summary();
  ASSERT_EQ(summary.reasons.size(), 1U);
  EXPECT_EQ(summary.reasons[0].title, "Undecided for want of facts");
}

TEST(Summary, CountsShipmentsAndDistinctPartiesThatSomethingIsMissingOf) {
  SummaryBuilder builder;
  for (int i = 0; i < 412; ++i) {
    Decision decision = samples::hold(fmt::format("S{}", i));
    decision.missing = decision.lines[0].missing = {"consignee.headquarters", "end_user.headquarters"};
    decision.parties[1].name = fmt::format("Reseller {}", i % 36);
    builder.add(decision);
  }
  Decision item = samples::hold("T");
  item.missing = item.lines[0].missing = {"item.tpp", "item.in_a"};
  builder.add(item);
  const Summary summary = builder.summary();
  ASSERT_EQ(summary.waiting.size(), 2U);
  EXPECT_EQ(summary.waiting[0].field, "headquarters");
  EXPECT_EQ(summary.waiting[0].shipments, 412U);
  EXPECT_EQ(summary.waiting[0].parties, 37U);  // 36 resellers and one end user
  EXPECT_EQ(summary.waiting[1].field, "classification");
  EXPECT_EQ(summary.waiting[1].shipments, 1U);
  EXPECT_EQ(summary.waiting[1].parties, 0U);
}

TEST(Summary, APartyThatIsNotNamedIsCalledByItsPart) {
  Decision decision = samples::hold();
  decision.missing = decision.lines[0].missing = {"payer.country"};
  SummaryBuilder builder;
  builder.add(decision);
  const Summary summary = builder.summary();
  ASSERT_EQ(summary.waiting.size(), 1U);
  EXPECT_EQ(summary.waiting[0].field, "payer country");
  EXPECT_EQ(summary.waiting[0].parties, 0U);
}

TEST(Summary, CountsOpenFlagsOfReleasesToo) {
  Decision release = samples::release();
  release.open_flags = {"TW-F-FORWARDER", "TW-F-NEW-90"};
  release.missing = {"consignee.role", "consignee.registered_on"};
  Decision hold = samples::hold();
  hold.open_flags = {"TW-F-FORWARDER"};
  hold.missing.push_back("consignee.role");
  SummaryBuilder builder;
  builder.add(release);
  builder.add(hold);
  const Summary summary = builder.summary();
  EXPECT_EQ(summary.open_flag_shipments, 2U);
  ASSERT_EQ(summary.open_flags.size(), 2U);
  EXPECT_EQ(summary.open_flags[0].id, "TW-F-FORWARDER");
  EXPECT_EQ(summary.open_flags[0].shipments, 2U);
  ASSERT_EQ(summary.open_flag_fields.size(), 2U);
  EXPECT_EQ(summary.open_flag_fields[0].field, "role");
  EXPECT_EQ(summary.open_flag_fields[0].parties, 2U);
  ASSERT_EQ(summary.waiting.size(), 2U) << "what a flag lacks is not what a shipment waits for";
  EXPECT_EQ(summary.waiting[0].field, "headquarters");
}

}  // namespace
}  // namespace tidewaiter::report
