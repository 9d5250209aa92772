#include "report/screen_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/expect_page.h"
#include "report/text.h"
#include "sample_decisions.h"

namespace tidewaiter::report {
namespace {

using testing::HasSubstr;
using testing::Not;

RunFacts some_facts() {
  RunFacts facts;
  facts.explain_with = "";
  facts.inputs = {"night.csv"};
  facts.rows_read = 34;
  facts.rows_rejected = 1;
  facts.rejects_file = "night.rejects.csv";
  facts.versions = samples::versions();
  facts.lists = {{"consolidated.json", "csl-json", "", Date(2025, 2, 26), "", 25921, 31253}};
  facts.today = Date(2025, 3, 1);
  return facts;
}

std::string page_of(const std::vector<Decision>& decisions, Layout layout, std::size_t worklist = 50) {
  SummaryBuilder builder(worklist);
  for (const Decision& decision : decisions) builder.add(decision);
  return screen_page(builder.summary(), some_facts(), layout);
}

TEST(ScreenPage, SummaryFirstThenTheWorklist) {
  std::vector<Decision> decisions{samples::hold()};
  for (int i = 0; i < 30; ++i) decisions.push_back(samples::release(i));
  expect_page("screen", page_of(decisions, {100, false}));
}

TEST(ScreenPage, FitsItsWidthWithWideLettersToo) {
  Decision decision = samples::hold();
  decision.parties[1].name = "北京星海超级计算机与人工智能基础设施科技发展股份有限公司阿联酋迪拜分公司第一业务部";
  decision.lines[0].item = std::string(300, 'x');
  for (const std::size_t width : {60U, 80U, 120U}) {
    std::string_view page;
    const std::string text = page_of({decision}, {width, false});
    page = text;
    while (!page.empty()) {
      const std::string_view line = page.substr(0, page.find('\n'));
      EXPECT_LE(display_width(line), width) << line;
      page.remove_prefix(line.size() + 1);
    }
  }
}

TEST(ScreenPage, ColoursOnlyIfTold) {
  EXPECT_THAT(page_of({samples::hold()}, {100, false}), Not(HasSubstr("\x1b")));
  const std::string coloured = page_of({samples::hold()}, {100, true});
  EXPECT_THAT(coloured, HasSubstr("\x1b[1;33mHOLD\x1b[0m"));
}

TEST(ScreenPage, NothingOfAShipmentMovesTheCursor) {
  Decision decision = samples::hold("S1\x1b[2J");
  decision.parties[1].name = "Evil\nHOLD  S2 \xE2\x80\xAEtxet";
  const std::string page = page_of({decision}, {100, false});
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  EXPECT_THAT(page, Not(HasSubstr("\nHOLD  S2")));
  EXPECT_THAT(page, Not(HasSubstr("\xE2\x80\xAE")));
}

TEST(ScreenPage, SaysHowManyAreNotShown) {
  std::vector<Decision> decisions;
  for (int i = 0; i < 1236; ++i) decisions.push_back(samples::hold(fmt::format("S{:05}", i)));
  EXPECT_THAT(page_of(decisions, {100, false}, 2), HasSubstr("\n… and 1,234 more: use --format ndjson or csv\n"));
}

TEST(ScreenPage, RulesThatCannotBeDecidedAreCountedNotListed) {
  Decision decision = samples::hold();
  decision.lines[0].determination = Determination::undetermined;
  decision.lines[0].rules = {};
  Finding open;
  open.title = "Cannot be decided";
  open.why = "Half owned by listed parties";
  std::vector<Finding> questions;
  for (const char* id : {"A?", "B?", "C?"}) {
    open.id = id;
    questions.push_back(open);
  }
  decision.findings.insert(decision.findings.end(), questions.begin(), questions.end());
  EXPECT_THAT(page_of({decision}, {100, false}), HasSubstr("• 3 rules cannot be decided\n"));
  decision.findings = questions;
  EXPECT_THAT(
      page_of({decision}, {100, false}),
      HasSubstr("  why    • Undecided: Half owned by listed parties\n         • 2 more rules cannot be decided\n"));
}

TEST(ScreenPage, RedFlagsThatLackNothingOfTheirOwn) {
  Decision decision = samples::release(1);
  decision.open_flags = {"TW-F-FORWARDER"};
  decision.missing.clear();
  const std::string page = page_of({decision}, {100, false});
  EXPECT_THAT(page, HasSubstr("TW-F-FORWARDER (1)"));
  EXPECT_THAT(page, HasSubstr("for want of facts that no column states"));
}

TEST(ScreenPage, SaysThatNothingWaits) {
  EXPECT_THAT(page_of({samples::release()}, {100, false}), HasSubstr("Nothing waits: every shipment may go."));
  EXPECT_THAT(page_of({}, {100, false}), HasSubstr("No shipment was screened."));
}

TEST(ScreenPage, SaysThatNoListsWereUsed) {
  RunFacts facts = some_facts();
  facts.lists.clear();
  EXPECT_THAT(screen_page(SummaryBuilder().summary(), facts, {}),
              HasSubstr("none: no party was compared with any list"));
}

}  // namespace
}  // namespace tidewaiter::report
