#include "base/date.h"

#include <gtest/gtest.h>

namespace tidewaiter {
namespace {

TEST(ParseDate, YearFirstIsReadInAnyOfTheUsualSeparators) {
  for (const std::string_view text : {"2026-03-02", "20260302", "2026/03/02", "2026.03.02", "2026/3/2", "2026.3.02",
                                      "2026/03/02 08:15", "2026-03-02T08:15:00Z"}) {
    EXPECT_EQ(parse_date(text), Date(2026, 3, 2)) << text;
  }
}

TEST(ParseDate, WhatCouldBeReadTwoWaysOrIsNoDayIsRefused) {
  for (const std::string_view text : {"03/02/2026", "02.03.2026", "2026/02/30", "2026/3/2/1", "2026/3.2", "2026//2",
                                      "2026/3/", "2026/123/2", "26/03/02", "1899/03/02", "2026-3-2", "2026/03/021"}) {
    EXPECT_EQ(parse_date(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace tidewaiter
