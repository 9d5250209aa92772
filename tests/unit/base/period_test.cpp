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

TEST(ReadPeriod, OfWhatSomebodyElseWrote) {
  EXPECT_EQ(read_period("2018"), (DateRange{Date(2018, 1, 1), Date(2018, 12, 31)}));
  EXPECT_EQ(read_period("2018-02"), (DateRange{Date(2018, 2, 1), Date(2018, 2, 28)}));
  EXPECT_EQ(read_period("2018-05-12T10:00:00"), (DateRange{Date(2018, 5, 12), Date(2018, 5, 12)}));
  for (const char* none : {"", "18", "1899", "2018-13", "2018-5", "201805", "2018/05", "20 8", "2018-", "2018-05-32"}) {
    EXPECT_EQ(read_period(none), std::nullopt) << none;
  }
}

}  // namespace
}  // namespace tidewaiter
