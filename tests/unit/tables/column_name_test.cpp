#include "tables/column_name.h"

#include <gtest/gtest.h>

namespace tidewaiter::tables {
namespace {

TEST(ColumnName, IsComparedWithoutCaseBlanksUnderscoresAndHyphens) {
  EXPECT_EQ(fold_column_name("shipment_id"), "shipmentid");
  EXPECT_EQ(fold_column_name(" Ship-Ment ID\xC2\xA0"), "shipmentid");
  EXPECT_EQ(fold_column_name("_- "), "");
}

}  // namespace
}  // namespace tidewaiter::tables
