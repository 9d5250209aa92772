// Tables in JSON and NDJSON: cells as written, columns of all objects, broken lines as rejects with their numbers.
#include "tables/json_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tables/csv_table.h"

namespace tidewaiter::tables {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Result<CsvTable> read(std::string text) { return read_csv_table(InputFile::from_bytes("t.json", std::move(text))); }

TEST(Ndjson, KeepsValuesAsWritten) {
  const auto table =
      read(R"({"hs": 8471.50, "big": 123456789012345678901234567890, "yes": true, "none": null, "t": "a\"b\u00e9"}
{"hs": 0.0e-5, "t": "two\nlines", "more": -0}
)");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_THAT(table->header.names, ElementsAre("hs", "big", "yes", "none", "t", "more"));
  EXPECT_THAT(table->rows[0].cells,
              ElementsAre("8471.50", "123456789012345678901234567890", "true", "", "a\"b\xC3\xA9", ""));
  EXPECT_THAT(table->rows[1].cells, ElementsAre("0.0e-5", "", "", "", "two\nlines", "-0"));
  EXPECT_EQ(table->rows[0].origin.line, 1U);
  EXPECT_EQ(table->rows[1].origin.line, 2U);
}

TEST(Ndjson, RejectsEveryBrokenLineWithItsNumber) {
  const auto table = read(
      "{\"id\":\"A\",\"n\":1}\n"
      "\n"
      "{\"id\":\"B\",\"n\":01}\n"
      "{\"id\":\"C\",\"n\":\n"
      "[1,2]\r\n"
      "{\"id\":\"D\",\"n\":2} x\n"
      "{\"id\":\"E\",\"id\":\"F\"}\n"
      "{\"id\":\"G\",\"n\":tru}\n"
      "{\"id\":\"H\" \"n\":3}\n"
      "{\"id\":\"I\\q\"}\n"
      "{\"id\":\"J\",\"n\":[\"a|b\",\"c\"]}\n"
      "{\"id\":\"K\",\"n\":\"line\nbreak\"}\n"
      "{\"id\":\"L\",\"n\":\"z\"}");
  ASSERT_TRUE(table) << to_string(table.error());
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_EQ(table->rows[1].origin.line, 14U);
  std::vector<std::uint64_t> lines;
  for (const Reject& reject : table->rejects) lines.push_back(reject.line);
  EXPECT_THAT(lines, ElementsAre(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13));
  for (const Reject& reject : table->rejects) EXPECT_FALSE(reject.reason.empty());
  EXPECT_THAT(table->rejects[2].reason, HasSubstr("no JSON object"));
  EXPECT_THAT(table->rejects[4].reason, HasSubstr("id stands twice"));
  EXPECT_THAT(table->rejects[0].value, HasSubstr("\"B\""));
}

TEST(Ndjson, ABrokenFirstLineIsARejectToo) {
  const auto table = read("{\"id\":\"A\",\"n\":}\n{\"id\":\"B\"}\n{\"id\":\"C\"}\n");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->rows.size(), 2U);
  ASSERT_EQ(table->rejects.size(), 1U);
  EXPECT_EQ(table->rejects[0].line, 1U);
}

TEST(Ndjson, ANameThatOnlyABrokenLineHasIsNoColumn) {
  const auto table = read("{\"id\":\"A\"}\n{\"idd\":\"B\",\n{\"id\":\"C\"}\n");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_THAT(table->header.names, ElementsAre("id"));
  EXPECT_EQ(table->rows.size(), 2U);
  EXPECT_EQ(table->rejects.size(), 1U);
}

TEST(Ndjson, NestedValues) {
  const auto table = read(
      R"({"consignee": {"name": "Utrecht", "at": {"city": "U"}}, "serials": ["A1", 2, null, true], "none": [], "odd": [{"a": 1}, [2]], "last": "x"}
{"last": "y"}
)");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_THAT(table->header.names,
              ElementsAre("consignee_name", "consignee_at_city", "serials", "none", "odd[]", "last"));
  EXPECT_THAT(table->rows[0].cells, ElementsAre("Utrecht", "U", "A1|2||true", "", "", "x"));
}

