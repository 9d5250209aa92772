// What the leak audit tallies of reports, on a few of them beside the shipments of the small world.
#include "judge/audit/report_rows.h"

#include <gmock/gmock.h>

#include <cmath>
#include <optional>

#include "small_events.h"

namespace tidewaiter::judge::audit {
namespace {

constexpr std::string_view kReportHeader =
    "date,holder,site,serial,count,item_claimed,item_seen,mem_gb,attested,source\n";

// P4 gets S03 on 2023-02-14 and S07 on 2023-05-15, and is inspected on 2023-05-01.
constexpr std::string_view kEvents =
    "E03,2023-02-14,shipment,P2,P4,HGX H100 8-GPU,4,,,A1|A2,S03,\n"
    "E04,2023-02-19,receipt,P2,P4,HGX H100 8-GPU,4,,,,S03,\n"
    "E05,2023-05-01,inspection,P4,,HGX H100 8-GPU,4,,,A1,,\n"
    "E06,2023-05-15,shipment,P2,P4,HGX H100 8-GPU,2,,,A2|A3,S07,\n";

// The rows of the shipment table and the deeds of the small world, with reports beside them.
class Told {
 public:
  explicit Told(std::string_view reports) {
    copy_.write("events.csv", std::string(kEventHeader).append(kEvents));
    copy_.write("reports.csv", std::string(kReportHeader).append(reports));
    tables_.emplace(leak_tables(copy_.table("shipments.csv"), copy_.table("parties.csv")).value());
    events_.emplace(copy_.table("events.csv"));
    number_events(*events_, *tables_).value();
    reports_.emplace(copy_.table("reports.csv"));
    number_reports(*reports_, *tables_, *events_).value();
  }
  // Of the first line of a shipment, or of the inspection; NaN where nothing is known.
  float of(std::string_view row, std::string_view feature) const {
    const bool deed = row == "inspection";
    std::size_t at = 0;
    while (!deed && tables_->shipments.cell(0, at) != row) ++at;
    for (const FeatureMaker& maker : deed ? report_deed_feature_makers(*events_, *reports_)
                                          : report_feature_makers(*tables_, *events_, *reports_)) {
      for (const Feature& each : maker()) {
        if (each.name == feature) return each.at(at);
      }
    }
    ADD_FAILURE() << "no such feature: " << feature;
    return kUnknown;
  }

 private:
  WorldCopy copy_;
  std::optional<LeakTables> tables_;
  std::optional<EventTables> events_;
  std::optional<ReportTables> reports_;
};

// One on the day of S03, others thirty days later and on the day of S07.
constexpr std::string_view kOfThree =
    "2023-02-14,P4,,,5,H100 SXM5,H100 SXM5,80,N,agent\n"
    "2023-03-16,P4,,,9,H100 SXM5,H100 SXM5,80,N,agent\n"
    "2023-03-16,P4,,,1,A40,A30,24,Y,agent\n"
    "2023-03-16,P4,,A2,1,H100 SXM5,H100 SXM5,80,N,agent\n"
    "2023-05-15,P4,,,6,H100 SXM5,H100 SXM5,80,N,agent\n"
    "2023-03-01,P3,,A3,1,A40,A40,48,Y,agent\n"
    "2023-03-31,P3,,A3,1,A40,A40,48,Y,agent\n";

TEST(Reports, CountUpToTheDayBefore) {
  const Told world(kOfThree);
  EXPECT_EQ(world.of("S03", "consignee: reports: days with one before"), 0);
  EXPECT_TRUE(std::isnan(world.of("S03", "consignee: reports: days since the last")));
  EXPECT_EQ(world.of("S07", "consignee: reports: days with one before"), 2);
  EXPECT_EQ(world.of("S07", "consignee: reports: days since the first"), 90);
  EXPECT_EQ(world.of("S07", "consignee: reports: days since the last"), 60);
  EXPECT_EQ(world.of("S07", "consignee: reports: counts of fleets before"), 3);
  EXPECT_EQ(world.of("S07", "consignee: reports: serial numbers before"), 1);
  EXPECT_EQ(world.of("S07", "consignee: reports: chips of the last"), 10);
  EXPECT_EQ(world.of("S07", "consignee: reports: chips of the last / those of the one before"), 2);
  EXPECT_EQ(world.of("inspection", "actor: reports: days with one before"), 2);
  EXPECT_TRUE(std::isnan(world.of("inspection", "other party: reports: days with one before")));
}

// Thirty days are usual: one was due on 02-14, 03-16 and 04-15, and the last was missed.
TEST(Reports, ThatAreMissedAreCounted) {
  const Told world(kOfThree);
  EXPECT_EQ(world.of("S07", "consignee: reports: missed since the first"), 1);
  EXPECT_EQ(world.of("S07", "consignee: reports: days from its first goods to the first"), 0);
  EXPECT_EQ(world.of("S07", "exporter: reports: days with one before"), 0);
}

TEST(Reports, OfSomethingElseThanWasClaimedAreCounted) {
  const Told world(kOfThree);
  EXPECT_EQ(world.of("S07", "consignee: reports: of another item than was claimed before"), 1);
  EXPECT_EQ(world.of("S07", "consignee: reports: share of another item than was claimed before"), .25F);
  EXPECT_EQ(world.of("S07", "consignee: reports: of another memory than the item's before"), 1);  // 48 is more frequent
  EXPECT_EQ(world.of("S07", "consignee: reports: attested \"Y\" before"), 1);
  EXPECT_EQ(world.of("S07", "consignee: reports: share of attested \"N\" before"), .75F);
}

TEST(Reports, AreKeptForEachSerialNumber) {
  const Told world(kOfThree);
  EXPECT_EQ(world.of("S03", "serials in reports: share reported before"), 0);
  EXPECT_EQ(world.of("S07", "serials in reports: share reported before"), 1);  // A2 of P4, A3 of P3
  EXPECT_EQ(world.of("S07", "serials in reports: most reports of one before"), 2);
  EXPECT_EQ(world.of("S07", "serials in reports: days since one was last reported"), 60);
  EXPECT_EQ(world.of("S07", "serials in reports: share last reported by somebody else than the sender"), 1);
  EXPECT_EQ(world.of("S07", "serials in reports: share last reported by the receiver"), .5F);
  EXPECT_EQ(world.of("inspection", "serials in reports: share reported before"), 0);
}

TEST(Reports, OfNobodyTellNothing) {
  const Told world("2023-02-01,,,A2,1,A40,A40,48,Y,agent\n");
  EXPECT_EQ(world.of("S07", "consignee: reports: days with one before"), 0);
  EXPECT_TRUE(std::isnan(world.of("S07", "consignee: reports: missed since the first")));
  EXPECT_EQ(world.of("S07", "serials in reports: share reported before"), .5F);
}

}  // namespace
}  // namespace tidewaiter::judge::audit
