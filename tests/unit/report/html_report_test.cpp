// The page of a run: the worst decisions, counts of all, and no text that could end its script element.
#include "report/html_report.h"

#include <gmock/gmock.h>

#include <string>

#include "sample_decisions.h"

namespace tidewaiter::report {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string data_of(const std::string& page) {
  const std::string begin = "<script type=\"application/json\" id=\"data\">";
  const std::size_t at = page.find(begin) + begin.size();
  return page.substr(at, page.find("</script>", at) - at);
}

RunFacts facts_of(std::vector<std::string> inputs = {}) {
  RunFacts facts;
  facts.inputs = std::move(inputs);
  facts.versions = samples::versions();
  return facts;
}

void add(HtmlReport& report, const Decision& decision) { report.add(decision, canonical(decision).digest); }

TEST(HtmlReport, KeepsTheWorstAndCountsAll) {
  HtmlReport report(2);
  for (const int number : {1, 2, 3}) add(report, samples::release(number));
  add(report, samples::hold("WORST"));
  const std::string page = report.page(facts_of());
  const std::string data = data_of(page);
  EXPECT_THAT(data, HasSubstr("\"shipments\":4"));
  EXPECT_THAT(data, HasSubstr("\"release\":3"));
  EXPECT_LT(data.find("[\"WORST\""), data.find("[\"SHP-2025-0000001\""));
  EXPECT_THAT(data, Not(HasSubstr("SHP-2025-0000002")));
  EXPECT_THAT(page, HasSubstr("4 shipments, 0 stop, 1 hold, 0 review, 3 release"));
}

TEST(HtmlReport, SaysWhatIsKnownFromBefore) {
  HtmlReport report;
  const Decision hold = samples::hold("WAITS");
  report.add(hold, canonical(hold).digest, {"worse", "worse: was review in run 3; its rows are the same"});
  add(report, samples::release(1));
  EXPECT_THAT(report.shipments(), testing::UnorderedElementsAre("WAITS", samples::release(1).shipment_id));
  RunFacts facts = facts_of();
  facts.answers["WAITS"] = {"escalated", "escalated by J. Doe: licence applied for (in force)"};
  const std::string data = data_of(report.page(facts));
  EXPECT_THAT(data, HasSubstr("\"worse: was review in run 3; its rows are the same\""));
  EXPECT_THAT(data, HasSubstr("\"escalated by J. Doe: licence applied for (in force)\""));
}

TEST(HtmlReport, NoTextEndsTheElement) {
  Decision decision = samples::hold("</script><img src=x>");
  decision.parties[1].name = "<!-- <script> \xE2\x80\xA8\xE2\x80\xA9";
  HtmlReport report;
  add(report, decision);
  const std::string data = data_of(report.page(facts_of({"</script>.csv"})));
  EXPECT_EQ(data.find('<'), std::string::npos);
  EXPECT_THAT(data, HasSubstr("\\u003c/script>\\u003cimg src=x>"));
  EXPECT_THAT(data, HasSubstr("\\u003c!-- \\u003cscript> \\u2028\\u2029"));
  EXPECT_EQ(data.back(), '}') << "the whole of it stands in the element";
}

TEST(HtmlReport, NothingScreenedIsAPageToo) {
  const std::string page = HtmlReport().page(facts_of());
  EXPECT_THAT(data_of(page), HasSubstr("\"decisions\":[\n]"));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
}

}  // namespace
}  // namespace tidewaiter::report
