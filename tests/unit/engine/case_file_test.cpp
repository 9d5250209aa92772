#include "engine/case_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidewaiter {
namespace {

using testing::HasSubstr;

constexpr std::string_view kCase = R"(# A new reseller in a hub
as-of 2025-03-01
party  NWS   "Northwind Servers Inc"  US  headquarters US
party  GULF  "Gulf Star, ""Trading"" FZE"  AE  registered 2025-02-20  role reseller
             address "Office 3, Creek Road"
list   EL    "Example Listed Institute"  CN  requirement "For all items"  from 2020-01-01  alias "ELI"

shipment S1  from NWS to GULF  item "H100 SXM5"  qty 512  value 30000
             payer NWS  on 2025-03-02
expect   S1  hold  licence_required  approval
  TW-F-NEW-90   consignee registered 9 days
  not TW-F-PAYER
  missing consignee.headquarters
)";

std::string cell(const CaseShipment& shipment, ShipmentField field) {
  for (const auto& [one, text] : shipment.cells) {
    if (one == field) return text;
  }
  return {};
}

TEST(CaseFile, ReadsAWholeCase) {
  const auto parsed = parse_case(kCase, "tests/cases/hub.case");
  ASSERT_TRUE(parsed) << to_string(parsed.error());
  EXPECT_EQ(parsed->name, "hub");
  EXPECT_EQ(parsed->title, "A new reseller in a hub");
  EXPECT_FALSE(parsed->strict_text);
  ASSERT_EQ(parsed->parties.size(), 2U);
  EXPECT_EQ(parsed->parties[1].name, "Gulf Star, \"Trading\" FZE");
  EXPECT_EQ(parsed->parties[1].registered_on, Date(2025, 2, 20));
  EXPECT_EQ(parsed->parties[1].address, "Office 3, Creek Road");
  EXPECT_FALSE(parsed->parties[1].headquarters.known());
  ASSERT_EQ(parsed->entries.size(), 1U);
  EXPECT_EQ(parsed->entries[0].list, "EL");
  EXPECT_EQ(parsed->entries[0].from, Date(2020, 1, 1));
  EXPECT_EQ(parsed->entries[0].aliases, std::vector<std::string>{"ELI"});
  ASSERT_EQ(parsed->shipments.size(), 1U);
  const CaseShipment& shipment = parsed->shipments[0];
  EXPECT_EQ(cell(shipment, ShipmentField::date), "2025-03-02");
  EXPECT_EQ(cell(shipment, ShipmentField::exporter_id), "NWS");
  EXPECT_EQ(cell(shipment, ShipmentField::consignee_country), "AE");
  EXPECT_EQ(cell(shipment, ShipmentField::destination_country), "AE");
  EXPECT_EQ(cell(shipment, ShipmentField::payer_country), "US");
  EXPECT_EQ(cell(shipment, ShipmentField::end_user_name), "");
  ASSERT_EQ(parsed->expectations.size(), 1U);
  const CaseExpectation& expected = parsed->expectations[0];
  EXPECT_EQ(expected.disposition, Disposition::hold);
  EXPECT_EQ(expected.determination, Determination::licence_required);
  EXPECT_EQ(expected.policy, "approval");
  ASSERT_EQ(expected.checks.size(), 3U);
  EXPECT_EQ(expected.checks[0].text, "consignee registered 9 days");
  EXPECT_EQ(expected.checks[1].kind, CaseCheck::Kind::quiet);
  EXPECT_EQ(expected.checks[2].id, "consignee.headquarters");
}

TEST(CaseFile, WritesTablesThatQuoteWhatMustBe) {
  const auto parsed = parse_case(kCase, "hub.case");
  ASSERT_TRUE(parsed);
  const std::string shipments = shipments_csv(*parsed);
  EXPECT_THAT(shipments, HasSubstr("shipment_id,line_no,order_id,date,exporter_name"));
  EXPECT_THAT(shipments, HasSubstr("\nS1,,,2025-03-02,Northwind Servers Inc,US,"));
  EXPECT_THAT(shipments, HasSubstr("\"Gulf Star, \"\"Trading\"\" FZE\""));
  const std::string parties = parties_csv(*parsed);
  EXPECT_THAT(parties, HasSubstr("\nNWS,Northwind Servers Inc,,,US,"));
  EXPECT_THAT(parties, HasSubstr("2025-02-20"));
}

TEST(CaseFile, SaysWhereEveryMistakeStands) {
  const auto parsed = parse_case(R"(as-of 2025-02-30
party A "Northwind" USA
party B "Southwind" US colour blue
shipment S1 from C to B qty many
expect S1 holds licence_required
  not
surprise
)",
                                 "bad.case");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::bad_format);
  EXPECT_EQ(parsed.error().where, "bad.case:1:7");
  for (const char* place : {"bad.case:2:21", "bad.case:3:24", "bad.case:4:18", "bad.case:4:29", "bad.case:5:11",
                            "bad.case:6:3", "bad.case:7:1"}) {
    EXPECT_THAT(parsed.error().hint, HasSubstr(place));
  }
}

TEST(CaseFile, RefusesWhatIsNoCase) {
  const auto refused = [](std::string_view text) {
    const auto parsed = parse_case(text, "x.case");
    return parsed ? std::string("read") : parsed.error().message;
  };
  EXPECT_THAT(refused(""), HasSubstr("no as-of line"));
  EXPECT_THAT(refused("  not X\n"), HasSubstr("belongs to the line above"));
  EXPECT_THAT(refused("as-of 2025-01-01\nshipment S1 item \"open\n"), HasSubstr("has no end"));
  EXPECT_THAT(refused("as-of 2025-01-01\nshipment S1 item \"a\"b\n"), HasSubstr("blank is missing"));
  EXPECT_THAT(refused("as-of 2025-01-01\nshipment S1 item\n"), HasSubstr("item has no value"));
  EXPECT_THAT(refused("as-of 2025-01-01\nshipment S1 item x\n"), HasSubstr("nothing is expected of shipment S1"));
  EXPECT_THAT(refused("as-of 2025-01-01\nexpect S1 hold prohibited\n"), HasSubstr("no shipment S1"));
  EXPECT_THAT(refused("as-of 2025-01-01\nas-of 2025-01-02\n"), HasSubstr("one as-of"));
  EXPECT_THAT(refused("as-of 2025-01-01\nshipment S1 item x\nexpect S1 hold licence_required unknown\n"),
              HasSubstr("is no policy"));
}

}  // namespace
}  // namespace tidewaiter
