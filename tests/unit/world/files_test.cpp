// The tables of a world as CSV and as Parquet: the same rows.
#include "world/files.h"

#include <gtest/gtest.h>

#include "tables/csv_table.h"
#include "whole_world.h"

namespace tidewaiter::world {
namespace {

// As anybody's tables are read: an empty cell of the CSV stands for nothing, as none does in Parquet.
TEST(Files, ParquetHoldsTheRowsOfTheCsvOneByOne) {
  const WorldFolder folder;
  Options options = small_world(folder.path());
  options.threads = 2;  // so that blocks of rows come from several
  ASSERT_TRUE(make(options));
  for (const char* name : {"parties", "ownership", "shipments", "events", "reports", "prices", "rates"}) {
    const auto csv = tables::read_csv_table(folder.path() / (std::string(name) + ".csv"));
    const auto parquet = tables::read_csv_table(folder.path() / (std::string(name) + ".parquet"));
    ASSERT_TRUE(csv) << to_string(csv.error());
    ASSERT_TRUE(parquet) << to_string(parquet.error());
    EXPECT_EQ(csv->header.names, parquet->header.names) << name;
    ASSERT_EQ(csv->rows.size(), parquet->rows.size()) << name;
    EXPECT_FALSE(csv->rows.empty()) << name;
    for (std::size_t i = 0; i < csv->rows.size(); ++i)
      ASSERT_EQ(csv->rows[i].cells, parquet->rows[i].cells) << name << ", row " << i + 1;
  }
}

}  // namespace
}  // namespace tidewaiter::world
