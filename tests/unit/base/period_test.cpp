#include "base/period.h"

#include <gtest/gtest.h>

namespace tidewaiter {
namespace {

TEST(DaysOf, AYearAMonthAndADay) {
  EXPECT_EQ(days_of("2025"), (DateRange{Date(2025, 1, 1), Date(2025, 12, 31)}));
  EXPECT_EQ(days_of("2024-02"), (DateRange{Date(2024, 2, 1), Date(2024, 2, 29)}));
  EXPECT_EQ(days_of("2025-12"), (DateRange{Date(2025, 12, 1), Date(2025, 12, 31)}));
  EXPECT_EQ(days_of("2025-07-14"), (DateRange{Date(2025, 7, 14), Date(2025, 7, 14)}));
  EXPECT_EQ(days_of(""), std::nullopt);
}

}  // namespace
}  // namespace tidewaiter
