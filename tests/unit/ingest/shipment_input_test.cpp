// Shipment files: what opens, what is accepted, what is rejected and why, and the order in which shipments come out.
#include "ingest/shipment_input.h"

#include <gmock/gmock.h>

#include <mutex>
#include <string>
#include <vector>

namespace tidewaiter::ingest {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kHeader = "shipment_id,date,consignee_name,destination_country,item_description,quantity\n";

struct Outcome {
  Survey survey;
  std::vector<Reject> rejects;
  std::uint64_t visited = 0;
  std::vector<std::string> shipments;  // "id: rows/rejects"
  std::vector<std::string> lines;      // "id@file:record"
};

Outcome run(const ShipmentInput& input, unsigned threads = 2) {
  Outcome outcome;
  std::mutex mutex;
  const auto survey = input.survey(
      threads,
      [&](const Reject& reject) -> Result<void> {
        outcome.rejects.push_back(reject);
        return {};
      },
      [&](const ShipmentBatch& batch) {
        const std::scoped_lock lock(mutex);
        outcome.visited += batch.rows();
      });
  EXPECT_TRUE(survey) << to_string(survey.error());
  outcome.survey = *survey;
  auto cursor = input.cursor(*survey, threads);
  EXPECT_TRUE(cursor) << to_string(cursor.error());
  std::uint64_t number = 0;
  for (;;) {
    const auto slice = cursor->next();
    EXPECT_TRUE(slice) << to_string(slice.error());
    if (!*slice) return outcome;
    EXPECT_EQ((*slice)->number, number++);
    const auto parsed = input.parse(**slice);
    EXPECT_TRUE(parsed) << to_string(parsed.error());
    for (const ShipmentRange& range : parsed->shipments) {
      outcome.shipments.push_back(range.id + ": " + std::to_string(range.end_row - range.first_row) + "/" +
                                  std::to_string(range.end_reject - range.first_reject));
      for (std::size_t row = range.first_row; row < range.end_row; ++row) {
        EXPECT_EQ(parsed->batch.cell(ShipmentField::shipment_id, row), range.id);
        const RowOrigin& origin = parsed->batch.origin(row);
        outcome.lines.push_back(range.id + "@" + std::to_string(origin.file) + ":" + std::to_string(origin.record));
      }
      for (std::size_t i = range.first_reject; i < range.end_reject; ++i) {
        EXPECT_EQ(parsed->rejects[i].shipment_id, range.id);
      }
    }
  }
}

Result<ShipmentInput> open(std::string text, InputOptions options = {}) {
  return ShipmentInput::from_texts({{"s.csv", std::move(text)}}, std::move(options));
}

std::string row(const std::string& id) { return id + ",2025-03-01,Acme,SG,H100,8\n"; }

// The reason for which the only row of the file is rejected; empty if it is not.
std::string reason_for(const std::string& row) {
  const auto input = open(kHeader + row + "\n");
  EXPECT_TRUE(input);
  const Outcome outcome = run(*input);
  EXPECT_EQ(outcome.survey.records, 1U);
  return outcome.rejects.empty() ? std::string() : outcome.rejects[0].reason;
}

TEST(ShipmentInput, ReadsAnOrderedFile) {
  const auto input = open(kHeader + row("A") + row("A") + row("B"));
  ASSERT_TRUE(input);
  const Outcome outcome = run(*input);
  EXPECT_EQ(outcome.survey.accepted, 3U);
  EXPECT_EQ(outcome.visited, 3U);
  EXPECT_TRUE(outcome.survey.ordered);
  EXPECT_THAT(outcome.shipments, ElementsAre("A: 2/0", "B: 1/0"));
}

TEST(ShipmentInput, BringsTheLinesOfAShipmentTogether) {
  const auto input = open(kHeader + row("B") + row("A") + row("C") + row("B"), {.batch_rows = 1});
  const Outcome outcome = run(*input);
  EXPECT_FALSE(outcome.survey.ordered);
  EXPECT_THAT(outcome.lines, ElementsAre("A@0:2", "B@0:1", "B@0:4", "C@0:3"));
}

TEST(ShipmentInput, TakesSeveralFilesAsOne) {
  const auto input = ShipmentInput::from_texts(
      {{"1.csv", kHeader + row("B") + row("C")}, {"2.csv", kHeader + row("A") + row("C")}, {"3.csv", kHeader}});
  const Outcome outcome = run(*input);
  EXPECT_THAT(outcome.lines, ElementsAre("A@1:1", "B@0:1", "C@0:2", "C@1:2"));
}

TEST(ShipmentInput, FilesMayNameTheirColumnsDifferently) {
  const auto input = ShipmentInput::from_texts(
      {{"1.csv", kHeader + row("A")},
       {"2.csv", "SKU;Destination-Country;End User Name;DATE;Shipment ID;extra\nX1;MY;Beta;20250302;B;?\n"}});
  ASSERT_TRUE(input) << to_string(input.error());
  const Outcome outcome = run(*input);
  EXPECT_EQ(outcome.survey.accepted, 2U);
  EXPECT_THAT(input->notes(), ElementsAre("2.csv: 1 column is not used: extra"));
}

TEST(ShipmentInput, KeepsCellsAndValues) {
  const auto input =
      open(std::string("shipment_id,date,consignee_name,destination_country,item_description,quantity,"
                       "unit_value\nA,2025-03-01T10:00:00Z,\" \"\"Acme\"\" \",sg,\"a\nb\",\"1,024,000.5\",\n"));
  const Survey survey{.records = 1, .accepted = 1, .ordered = true};
  auto cursor = input->cursor(survey, 1);
  const auto parsed = input->parse(**cursor->next());
  ASSERT_EQ(parsed->batch.rows(), 1U);
  EXPECT_EQ(parsed->batch.cell(ShipmentField::consignee_name, 0), "\"Acme\"");
  EXPECT_EQ(parsed->batch.cell(ShipmentField::item_description, 0), "a\nb");
  EXPECT_EQ(parsed->batch.cell(ShipmentField::quantity, 0), "1,024,000.5");
  EXPECT_EQ(parsed->batch.date(ShipmentField::date, 0), Date(2025, 3, 1));
  EXPECT_EQ(parsed->batch.number(ShipmentField::quantity, 0), 1024000.5);
  EXPECT_EQ(parsed->batch.number(ShipmentField::unit_value, 0), std::nullopt);
  EXPECT_EQ(parsed->batch.number(ShipmentField::net_mass_kg, 0), std::nullopt);
  EXPECT_TRUE(parsed->batch.has(ShipmentField::unit_value));
  EXPECT_FALSE(parsed->batch.has(ShipmentField::net_mass_kg));
}

TEST(ShipmentInput, SaysWhyARowIsRejected) {
  EXPECT_EQ(reason_for("A,2025-03-01,Acme,SG,H100,8"), "");
  EXPECT_EQ(reason_for("A,2025-03-01,Acme,SG,H100,"), "");
  EXPECT_EQ(reason_for(" ,2025-03-01,Acme,SG,H100,8"), "shipment_id is empty");
  EXPECT_EQ(reason_for("A,,Acme,SG,H100,8"), "date is empty");
  EXPECT_THAT(reason_for("A,2025-02-30,Acme,SG,H100,8"), HasSubstr("no day of the calendar"));
  EXPECT_THAT(reason_for("A,03/04/2025,Acme,SG,H100,8"), HasSubstr("ambiguous"));
  EXPECT_THAT(reason_for("A,2025-03-01,,SG,H100,8"), HasSubstr("consignee_name and end_user_name are both empty"));
  EXPECT_EQ(reason_for("A,2025-03-01,Acme,,H100,8"), "destination_country is empty");
  EXPECT_THAT(reason_for("A,2025-03-01,Acme,SG,,8"), HasSubstr("item_description and sku"));
  EXPECT_EQ(reason_for("A,2025-03-01,Acme,SG,H100,-8"), "quantity must not be negative");
  EXPECT_THAT(reason_for("A,2025-03-01,Acme,SG,H100,\"1,234\""), HasSubstr("ambiguous"));
  EXPECT_THAT(reason_for("A,2025-03-01,Acme,SG,H100"), HasSubstr("5 cells, the header has 6"));
  EXPECT_THAT(reason_for("A,2025-03-01,Acme,SG,H100,8,9"), HasSubstr("7 cells"));
  EXPECT_THAT(reason_for("A,2025-03-01,\"Acme,SG,H100,8"), HasSubstr("not closed on its line"));
  EXPECT_THAT(reason_for("A,2025-03-01,Acme \"Ltd\",SG,H100,8"), HasSubstr("quote"));
}

TEST(ShipmentInput, ARejectedRowHoldsItsShipment) {
  const auto input = open(kHeader + row("A") + "A,2025-03-01,Acme,SG\n" + "B,2025-13-01,Acme,SG,H100,8\n" +
                          ",2025-03-01,Acme,SG,H100,8\n" + "C,2025-03-01,\"Acme,SG,H100,8\n" + row("D"));
  const Outcome outcome = run(*input);
  EXPECT_EQ(outcome.survey.records, 6U);
  EXPECT_EQ(outcome.survey.rejected, 4U);
  EXPECT_THAT(outcome.shipments, ElementsAre("A: 1/1", "B: 0/1", "C: 0/1", "D: 1/0"));
  ASSERT_EQ(outcome.rejects.size(), 4U);
  EXPECT_EQ(outcome.rejects[1].column, "date");
  EXPECT_EQ(outcome.rejects[1].value, "2025-13-01");
  EXPECT_EQ(outcome.rejects[1].record, 3U);
  EXPECT_EQ(outcome.rejects[1].line, 4U);
}

TEST(ShipmentInput, AShipmentIdIsReadWhereverItsColumnStands) {
  const auto input = open(
      "date,consignee_name,shipment_id,destination_country,sku\n"
      "2025-03-01,\"Acme, Inc\",\" A \",SG\n"
      "2025-03-01,Acme,B,SG,X\n"
      "2025-03-01,Acme \"x\",C,SG,X\n");
  const Outcome outcome = run(*input);
  EXPECT_THAT(outcome.shipments, ElementsAre("A: 0/1", "B: 1/0"));
  EXPECT_EQ(outcome.rejects[1].shipment_id, "");
}

TEST(ShipmentInput, AHeaderAloneIsNoError) {
  const Outcome outcome = run(*open(kHeader));
  EXPECT_EQ(outcome.survey.records, 0U);
  EXPECT_THAT(outcome.shipments, IsEmpty());
}

TEST(ShipmentInput, NamesEveryMissingColumnAtOnce) {
  const auto input = open("shipmentid,dates,consigne_name,dest_country,qty\n");
  ASSERT_FALSE(input);
  EXPECT_EQ(input.error().code, ErrorCode::missing_column);
  EXPECT_EQ(input.error().where, "s.csv:1");
  EXPECT_EQ(input.error().message,
            "required columns are missing: date (is it \"dates\"?); consignee_name (is it \"consigne_name\"?) or "
            "end_user_name; destination_country (is it \"dest_country\"?); item_description or sku");
}

TEST(ShipmentInput, RefusesTwoColumnsOfOneField) {
  const auto input = open("shipment_id,Shipment ID,date\n");
  ASSERT_FALSE(input);
  EXPECT_THAT(input.error().message, HasSubstr("\"shipment_id\" and \"Shipment ID\" are both shipment_id"));
}

TEST(ShipmentInput, StopsWhenTheSinkFails) {
  std::string text = kHeader;
  for (int i = 0; i < 10'000; ++i) text += "short\n";
  const auto input = open(text);
  const auto survey = input->survey(
      2, [](const Reject&) -> Result<void> { return fail(ErrorCode::file_unwritable, "the disk is full"); },
      [](const ShipmentBatch&) {});
  ASSERT_FALSE(survey);
  EXPECT_EQ(survey.error().message, "the disk is full");
}

TEST(ShipmentInput, SaysWhichFileDoesNotOpen) {
  const std::vector<std::filesystem::path> files{"/no/such/file.csv"};
  EXPECT_EQ(ShipmentInput::open(files).error().code, ErrorCode::file_not_found);
}

}  // namespace
}  // namespace tidewaiter::ingest
