// Rows written to Parquet and found again.
#include "tables/parquet.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tidewaiter::tables {
namespace {

using testing::ElementsAre;

class ParquetTest : public testing::Test {
 protected:
  ParquetTest() { std::filesystem::create_directories(folder_); }
  ~ParquetTest() override { std::filesystem::remove_all(folder_); }

  Result<void> write(const std::filesystem::path& path, const std::vector<std::vector<std::string>>& rows,
                     unsigned threads = 1) {
    auto writer = ParquetWriter::open(path, {"shipment_id", "order", "we\"ird"}, threads);
    if (!writer) return std::unexpected(writer.error());
    // cut where the rows let it: blocks of one row, of some, and of more than DuckDB takes at once
    for (std::size_t begin = 0, length = 1; begin < rows.size(); begin += length, length = length * 3 + 1) {
      length = std::min(length, rows.size() - begin);
      TIDEWAITER_CHECK(writer->add(columns_of(std::span(rows).subspan(begin, length))));
    }
    return writer->finish();
  }
  // The rows as columns that own their texts.
  static TextColumns columns_of(std::span<const std::vector<std::string>> rows) {
    const auto owner = std::make_shared<const std::vector<std::vector<std::string>>>(rows.begin(), rows.end());
    TextColumns columns{rows.size(), {}, owner};
    for (std::size_t column = 0; column < rows.front().size(); ++column) {
      for (const auto& row : *owner) columns.cells.emplace_back(row[column]);
    }
    return columns;
  }
  static std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // A name with all that SQL and file patterns could stumble over.
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("tw parquet's [x] {}", ::getpid());
};

TEST_F(ParquetTest, SeveralThreadsWriteEveryRowOnce) {
  const auto path = folder_ / "rows.parquet";
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 300'000; ++i) rows.push_back({fmt::format("S{}", i % 1'000), std::to_string(i), "x"});
  ASSERT_TRUE(write(path, rows, 3));
  for (const int shipment : {0, 1, 999}) {
    const auto table = read_parquet_where(path, "shipment_id", fmt::format("S{}", shipment));
    ASSERT_TRUE(table);
    std::vector<int> found;
    for (const auto& row : table->rows) found.push_back(std::stoi(row[1]));
    std::ranges::sort(found);
    std::vector<int> expected;
    for (int i = shipment; i < 300'000; i += 1'000) expected.push_back(i);
    EXPECT_EQ(found, expected);
  }
}

TEST_F(ParquetTest, FindsTheRowsOfAShipmentInOrder) {
  const auto path = folder_ / "rows.parquet";
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 10'000; ++i) rows.push_back({fmt::format("S{}", i % 100), std::to_string(i), "x\n\"y\","});
  rows[7][1] = "";
  ASSERT_TRUE(write(path, rows));
  const auto table = read_parquet_where(path, "shipment_id", "S7");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_THAT(table->columns, ElementsAre("shipment_id", "order", "we\"ird"));
  ASSERT_EQ(table->rows.size(), 100U);
  EXPECT_THAT(table->rows[0], ElementsAre("S7", "", "x\n\"y\","));
  EXPECT_THAT(table->rows[99], ElementsAre("S7", "9907", "x\n\"y\","));
  EXPECT_TRUE(read_parquet_where(path, "shipment_id", "' OR 1=1")->rows.empty());
}

TEST_F(ParquetTest, TheSameRowsGiveTheSameBytes) {
  const std::vector<std::vector<std::string>> rows(5000, {"S1", "a", "b"});
  ASSERT_TRUE(write(folder_ / "1", rows));
  ASSERT_TRUE(write(folder_ / "2", rows));
  EXPECT_EQ(content(folder_ / "1"), content(folder_ / "2"));
}

TEST_F(ParquetTest, KeepsTextsOfEveryLength) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t length = 0; length < 40; ++length) {
    rows.push_back({"S", std::string(length, 'x'), fmt::format("{:>{}}", length, length + 1)});
  }
  ASSERT_TRUE(write(folder_ / "rows", rows));
  EXPECT_EQ(read_parquet_where(folder_ / "rows", "shipment_id", "S")->rows, rows);
}

TEST_F(ParquetTest, TakesNoRows) {
  ASSERT_TRUE(write(folder_ / "none", {}));
  EXPECT_TRUE(read_parquet_where(folder_ / "none", "order", "x")->rows.empty());
}

TEST_F(ParquetTest, LeavesNothingBehindUnfinished) {
  {
    auto writer = ParquetWriter::open(folder_ / "rows.parquet", {"a"});
    ASSERT_TRUE(writer);
    const std::vector<std::vector<std::string>> rows(500, {"x"});
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(writer->add(columns_of(rows)));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(ParquetTest, SaysThatItCannotWrite) {
  const auto path = folder_ / "no" / "such" / "folder" / "rows.parquet";
  const std::vector<std::vector<std::string>> rows(100'000, {"S1", "a", "b"});
  const auto written = write(path, rows);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::file_unwritable);
  EXPECT_EQ(written.error().where, path.string());
}

TEST_F(ParquetTest, SaysWhatItCannotRead) {
  std::ofstream(folder_ / "text") << "a,b\n";
  EXPECT_EQ(read_parquet_where(folder_ / "text", "a", "b").error().code, ErrorCode::bad_format);
  EXPECT_EQ(read_parquet_where(folder_ / "gone", "a", "b").error().code, ErrorCode::file_not_found);
  ASSERT_TRUE(write(folder_ / "rows", {}));
  EXPECT_EQ(read_parquet_where(folder_ / "rows", "colour", "b").error().code, ErrorCode::missing_column);
}

}  // namespace
}  // namespace tidewaiter::tables
