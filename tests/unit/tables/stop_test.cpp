// Every kind of file answers somebody who asked to stop, and one that nobody asked is read.
#include "tables/stop.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <utility>
#include <vector>

#include "tables/csv_table.h"
#include "tables/duckdb_handle.h"
#include "tables/record_sorter.h"
#include "workbooks.h"

namespace tidewaiter::tables {
namespace {

std::string utf16(std::string_view text) {
  std::string out = "\xFF\xFE";
  for (const char c : text) out += {c, '\0'};
  return out;
}

std::vector<std::pair<std::string, std::string>> kinds() {
  std::string latin = "name,city\n";
  for (int i = 0; i < 40; ++i)
    latin +=
        "Soci\xE9t\xE9 G\xE9n\xE9rale,Orl\xE9"
        "ans\n";
  return {{"CSV", "a,b\n1,2\n"},
          {"UTF-16", utf16("a,b\n1,2\n")},
          {"another encoding", latin},
          {"JSON", R"([{"a": 1}, {"a": 2}])"},
          {"NDJSON", "{\"a\": 1}\n{\"a\": 2}\n"},
          {"workbook",
           zipped(workbook_parts("<row><c t=\"inlineStr\"><is><t>a</t></is></c></row><row><c><v>1</v></c></row>"))}};
}

TEST(Stop, EndsTheReadingOfEveryKind) {
  for (const auto& [kind, bytes] : kinds()) {
    std::atomic<bool> asked = false;
    const auto whole = read_csv_table(InputFile::from_bytes(kind, bytes), {.stop = &asked});
    EXPECT_TRUE(whole) << kind << ": " << to_string(whole.error());
    asked = true;
    const auto ended = read_csv_table(InputFile::from_bytes(kind, bytes), {.stop = &asked});
    ASSERT_FALSE(ended) << kind;
    EXPECT_EQ(ended.error().code, ErrorCode::interrupted) << kind << ": " << ended.error().message;
  }
}

TEST(Stop, EndsAQueryOfAnyLength) {
  std::atomic<bool> asked = true;
  auto database = duck::Database::open({.stop = &asked});
  ASSERT_TRUE(database);
  // as many rows as no machine counts while anybody waits
  const auto ended =
      database->run("SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE hash(a.range + b.range) = 7");
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, ErrorCode::interrupted) << ended.error().message;
}

TEST(Stop, EndsTheSort) {
  std::atomic<bool> asked = false;
  std::uint64_t given = 0;
  const auto endless = [&](KeyedRecord& out) {
    out.key = "k";
    out.record.record = ++given;
    asked = given > 2 * RecordSorter::kFewRecords;
    return true;
  };
  const auto ended = RecordSorter::open(endless, 1, {}, &asked);
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, ErrorCode::interrupted) << ended.error().message;
}

}  // namespace
}  // namespace tidewaiter::tables
