#include "report/explain_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/decision_json.h"
#include "report/expect_page.h"
#include "sample_decisions.h"

namespace tidewaiter::report {
namespace {

using testing::HasSubstr;

ExplainFacts some_facts() {
  return {samples::versions(), "d00f", "run 12, begun 2025-03-02T01:00:00Z, interrupted", "", {"run 9: review"}};
}

TEST(ExplainPage, ShowsTheWholeDecision) {
  expect_page("explain_hold", explain_page(samples::hold(), some_facts(), {100, false}));
}

TEST(ExplainPage, AStoredDecisionReadsLikeAFreshOne) {
  const auto read = decision_from_json(canonical(samples::hold()).json, "store");
  ASSERT_TRUE(read);
  EXPECT_EQ(explain_page(read->decision, some_facts(), {}), explain_page(samples::hold(), some_facts(), {}));
}

TEST(ExplainPage, ShowsAnOpenQuestionWithItsHint) {
  Decision decision = samples::hold();
  Finding open;
  open.id = "US-ROW3?";
  open.title = "Cannot be decided";
  open.why = "Half owned by listed parties";
  open.source = "15 CFR 744.11(a)(1) [decision-table.md row 3, confidence M]";
  open.evidence = {{"revision", "1"}, {"to settle", "state the owners in the ownership table"}};
  decision.findings.push_back(open);
  const std::string page = explain_page(decision, some_facts(), {100, false});
  EXPECT_THAT(page, HasSubstr("open        Undecided: Half owned by listed parties [US-ROW3? r1]"));
  EXPECT_THAT(page, HasSubstr("to settle  state the owners in the ownership table"));
}

TEST(ExplainPage, SaysWhatWouldSettleALineAndWhatItMissed) {
  ExplainFacts facts = some_facts();
  LineReasoning& line = facts.reasoning.emplace_back();
  line.line_no = samples::hold().lines.front().line_no;
  line.settling = {{"consignee.headquarters", "end_user.headquarters"}};
  line.settling_truncated = true;
  line.releasing = {{"item.tpp", {"below 1,600"}}};
  line.weaker = {"US-3A991: below the limits"};
  line.near = {"total processing performance 4,707.2: 92.8 below 4,800 (3A090.a.1)"};
  const std::string page = explain_page(samples::hold(), facts, {100, false});
  EXPECT_THAT(page, HasSubstr("settled by  headquarters of the consignee"));
  EXPECT_THAT(page, HasSubstr("there may be more sets, or smaller ones"));
  EXPECT_THAT(page, HasSubstr("release if  classification of the item (TPP): below 1,600"));
  EXPECT_THAT(page, HasSubstr("weaker      US-3A991: below the limits"));
  EXPECT_THAT(page, HasSubstr("near        total processing performance 4,707.2: 92.8 below 4,800"));
}

Finding hit_of(std::string_view party, std::string_view entry, std::string_view name, std::string_view score) {
  Finding hit;
  hit.id = "list_hit_in_doubt";
  hit.level = Level::review;
  hit.title = "Name like an entry of the Entity List";
  hit.why = "consignee is like it";
  hit.evidence = {{"party", std::string(party)},
                  {"entry", std::string(entry)},
                  {"entry name", std::string(name)},
                  {"score", std::string(score)}};
  return hit;
}

// A group whose companies bear like names is told once, with every entry behind it; another party's hits stand apart.
TEST(ExplainPage, FoldsFurtherEntriesOfOneListForOneParty) {
  Decision decision = samples::hold();
  decision.findings = {hit_of("Orchid Ltd", "EL-1", "Orchid Example Co", "0.8600"),
                       hit_of("Orchid Ltd", "EL-2", "Orchid Example Services", "0.8100"),
                       hit_of("Other Ltd", "EL-1", "Orchid Example Co", "0.7100"),
                       hit_of("Orchid Ltd", "EL-3", "Orchid Example Cloud", "0.7900")};
  const std::string page = explain_page(decision, some_facts(), {100, false});
  EXPECT_THAT(page, HasSubstr("and 2 more entries of that list in the same way:"));
  EXPECT_THAT(page, HasSubstr("EL-2 0.8100 Orchid Example Services"));
  EXPECT_THAT(page, HasSubstr("EL-3 0.7900 Orchid Example Cloud"));
  EXPECT_THAT(page, HasSubstr("Everything that was compared of each entry: --format json"));
}

TEST(ExplainPage, WorksWithoutAnything) {
  Decision decision;
  decision.shipment_id = "S1";
  decision.date = Date(2025, 3, 1);
  EXPECT_THAT(explain_page(decision, {}, {100, false}), HasSubstr("HOLD  S1  2025-03-01  ? → ?"));
}

}  // namespace
}  // namespace tidewaiter::report
