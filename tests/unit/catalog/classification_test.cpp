// Every chip of the catalogue against the two versions of 3A090, and the boundaries that public tables get wrong. The
// expected columns were worked out by hand from the figures and the text of the rule, not read from a label.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/catalog_files.h"

namespace tidewaiter::catalog {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Date kBefore = Date(2022, 8, 1);
constexpr Date kFirstVersion = Date(2023, 6, 1);
constexpr Date kDensity = Date(2024, 6, 1);

struct Expected {
  const char* name;
  bool first_version;   // 3A090 of 2022-10-21
  const char* density;  // paragraphs of 3A090 since 2023-11-17
};
constexpr Expected kExpected[] = {
    {"V100 SXM2 32GB", false, ""},
    {"A100 40GB SXM", true, "a.1 a.2"},
    {"A100 80GB SXM", true, "a.1 a.2"},
    {"A800 80GB SXM", false, "a.1 a.2"},
    {"A30", false, "b.1 b.2"},
    {"A40", false, "b.2"},
    {"A10", false, ""},
    {"H100 SXM5", true, "a.1 a.2"},
    {"H100 PCIe", true, "a.1 a.2"},
    {"H100 NVL", true, "a.1 a.2"},
    {"H800 SXM", false, "a.1 a.2"},
    {"H200 SXM", true, "a.1 a.2"},
    {"H200 NVL", true, "a.1 a.2"},
    {"H20", false, ""},
    {"L40S", false, "a.1 a.2"},
    {"L40", false, "b.1 b.2"},
    {"L20", false, ""},
    {"L4", false, "a.2"},
    {"L2", false, ""},
    {"RTX 3090", false, ""},
    {"RTX 4090", false, "a.1 a.2"},
    {"RTX 4090 48GB (unofficial)", false, "a.1 a.2"},
    {"RTX 4090 D", false, ""},
    {"RTX 5090", false, "a.1 a.2"},
    {"RTX 5090 D", false, ""},
    {"RTX 5090 D V2", false, ""},
    {"RTX 6000 Ada", false, "a.1 a.2"},
    {"RTX PRO 6000 Blackwell WS", false, "a.1 a.2"},
    {"RTX PRO 6000 Blackwell Server", false, "a.1 a.2"},
    {"B100", true, "a.1 a.2"},
    {"B200 (HGX/DGX)", true, "a.1 a.2"},
    {"B200 in GB200", true, "a.1 a.2"},
    {"B300 (HGX)", true, "a.1 a.2"},
    {"B300 in GB300", true, "a.1 a.2"},
    {"B30A (unreleased, est.)", true, "a.1 a.2"},
    {"MI100", false, "b.1 b.2"},
    {"MI210", false, "b.1 b.2"},
    {"MI250", true, "a.1 b.2"},
    {"MI250X", true, "a.1 b.2"},
    {"MI300X", true, "a.1 a.2"},
    {"MI325X", true, "a.1 a.2"},
    {"MI350X", true, "a.1 a.2"},
    {"MI355X", true, "a.1 a.2"},
    {"Gaudi2", true, "a.1"},
    {"Gaudi3", true, "a.1"},
    {"Ascend 910 (910A)", false, "a.2"},
    {"Ascend 910B (typ.)", false, "a.1 a.2"},
    {"Ascend 910C (2 die)", true, "a.1 a.2"},
};

std::string paragraphs(const Classification& classification) {
  std::vector<std::string> names;
  for (const std::string_view name : classification.paragraph_names) {
    names.emplace_back(name.starts_with("3A090.") ? name.substr(6) : name);
  }
  return fmt::format("{}", fmt::join(names, " "));
}

Spec spec(std::string_view dense, std::string_view die, std::string_view sparse = {}) {
  Spec out;
  out.name = "sheet";
  out.dense = parse_modes(dense).value();
  out.sparse = parse_modes(sparse).value();
  if (!die.empty()) out.die_mm2 = Figure::parse(die);
  out.planar = Truth::no;
  out.datacenter = Truth::yes;
  out.link_gb_s = Figure::parse("0");
  return out;
}

Classification classify(const Spec& sheet, Date date = kDensity) { return shipped_catalog().classify(sheet, date); }

TEST(Classification, ReproducesEveryChipOnBothSidesOfTheDensityRule) {
  ASSERT_EQ(std::size(kExpected), 48U);
  for (const Expected& expected : kExpected) {
    const CatalogItem* item = shipped_catalog().find(expected.name);
    ASSERT_NE(item, nullptr) << expected.name;
    const Classification& before = shipped_catalog().classification(item->number, kBefore);
    EXPECT_THAT(before.paragraph_names, IsEmpty()) << expected.name;
    EXPECT_EQ(before.status, Status::not_controlled) << expected.name;
    const Classification& first = shipped_catalog().classification(item->number, kFirstVersion);
    EXPECT_EQ(paragraphs(first), expected.first_version ? "3A090" : "") << expected.name;
    EXPECT_EQ(first.in_2022, expected.first_version ? Truth::yes : Truth::no) << expected.name;
    const Classification& density = shipped_catalog().classification(item->number, kDensity);
    EXPECT_EQ(paragraphs(density), expected.density) << expected.name;
    EXPECT_EQ(density.status, *expected.density == '\0' ? Status::not_controlled : Status::controlled) << expected.name;
    const bool area = item->spec.die_mm2.has_value();
    EXPECT_EQ(density.complete, area) << expected.name;
    EXPECT_EQ(density.missing, area ? std::vector<std::string>{} : std::vector<std::string>{"die_mm2"})
        << expected.name;
  }
}

TEST(Classification, ChangesOnTheDaysOfTheRule) {
  const std::uint32_t h100 = shipped_catalog().find("H100 SXM5")->number;
  const auto on = [&](Date date) { return paragraphs(shipped_catalog().classification(h100, date)); };
  EXPECT_EQ(on(Date(2022, 10, 20)), "");
  EXPECT_EQ(on(Date(2022, 10, 21)), "3A090");
  EXPECT_EQ(on(Date(2023, 11, 16)), "3A090");
  EXPECT_EQ(on(Date(2023, 11, 17)), "a.1 a.2");
  EXPECT_EQ(on(Date(2026, 11, 25)), "a.1 a.2");
  EXPECT_THAT(shipped_catalog().classification_days(),
              ElementsAre(kFirstDate, Date(2022, 10, 21), Date(2023, 11, 17), Date(2024, 12, 2), Date(2024, 12, 31)));
}

TEST(Classification, ShowsTheArithmeticStepByStep) {
  const Classification h100 = shipped_catalog().classify(*shipped_catalog().find("H100 SXM5"), kDensity);
  EXPECT_THAT(
      h100.steps,
      ElementsAre(
          "16-bit 989.5 TOPS x 16 = 15,832", "8-bit 1,979 TOPS x 8 = 15,832",
          "TPP = 15,832 (highest of the modes: 16 and 8 bits; a multiply-accumulate counts as two operations)",
          "PD = 15,832 / 814 mm2 = 19.4496314", "3A090.a.1: TPP 15,832 >= 4,800: holds",
          "3A090.a.2: TPP 15,832 >= 1,600; PD 19.4496314 >= 5.92; data centre (yes) or TPP >= 4,800 (Note 2): holds",
          "3A090.b.1: 2,400 <= TPP 15,832 < 4,800; 1.6 <= PD 19.4496314 < 5.92; data centre (yes) (Note 2): does not "
          "hold",
          "3A090.b.2: TPP 15,832 >= 1,600; 3.2 <= PD 19.4496314 < 5.92; data centre (yes) or TPP >= 4,800 (Note 2): "
          "does not hold"));
  EXPECT_EQ(h100.source, "S1");
  EXPECT_EQ(h100.confidence, Confidence::secondary);
  ASSERT_EQ(h100.paragraphs.size(), 2U);
  EXPECT_EQ(h100.paragraphs[0].name, "3A090.a.1");
  EXPECT_EQ(h100.paragraphs[0].holds.from, Date(2023, 11, 17));
  EXPECT_EQ(h100.paragraphs[0].rule, "CL-3A090-A1");
}

TEST(Classification, A30MeetsTheSecondParagraphByAHair) {
  EXPECT_EQ(paragraphs(classify(spec("16b:165", "826"))), "b.1");     // 2,640 / 826 = 3.196
  EXPECT_EQ(paragraphs(classify(spec("4b:661", "826"))), "b.1 b.2");  // 2,644 / 826 = 3.201
}

TEST(Classification, ThresholdsIncludeTheirOwnValueAndNothingBelow) {
  EXPECT_EQ(paragraphs(classify(spec("16b:300", "3000"))), "a.1");      // TPP 4,800, PD 1.6
  EXPECT_EQ(paragraphs(classify(spec("16b:299.999999", "3000"))), "");  // PD just below 1.6
  EXPECT_EQ(paragraphs(classify(spec("16b:299.999999", "2900"))), "b.1");
  EXPECT_EQ(paragraphs(classify(spec("8b:200", "270"))), "a.2");  // TPP 1,600, PD 5.926
  EXPECT_EQ(paragraphs(classify(spec("8b:199.999999", "270"))), "");
  EXPECT_EQ(paragraphs(classify(spec("16b:125.68", "628.4"))), "b.2");  // PD exactly 3.2
  EXPECT_EQ(paragraphs(classify(spec("16b:125.679999", "628.4"))), "");
  EXPECT_EQ(paragraphs(classify(spec("16b:148", "400"))), "a.2");  // PD exactly 5.92
  EXPECT_EQ(paragraphs(classify(spec("16b:147.999999", "400"))), "b.2");
}

TEST(Classification, NoteTwoTakesOutWhatIsNotForDataCentresBelow4800) {
  Spec card = spec("4b:1176.8", "608.5");  // TPP 4,707.2
  card.datacenter = Truth::no;
  EXPECT_EQ(classify(card).status, Status::not_controlled);
  card.datacenter = Truth::unknown;
  EXPECT_EQ(classify(card).status, Status::undetermined);
  EXPECT_THAT(classify(card).missing, ElementsAre("datacenter"));
  card.datacenter = Truth::yes;
  EXPECT_EQ(paragraphs(classify(card)), "a.2");
  card = spec("4b:1200", "608.5");
  card.datacenter = Truth::no;
  EXPECT_EQ(paragraphs(classify(card)), "a.1 a.2");
}

TEST(Classification, AMissingAreaLeavesOnlyTheTestsOfDensityOpen) {
  const Classification big = classify(spec("16b:432", ""));  // TPP 6,912
  EXPECT_EQ(paragraphs(big), "a.1");
  EXPECT_EQ(big.status, Status::controlled);
  EXPECT_FALSE(big.complete);
  EXPECT_EQ(big.in_a, Truth::yes);
  EXPECT_EQ(big.in_b, Truth::unknown);
  EXPECT_THAT(big.missing, ElementsAre("die_mm2"));
  const Classification middling = classify(spec("16b:120", ""));  // TPP 1,920
  EXPECT_EQ(middling.status, Status::undetermined);
  EXPECT_THAT(middling.paragraph_names, IsEmpty());
  EXPECT_EQ(classify(spec("16b:99", "")).status, Status::not_controlled);  // TPP 1,584
}

TEST(Classification, PlanarDiesHaveNoDensity) {
  Spec planar = spec("16b:299", "600");
  planar.planar = Truth::yes;
  EXPECT_EQ(classify(planar).status, Status::not_controlled);
  planar.die_mm2.reset();
  EXPECT_EQ(classify(planar).status, Status::not_controlled);
  EXPECT_THAT(classify(planar).missing, IsEmpty());
  planar.dense = parse_modes("16b:300").value();
  EXPECT_EQ(paragraphs(classify(planar)), "a.1");
  planar = spec("16b:299", "600");
  planar.planar = Truth::unknown;
  EXPECT_EQ(classify(planar).status, Status::undetermined);
  EXPECT_THAT(classify(planar).missing, ElementsAre("planar"));
}

TEST(Classification, WithoutFiguresEverythingIsOpen) {
  for (const char* name : {"MI308X", "RTX 6000D", "Ascend 910D"}) {
    const CatalogItem* item = shipped_catalog().find(name);
    const Classification result = shipped_catalog().classify(*item, kDensity);
    EXPECT_EQ(result.status, Status::undetermined) << name;
    EXPECT_THAT(result.paragraph_names, IsEmpty()) << name;
    EXPECT_THAT(result.missing, Contains("dense")) << name;
    EXPECT_EQ(result.controlled, Truth::unknown) << name;
    EXPECT_EQ(shipped_catalog().classify(*item, kFirstVersion).status, Status::undetermined) << name;
  }
}

TEST(Classification, SparseFiguresDecideOnlyWhereEveryDenseValueAgrees) {
  const Classification high = classify(spec("", "800", "8b:1200"));  // TPP 4,800 to 9,600; PD 6 to 12
  EXPECT_EQ(high.status, Status::controlled);
  EXPECT_EQ(paragraphs(high), "a.1 a.2");
  EXPECT_TRUE(high.complete);
  EXPECT_FALSE(high.tpp);
  const Classification low = classify(spec("", "800", "8b:199"));  // 796 to 1,592
  EXPECT_EQ(low.status, Status::not_controlled);
  const Classification open = classify(spec("", "2000", "8b:1000"));  // 4,000 to 8,000; PD 2 to 4: b.1 below, a.1 above
  EXPECT_EQ(open.status, Status::undetermined);
  EXPECT_EQ(open.controlled, Truth::yes);
  EXPECT_EQ(open.in_a, Truth::unknown);
  EXPECT_THAT(open.missing, ElementsAre("dense"));
  // a.2 holds for all, a.1 for some: controlled, and it is said that one paragraph is open.
  const Classification mixed = classify(spec("", "600", "8b:1000"));
  EXPECT_EQ(mixed.status, Status::controlled);
  EXPECT_EQ(paragraphs(mixed), "a.2");
  EXPECT_EQ(mixed.in_a, Truth::yes);
  EXPECT_THAT(mixed.missing, ElementsAre("dense"));
  // The bounds meet no threshold, but a value between them would: 1,200 to 2,400 with PD from 2.4 to 4.8.
  const Classification between = classify(spec("", "500", "8b:299.999999"));
  EXPECT_EQ(between.status, Status::undetermined);
}

TEST(Classification, TheFirstVersionAsksForTheLinkToo) {
  Spec sheet = spec("16b:300", "800");
  sheet.link_gb_s = Figure::parse("600");
  EXPECT_EQ(paragraphs(classify(sheet, kFirstVersion)), "3A090");
  sheet.link_gb_s = Figure::parse("599.999999");
  EXPECT_EQ(classify(sheet, kFirstVersion).status, Status::not_controlled);
  sheet.link_gb_s.reset();
  EXPECT_EQ(classify(sheet, kFirstVersion).status, Status::undetermined);
  EXPECT_THAT(classify(sheet, kFirstVersion).missing, ElementsAre("link_gbs"));
  sheet.dense = parse_modes("16b:299").value();
  EXPECT_EQ(classify(sheet, kFirstVersion).status, Status::not_controlled);
}

TEST(Classification, WhatContainsAChipTakesTheParagraphsOf4A090) {
  const auto of = [](const char* name, Date date) {
    const CatalogItem* item = shipped_catalog().find(name);
    return item == nullptr ? "no such item" : paragraphs(shipped_catalog().classification(item->number, date));
  };
  EXPECT_EQ(of("DGX H100", kFirstVersion), "4A090");
  EXPECT_EQ(of("DGX H100", kDensity), "4A090.a");
  EXPECT_EQ(of("GB200 NVL72", kDensity), "4A090.a");
  EXPECT_EQ(of("A30 server", kDensity), "4A090.b");
  EXPECT_EQ(of("MI250 8-GPU board", kDensity), "4A090.a 4A090.b");
  EXPECT_EQ(of("HGX H20", kDensity), "");
  EXPECT_EQ(of("RTX 4090 D computer", kDensity), "");
  const Classification dgx = shipped_catalog().classify(*shipped_catalog().find("DGX H100"), kDensity);
  EXPECT_THAT(dgx.steps, Contains(HasSubstr("a system that contains it: 4A090.a")));
  EXPECT_EQ(dgx.in_a, Truth::yes);
}

TEST(Classification, EveryBitLengthCountsByItsOwnWidth) {
  // 6 bits may be worth more than 4 at the same speed: MI355X, 10,066.3 x 6 = 60,397.8 against 40,265.2.
  const Classification six = classify(spec("16b:2516.6; 8b:5033.2; 6b:10066.3; 4b:10066.3", "2400"));
  EXPECT_EQ(six.tpp, 60397.8);
  EXPECT_EQ(classify(spec("16b:2516.6; 8b:5033.2; 4b:10066.3", "2400")).tpp, 40265.6);
  // 4 bits lift a card over a threshold that its 16 bits miss: 4 x 600 = 2,400 against 16 x 149.9 = 2,398.4
  EXPECT_EQ(paragraphs(classify(spec("16b:149.9", "1400"))), "");
  EXPECT_EQ(paragraphs(classify(spec("16b:149.9; 4b:600", "1400"))), "b.1");
  // 32 bits count with their own width, 1 bit too
  EXPECT_EQ(paragraphs(classify(spec("32b:150", "3000"))), "a.1");
  EXPECT_EQ(paragraphs(classify(spec("1b:4800", "3000"))), "a.1");
}

TEST(Classification, SeveralDiesAreOneArea) {
  EXPECT_EQ(paragraphs(classify(spec("16b:320", "665"))), "a.1 a.2");   // one die
  EXPECT_EQ(paragraphs(classify(spec("16b:640", "1330"))), "a.1 a.2");  // two of them: the same density, twice the TPP
  EXPECT_EQ(paragraphs(classify(spec("16b:200", "1000"))), "b.1 b.2");  // 3,200 and 3.2
  EXPECT_EQ(paragraphs(classify(spec("16b:200", "1000.000001"))), "b.1");
}

TEST(Classification, OverlappingParagraphsAreAllNamed) {
  EXPECT_EQ(paragraphs(classify(spec("16b:300", "810"))), "a.1 a.2");   // 4,800 and 5.926
  EXPECT_EQ(paragraphs(classify(spec("16b:300", "1500"))), "a.1 b.2");  // 4,800 and 3.2
  EXPECT_EQ(paragraphs(classify(spec("16b:150", "750"))), "b.1 b.2");   // 2,400 and 3.2
  EXPECT_EQ(paragraphs(classify(spec("16b:150", "750.000001"))), "b.1");
  EXPECT_EQ(paragraphs(classify(spec("16b:149.999999", "750"))), "");  // TPP and PD just below
}

TEST(Classification, TheFirstVersionKnowsNoDensityAndNoNoteTwo) {
  Spec desk = spec("16b:300", "");
  desk.link_gb_s = Figure::parse("600");
  desk.datacenter = Truth::no;
  desk.planar = Truth::yes;
  EXPECT_EQ(paragraphs(classify(desk, kFirstVersion)), "3A090");
  EXPECT_TRUE(classify(desk, kFirstVersion).complete);
  desk.dense = parse_modes("16b:299.999999").value();
  EXPECT_EQ(classify(desk, kFirstVersion).status, Status::not_controlled);
  desk = spec("", "800", "8b:1000");  // 4,000 to 8,000 by sparse figures alone
  desk.link_gb_s = Figure::parse("600");
  EXPECT_EQ(classify(desk, kFirstVersion).status, Status::undetermined);
  EXPECT_THAT(classify(desk, kFirstVersion).missing, ElementsAre("dense"));
}

TEST(Classification, SaysEverythingThatIsMissing) {
  Spec sheet = spec("16b:130", "");  // TPP 2,080: only density and market decide
  sheet.datacenter = Truth::unknown;
  sheet.planar = Truth::unknown;
  const Classification open = classify(sheet);
  EXPECT_EQ(open.status, Status::undetermined);
  EXPECT_THAT(open.missing, testing::UnorderedElementsAre("die_mm2", "planar", "datacenter"));
  sheet.dense = parse_modes("16b:99.999999").value();  // below every threshold, whatever is missing
  EXPECT_EQ(classify(sheet).status, Status::not_controlled);
  EXPECT_THAT(classify(sheet).missing, IsEmpty());
}

TEST(Classification, MemoryStacksMeetOnlyTheirOwnParagraph) {
  const std::uint32_t hbm = shipped_catalog().find("HBM3 stack")->number;
  EXPECT_EQ(paragraphs(shipped_catalog().classification(hbm, Date(2024, 12, 30))), "");
  EXPECT_EQ(paragraphs(shipped_catalog().classification(hbm, Date(2024, 12, 31))), "c");
  EXPECT_EQ(shipped_catalog().classification(hbm, Date(2024, 12, 31)).in_c, Truth::yes);
  const std::uint32_t any = shipped_catalog().find("HBM stack of unknown generation")->number;
  EXPECT_EQ(shipped_catalog().classification(any, Date(2025, 1, 1)).in_c, Truth::unknown);
  EXPECT_EQ(shipped_catalog().classification(any, Date(2025, 1, 1)).in_a, Truth::no);
}

TEST(Classification, PrecomputedAndAskedForAgree) {
  for (const Date date : {kBefore, Date(2022, 10, 21), kFirstVersion, kDensity, Date(2025, 6, 1)}) {
    for (const CatalogItem& item : shipped_catalog().items()) {
      const Classification& stored = shipped_catalog().classification(item.number, date);
      const Classification asked = shipped_catalog().classify(item, date);
      EXPECT_EQ(stored.paragraph_names, asked.paragraph_names) << item.name;
      EXPECT_EQ(stored.status, asked.status) << item.name;
      EXPECT_EQ(stored.missing, asked.missing) << item.name;
    }
  }
}

}  // namespace
}  // namespace tidewaiter::catalog
