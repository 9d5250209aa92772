// Numbers: what is read, what is refused.
#include "ingest/quantity.h"

#include <gmock/gmock.h>

#include <utility>

namespace tidewaiter::ingest {
namespace {

using testing::HasSubstr;

double value(std::string_view text) {
  const Quantity quantity = parse_quantity(text);
  EXPECT_EQ(quantity.problem, "") << text;
  return quantity.value;
}
std::string problem(std::string_view text) { return std::string(parse_quantity(text).problem); }

TEST(Quantity, ReadsPlainNumbers) {
  EXPECT_EQ(value("8"), 8);
  EXPECT_EQ(value("0"), 0);
  EXPECT_EQ(value("-0"), 0);
  EXPECT_EQ(value("+8"), 8);
  EXPECT_EQ(value("007"), 7);
  EXPECT_EQ(value("8."), 8);
  EXPECT_EQ(value(".5"), .5);
  EXPECT_EQ(value("1.234"), 1.234);
  EXPECT_EQ(value("1e3"), 1000);
  EXPECT_EQ(value("1.5E-2"), .015);
  EXPECT_EQ(value("1e-999"), 0);
}

TEST(Quantity, ReadsUnambiguousGroups) {
  EXPECT_EQ(value("1,234,567"), 1'234'567);
  EXPECT_EQ(value("1,234,567.50"), 1'234'567.5);
  EXPECT_EQ(value("1,234.50"), 1'234.5);
  EXPECT_EQ(value("12 345"), 12'345);
  EXPECT_EQ(value("1'234'567"), 1'234'567);
  EXPECT_EQ(value("12\xC2\xA0"
                  "345.5"),
            12'345.5);
}

TEST(Quantity, RefusesWhatCanBeReadTwoWays) {
  EXPECT_THAT(problem("1,234"), HasSubstr("ambiguous"));
  EXPECT_THAT(problem("12,5"), HasSubstr("decimal comma"));
  EXPECT_THAT(problem("1.234.567"), HasSubstr("groups"));
  EXPECT_THAT(problem("1,23,456"), HasSubstr("groups"));
  EXPECT_THAT(problem("1,234,56"), HasSubstr("groups"));
}

TEST(Quantity, ReadsADecimalCommaBehindGroupsByPoints) {
  for (const auto& [text, number] :
       {std::pair{"1.234,50", 1234.5}, {"1.234.567,5", 1'234'567.5}, {"12.000,000", 12'000.0}}) {
    EXPECT_EQ(value(text), number) << text;
    EXPECT_TRUE(parse_quantity(text).decimal_comma) << text;
  }
  EXPECT_THAT(problem("-1.234,50"), HasSubstr("negative"));
  for (const std::string_view text :
       {"1.23,5", "1234.567,5", "0.125,5", "1.234,", "1.234,5e3", "1.234,5.6", "1.234,567,8"}) {
    EXPECT_NE(parse_quantity(text, kReadBefore).problem, "") << text;
  }
  EXPECT_FALSE(parse_quantity("1,234.50").decimal_comma);
}

TEST(Quantity, ACommaThatCannotGroupBeginsDecimalsWhereTheFileAllowsIt) {
  const NumberStyle semicolons{true, true};
  for (const auto& [text, number] :
       {std::pair{"12,5", 12.5}, {"0,5", .5}, {"0,125", .125}, {"12,3456", 12.3456}, {"1234,500", 1234.5}}) {
    const Quantity read = parse_quantity(text, semicolons);
    EXPECT_EQ(read.problem, "") << text;
    EXPECT_EQ(read.value, number) << text;
    EXPECT_TRUE(read.decimal_comma) << text;
    EXPECT_NE(problem(text), "") << text;
  }
  for (const std::string_view text : {"1,234", "999,999", "1,234,56", "12,", "12,5e3", "12,5,5"}) {
    EXPECT_NE(parse_quantity(text, semicolons).problem, "") << text;
  }
  EXPECT_EQ(parse_quantity("1,234.50", semicolons).value, 1234.5);
}

TEST(Quantity, WhereAPointMayGroupDigitsOneWithThreeBehindItIsRefused) {
  for (const std::string_view text : {"28.000", "1.234", "999.999"}) {
    EXPECT_THAT(parse_quantity(text, {.point_may_group = true}).problem, HasSubstr("semicolons")) << text;
    EXPECT_EQ(parse_quantity(text).problem, "") << text;
  }
  for (const std::string_view text : {"0.125", "28.0", "28.00", "28.0000", "2800", "1234.500", ".125", "1,234.500"}) {
    EXPECT_EQ(parse_quantity(text, {.point_may_group = true}).problem, "") << text;
  }
}

TEST(Quantity, RefusesNegativeNumbersAndWords) {
  EXPECT_THAT(problem("-1"), HasSubstr("negative"));
  EXPECT_THAT(problem("-1,234.5"), HasSubstr("negative"));
  EXPECT_THAT(problem("\xE2\x88\x92"
                      "5"),
              HasSubstr("negative"));
  for (const std::string_view text : {"eight", "8 pcs", "8pcs", "USD 8", "$8", "inf", "nan", "0x10", "--1", "+-1", "-",
                                      ".", "1e", "1 2", "1,234.5.6", "1e5e5"}) {
    EXPECT_NE(problem(text), "") << text;
  }
  EXPECT_THAT(problem("1e999"), HasSubstr("too large"));
}

}  // namespace
}  // namespace tidewaiter::ingest
