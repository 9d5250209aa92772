// What the leak audit knows of owners on the day of a row, beside the shipments of the small world.
#include "judge/audit/ownership_rows.h"

#include <gmock/gmock.h>

#include <cmath>
#include <optional>

#include "small_events.h"

namespace tidewaiter::judge::audit {
namespace {

constexpr std::string_view kStakeHeader = "owner,owned,share_percent,from,to\n";

// P4 gets S03 on 2023-02-14 and S07 on 2023-05-15 from P2; an inspection of it is on 2023-05-01.
class Owned {
 public:
  explicit Owned(std::string_view stakes) {
    copy_.write("events.csv", std::string(kEventHeader).append("E05,2023-05-01,inspection,P4,,H100 SXM5,4,,,,,\n"));
    copy_.write("ownership.csv", std::string(kStakeHeader).append(stakes));
    tables_.emplace(leak_tables(copy_.table("shipments.csv"), copy_.table("parties.csv")).value());
    events_.emplace(copy_.table("events.csv"));
    number_events(*events_, *tables_).value();
    stakes_.emplace(copy_.table("ownership.csv"));
    number_ownership(*stakes_, *tables_, *events_).value();
  }
  // Of the first line of a shipment, or of the inspection, in words; "" where nothing is known.
  std::string of(std::string_view row, std::string_view name) const {
    const bool deed = row == "inspection";
    std::size_t at = 0;
    while (!deed && tables_->shipments.cell(0, at) != row) ++at;
    for (const FeatureMaker& maker : deed ? ownership_deed_feature_makers(*tables_, *events_, *stakes_)
                                          : ownership_feature_makers(*tables_, *events_, *stakes_)) {
      for (const Feature& each : maker()) {
        if (each.name != name) continue;
        const float value = each.at(at);
        if (std::isnan(value)) return "";
        return each.ordered ? std::to_string(static_cast<int>(value)) : each.words[static_cast<std::size_t>(value)];
      }
    }
    ADD_FAILURE() << "no such feature: " << name;
    return {};
  }

 private:
  WorldCopy copy_;
  std::optional<LeakTables> tables_;
  std::optional<EventTables> events_;
  std::optional<OwnershipTables> stakes_;
};

// P3 had P4 up to the day of S03; from the next day on P8 and P1 have it. P3 was another's once.
constexpr std::string_view kSold =
    "P3,P4,100,2023-02-01,2023-02-14\n"
    "P1,P4,,2023-02-15,\n"
    "P8,P4,40,2023-02-15,\n"
    "P8,P5,30,,\n"
    "P1,P3,50,2022-01-01,2022-06-30\n";

TEST(Ownership, IsThatOfTheDay) {
  const Owned world(kSold);
  EXPECT_EQ(world.of("S03", "consignee: owners"), "1");
  EXPECT_EQ(world.of("S03", "consignee: owners before"), "0");
  EXPECT_EQ(world.of("S03", "consignee's stake's share_percent: number"), "100");
  EXPECT_EQ(world.of("S03", "consignee's owner's country: length"), "2");
  EXPECT_EQ(world.of("S07", "consignee: owners"), "2");
  EXPECT_EQ(world.of("S07", "consignee: owners before"), "1");
  EXPECT_EQ(world.of("S07", "consignee: stated shares in it"), "40");
  EXPECT_EQ(world.of("S07", "consignee: stakes in it of no stated share"), "1");
  EXPECT_EQ(world.of("S07", "consignee: parties that its owner owns"), "2");  // P8: P4, P5
  EXPECT_EQ(world.of("S07", "consignee's stake's from: days before the shipment"), "89");
  EXPECT_EQ(world.of("S07", "consignee's former stake's to: days before the shipment"), "90");
  EXPECT_EQ(world.of("inspection", "actor: owners"), "2");
  EXPECT_EQ(world.of("inspection", "other party: owners"), "");
}

TEST(Ownership, OfNobodyIsNone) {
  const Owned world(kSold);
  EXPECT_EQ(world.of("S07", "exporter: owners"), "0");
  EXPECT_EQ(world.of("S07", "exporter: parties that its owner owns"), "");
  EXPECT_EQ(world.of("S07", "exporter's owner's country: is there"), "0");
}

// P2 sends to P4. P8 is above both, by one step and by two; then P7 closes a circle.
TEST(Ownership, ReachesTheHighestOwner) {
  const std::string up = "P8,P2,100,,\nP7,P4,60,,\n";
  const Owned world(up + "P8,P7,60,,\n");
  EXPECT_EQ(world.of("S07", "consignee: owners above each other"), "2");
  EXPECT_EQ(world.of("S07", "exporter and consignee have one owner"), "1");
  EXPECT_EQ(world.of("S07", "exporter owns consignee"), "0");
  EXPECT_EQ(world.of("S07", "consignee's highest owner's role: length"), "11");  // data_centre
  const Owned circle(up + "P4,P7,60,,\n");
  EXPECT_EQ(circle.of("S07", "consignee: owners above each other"), "1");
  EXPECT_EQ(circle.of("S07", "exporter and consignee have one owner"), "0");
}

// A circle that the party does not stand in ends, too.
TEST(Ownership, OfACircleEnds) {
  const Owned world("P7,P4,60,,\nP8,P7,60,,\nP7,P8,60,,\n");
  EXPECT_EQ(world.of("S07", "consignee: owners above each other"), "32");
}

// Days that are the wrong way round hold on no day.
TEST(Ownership, ThatEndsBeforeItBeginsNeverHolds) {
  const Owned world("P3,P4,100,2023-05-01,2023-02-01\n");
  EXPECT_EQ(world.of("S03", "consignee: owners"), "0");
  EXPECT_EQ(world.of("S07", "consignee: owners"), "0");
}

}  // namespace
}  // namespace tidewaiter::judge::audit
