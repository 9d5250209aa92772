#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/classify/spec.h"

namespace tidewaiter::catalog {
namespace {

using testing::ElementsAre;

Spec spec(std::string_view dense, std::string_view die, std::string_view sparse = {}) {
  Spec out;
  out.dense = parse_modes(dense).value();
  out.sparse = parse_modes(sparse).value();
  if (!die.empty()) out.die_mm2 = Figure::parse(die);
  out.planar = Truth::no;
  return out;
}

TEST(Figure, KeepsSixDecimalsAndRefusesMore) {
  EXPECT_EQ(Figure::parse("989.5")->to_string(), "989.5");
  EXPECT_EQ(Figure::parse("1234567.000001")->to_string(), "1,234,567.000001");
  EXPECT_EQ(Figure::parse("0")->units(), 0);
  EXPECT_EQ(Figure::parse("007")->to_string(), "7");
  for (const char* bad : {"", ".5", "5.", "-1", "1e3", "1,000", "12345678", "1.0000001", "5.9 ", "nan"}) {
    EXPECT_FALSE(Figure::parse(bad)) << bad;
  }
  EXPECT_EQ(Figure::from_double(628.4), Figure::parse("628.4"));
  EXPECT_FALSE(Figure::from_double(-0.1));
}

TEST(Figure, HalvesExactly) { EXPECT_EQ(Figure::parse("0.000001")->half().times(2), Figure::parse("0.000001")); }

TEST(Modes, ReadsBitsAndTops) {
  const auto modes = parse_modes(" 16b:989.5; 8b : 1979 ;").value();
  ASSERT_EQ(modes.size(), 2U);
  EXPECT_EQ(modes[0], (Mode{16, *Figure::parse("989.5")}));
  EXPECT_EQ(modes[1], (Mode{8, *Figure::parse("1979")}));
  EXPECT_TRUE(parse_modes("").value().empty());
  for (const char* bad : {"16:989", "16b", "0b:1", "65b:1", "b:1", "16b:-1", "16b:1 000", "x16b:1", "8b:1; 8b:2"}) {
    const auto result = parse_modes(bad);
    ASSERT_FALSE(result) << bad;
    EXPECT_EQ(result.error().code, ErrorCode::bad_value);
    EXPECT_FALSE(result.error().hint.empty());
  }
}

TEST(SpecRow, ReadsCellsAndNamesTheColumnAtFault) {
  const Spec sheet =
      parse_spec({.name = " X1 ", .dense = "16b:300", .die_mm2 = "628.4", .planar = "N", .datacenter = "y"}).value();
  EXPECT_EQ(sheet.name, "X1");
  EXPECT_EQ(sheet.die_mm2, Figure::parse("628.4"));
  EXPECT_EQ(sheet.planar, Truth::no);
  EXPECT_EQ(sheet.datacenter, Truth::yes);
  EXPECT_FALSE(sheet.link_gb_s);
  EXPECT_EQ(parse_spec({.name = "X1", .planar = ""}).value().planar, Truth::unknown);
  EXPECT_EQ(parse_spec({.name = " ", .die_mm2 = "8,1"}).error().where, "name");
  EXPECT_EQ(parse_spec({.name = "X1", .die_mm2 = "8,1"}).error().where, "die_mm2");
  EXPECT_EQ(parse_spec({.name = "X1", .dense = "fast"}).error().where, "dense");
  EXPECT_EQ(parse_spec({.name = "X1", .datacenter = "maybe"}).error().where, "datacenter");
  EXPECT_EQ(parse_spec({.name = "X1", .datacenter = "maybe"}).error().code, ErrorCode::bad_value);
}

TEST(Performance, TakesTheHighestModeAndShowsTheArithmetic) {
  const Performance p = performance(spec("16b:989.5; 8b:1979", "814"));
  ASSERT_TRUE(p.exact());
  EXPECT_EQ(p.high.to_string(), "15,832");
  EXPECT_THAT(p.steps, ElementsAre("16-bit 989.5 TOPS x 16 = 15,832", "8-bit 1,979 TOPS x 8 = 15,832",
                                   "TPP = 15,832 (highest of the modes: 16 and 8 bits; a multiply-accumulate counts as "
                                   "two operations)",
                                   "PD = 15,832 / 814 mm2 = 19.4496314"));
}

TEST(Performance, DoesNotRoundBeforeTheLimit) {
  // A30: 4-bit 661 TOPS gives 2,644 and 3.2010; 16-bit 165 TFLOPS alone gives 2,640 and 3.1961.
  EXPECT_GT(*density(spec("4b:661", "826"), performance(spec("4b:661", "826")).high), 3.2);
  EXPECT_LT(*density(spec("16b:165", "826"), performance(spec("16b:165", "826")).high), 3.2);
  // 16 x 125.68 = 2,010.88 = 3.2 x 628.4 exactly: the double must be that of 3.2, not one below.
  EXPECT_EQ(*density(spec("16b:125.68", "628.4"), *Figure::parse("2010.88")), 3.2);
  EXPECT_EQ(performance(spec("16b:125.68", "628.4")).high, *Figure::parse("2010.88"));
}

TEST(Performance, IsARangeWhereOnlySparseFiguresAreGiven) {
  const Performance p = performance(spec("", "800", "8b:1200"));
  EXPECT_FALSE(p.exact());
  EXPECT_EQ(p.low.to_string(), "4,800");
  EXPECT_EQ(p.high.to_string(), "9,600");
  // A dense figure of the same bit length settles it; a higher dense mode hides a lower sparse one.
  EXPECT_TRUE(performance(spec("8b:600", "800", "8b:1200")).exact());
  EXPECT_TRUE(performance(spec("16b:600", "800", "8b:1200")).exact());
}

TEST(Performance, IsUnknownWithoutFigures) {
  const Performance p = performance(Spec{});
  EXPECT_FALSE(p.known);
  EXPECT_THAT(p.steps, ElementsAre("TPP is unknown: no performance figure is given"));
}

TEST(Performance, DensityIsNotDefinedForPlanarDiesAndUnknownWithoutArea) {
  Spec planar = spec("16b:300", "800");
  planar.planar = Truth::yes;
  EXPECT_FALSE(density(planar, performance(planar).high));
  EXPECT_FALSE(density(spec("16b:300", ""), *Figure::parse("4800")));
  EXPECT_FALSE(density(spec("16b:300", "0"), *Figure::parse("4800")));
}

}  // namespace
}  // namespace tidewaiter::catalog
