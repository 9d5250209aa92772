#include "report/screen_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/text.h"
#include "sample_decisions.h"

namespace tidewaiter::report {
namespace {

using testing::HasSubstr;
using testing::Not;

RunFacts some_facts() {
  RunFacts facts;
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
  EXPECT_EQ(page_of(decisions, {100, false}), R"(31 shipments   0 stop   1 hold   0 review   30 release
512 chips in the shipments that wait

files    night.csv
rows     34 read, 1 rejected (see night.rejects.csv)
lists    csl-2025-03-01 (consolidated.json, 25,921 entries of 2025-02-26, 3 days old)
rules    us-2025-03

Why they wait
  1  Advanced chip for a company headquartered in Macau or D:5, wherever it ships  US-742.6-A-HQ
  1  Newly formed consignee                                                        TW-F04
  1  Party on the Military End User List                                           LIST-MEU-9f41c2
  1  Payer in another country                                                      TW-F09

What would settle them
  1 shipment waits for the headquarters of 1 party
  1 shipment waits for the ultimate parent country of 1 party

Worklist ───────────────────────────────────────────────────────────────────────────────────────────
HOLD     SHP-2025-0000417  2025-03-01  US → AE                                            risk 0.825
  goods  64 × HGX H100 8-GPU · 512 chips · 4A090.a · TPP 15,824
         128 × Cable assembly, 3 m, copper · EAR99
  to     Gulf Star Trading FZE (AE, headquarters CN)  consignee  on a list
         Blue Dune Compute LLC (AE)  end user
  law    licence required, presumption of denial
  why    • Advanced chip for a company headquartered in Macau or D:5, wherever it ships
           HGX H100 8-GPU (TPP 15,824) for Gulf Star Trading FZE, headquartered in CN
           [15 CFR 742.6(a)(6)(iii)(A); decision.md row 7 (M)]
         • Party on the Military End User List
           consignee Gulf Star Trading FZE is Gulf Star General Trading F.Z.E. (score .94)
           [Military End User List, 86 FR 71557, snapshot of 2025-02-26]
         • Newly formed consignee
           Gulf Star Trading FZE was registered on 2025-02-20, 9 days before the shipment
           [15 CFR 732 Supp. 3 no. 4; red-flags.md (I)]
         • Payer in another country
           paid from HK, while the consignee is in AE and the exporter in US
           [FIN-2023-NTC2; red-flags.md (I)]
  need   headquarters and ultimate parent country of the end user (Blue Dune Compute LLC)

Try next: tidewaiter explain SHP-2025-0000417
A reason to look, not a verdict and not legal advice. `tidewaiter rules list` shows the rules.
)");
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