TEST(Json, AnArrayOfObjects) {
  const auto table = read("\xEF\xBB\xBF[\n  {\"a\": 1.0,\n   \"b\": \"x\"},\n  7,\n  {\"b\": \"y\"}\n]\n");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_THAT(table->rows[0].cells, ElementsAre("1.0", "x"));
  EXPECT_THAT(table->rows[1].cells, ElementsAre("", "y"));
  EXPECT_EQ(table->rows[1].origin.line, 3U);  // the third element
  ASSERT_EQ(table->rejects.size(), 1U);
  EXPECT_EQ(table->rejects[0].reason, "the element is no object");
}

TEST(Json, AnObjectWithOneArray) {
  for (const char* text : {R"({"made": "today", "rows": [{"a": "1"}, {"a": "2"}], "tags": ["x"]})",
                           "{\n\"rows\": [\n{\"a\": \"1\"},\n{\"a\": \"2\"}\n]\n}\n"}) {
    const auto table = read(text);
    ASSERT_TRUE(table) << to_string(table.error());
    EXPECT_THAT(table->header.names, ElementsAre("a"));
    EXPECT_EQ(table->rows.size(), 2U);
  }
  EXPECT_THAT(read(R"({"one": [{"a": 1}], "two": [{"a": 2}]})").error().message,
              HasSubstr("2 arrays of objects: one, two"));
}

TEST(Json, WhatStandsBesideTheRowsOrInListsWithinThemIsToldWithAWayToFlattenIt) {
  const auto table = read(R"({"shipment_id": "S1", "date": "2026-03-02", "lines": [{"sku": "x"}, {"sku": "y"}]})");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->rows.size(), 2U);
  EXPECT_THAT(
      table->notes,
      ElementsAre("t.json: the rows are what \"lines\" holds; what stands beside it is not read: shipment_id, date; "
                  "to copy it into each of them: jq -c 'del(.[\"lines\"]) + .[\"lines\"][]' FILE > NEW.ndjson"));
  const std::string one = R"({"id": "S1", "lines": [{"sku": "x"}]})";
  EXPECT_THAT(
      read(one + "\n" + one + "\n")->notes,
      ElementsAre(HasSubstr("\"lines\" holds a list of objects in a row, which is not read; to make a row of each of "
                            "them: jq -c 'del(.[\"lines\"]) + .[\"lines\"][]' FILE")));
  EXPECT_THAT(read("[" + one + "]")->notes, ElementsAre(HasSubstr("jq -c '.[] | del(.[\"lines\"]) + .")));
  EXPECT_THAT(read("{\"by\": \"x\", \"rows\": [" + one + "]}")->notes,
              ElementsAre(HasSubstr("jq -c '.[\"rows\"][] | del("), HasSubstr("not read: by; to copy")));
  EXPECT_TRUE(read("{\"rows\": [{\"a\": [1, 2], \"b\": {\"c\": 1}}]}")->notes.empty());
  EXPECT_THAT(read(R"({"id": "S1", "a'; b": [{"sku": "x"}]})")->notes,  // nothing that a shell would take for its own
              ElementsAre(HasSubstr("jq -c 'del(.[\"NAME\"]) + .[\"NAME\"][]' FILE")));
}

TEST(Json, ASingleObjectIsOneRow) {
  const auto table = read("{\"a\": \"1\", \"b\": [\"x\", \"y\"]}");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_THAT(table->rows[0].cells, ElementsAre("1", "x|y"));
}

TEST(Json, ABrokenTextIsAnErrorWithItsPlace) {
  const Error error = read("[\n{\"a\": 1},\n{\"a\": }\n]").error();
  EXPECT_EQ(error.code, ErrorCode::bad_format);
  EXPECT_EQ(error.where, "t.json:3:7");
  EXPECT_THAT(error.hint, HasSubstr("NDJSON"));
  EXPECT_EQ(read("[]").error().code, ErrorCode::bad_format);
  EXPECT_EQ(read("{}").error().code, ErrorCode::bad_format);
  EXPECT_FALSE(read("[{\"a\": 1}] x"));
  EXPECT_FALSE(read("[{\"a\": 1}"));
}

TEST(Json, IsToldFromCsv) {
  EXPECT_TRUE(looks_like_json("\xEF\xBB\xBF \n{ \"a\""));
  EXPECT_TRUE(looks_like_json("[{"));
  EXPECT_FALSE(looks_like_json("{a},b\n"));
  EXPECT_FALSE(looks_like_json("[id],name\n"));
  EXPECT_FALSE(looks_like_json("\"a\",b\n"));
}

}  // namespace
}  // namespace tidewaiter::tables
