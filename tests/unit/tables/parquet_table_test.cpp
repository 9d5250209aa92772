// Parquet files of other makers as rows of text: types as they are written out, lists, structures, damage.
#include "tables/parquet_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tables/csv_table.h"
#include "tables/duckdb_handle.h"

namespace tidewaiter::tables {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ParquetTable : public testing::Test {
 protected:
  ~ParquetTable() override { std::filesystem::remove(path_); }
  // A file of what the query gives; its bytes.
  std::string made(const std::string& select) {
    auto database = duck::Database::open({});
    EXPECT_TRUE(database);
    const auto done = database->run("COPY (" + select + ") TO " + duck::literal(path_.string()) + " (FORMAT parquet)");
    EXPECT_TRUE(done) << to_string(done.error());
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("tw-table-" + std::to_string(::getpid()) + ".parquet");
};

TEST_F(ParquetTable, ValuesAsText) {
  const std::string bytes = made(
      "SELECT 8471.50::DECIMAL(8,2) AS hs, '8471.50' AS code, DATE '2026-03-02' AS day, TIMESTAMP '2026-03-02 "
      "10:00:00' AS at, "
      "7::INTEGER AS n, true AS yes, NULL::VARCHAR AS none, ['A','B',NULL] AS serials, {'name': 'Utrecht', 'at': "
      "{'city': 'U'}} AS consignee, "
      "[[1]] AS odd, MAP {'a': 1} AS pairs, 'x,\"y\"' || chr(10) || 'z' AS quoted, '2026-03-01T23:30:00Z'::TIMESTAMPTZ "
      "AS instant");
  for (const bool in_memory : {true, false}) {
    const auto table = in_memory ? read_csv_table(InputFile::from_bytes("t", bytes)) : read_csv_table(path_);
    ASSERT_TRUE(table) << to_string(table.error());
    EXPECT_THAT(table->header.names,
                ElementsAre("hs", "code", "day", "at", "n", "yes", "none", "serials", "consignee_name",
                            "consignee_at_city", "odd[]", "pairs[]", "quoted", "instant"));
    EXPECT_THAT(table->rows.at(0).cells,
                ElementsAre("8471.50", "8471.50", "2026-03-02", "2026-03-02 10:00:00", "7", "true", "", "A|B|",
                            "Utrecht", "U", "", "", "x,\"y\"\nz", "2026-03-01 23:30:00+00"));
  }
}

TEST_F(ParquetTable, RowsInOrderWithTheirNumbers) {
  const auto table =
      read_csv_table(InputFile::from_bytes("t", made("SELECT i::VARCHAR a, NULL b FROM range(300000) r(i)")));
  ASSERT_TRUE(table) << to_string(table.error());
  ASSERT_EQ(table->rows.size(), 300'000U);
  for (const std::size_t row : {0U, 2047U, 2048U, 122'880U, 299'999U}) {
    EXPECT_EQ(table->rows[row].cells[0], std::to_string(row));
    EXPECT_EQ(table->rows[row].origin.line, row + 1);
  }
}

TEST_F(ParquetTable, AValueThatCannotBeJoinedRejectsItsRow) {
  const auto table = read_csv_table(
      InputFile::from_bytes("t", made("SELECT * FROM (VALUES ('A', ['x']), ('B', ['y|z', 'u'])) t(a, list)")));
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->rows.size(), 1U);
  ASSERT_EQ(table->rejects.size(), 1U);
  EXPECT_EQ(table->rejects[0].line, 2U);
  EXPECT_EQ(table->rejects[0].column, "list");
}

TEST_F(ParquetTable, DamageIsAnError) {
  const std::string bytes = made("SELECT i::VARCHAR a FROM range(5000) r(i)");
  const auto cut = read_csv_table(InputFile::from_bytes("t", bytes.substr(0, bytes.size() - 20)));
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().code, ErrorCode::bad_format);
  EXPECT_THAT(cut.error().message, HasSubstr("this Parquet file cannot be read"));
  EXPECT_FALSE(read_csv_table(InputFile::from_bytes("t", "PAR1")));
}

TEST_F(ParquetTable, EndsWhereSomebodyAskedToStop) {
  const std::string bytes = made("SELECT 1 AS a");
  std::atomic<bool> asked = true;
  const auto ended = read_csv_table(InputFile::from_bytes("t", bytes), {.stop = &asked});
  ASSERT_FALSE(ended);
  EXPECT_EQ(ended.error().code, ErrorCode::interrupted) << ended.error().message;
}

}  // namespace
}  // namespace tidewaiter::tables
