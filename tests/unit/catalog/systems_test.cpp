// The systems of the shipped catalogue: what a maker's number stands for, and what one unit weighs, draws and costs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "catalog/catalog.h"
#include "catalog/catalog_files.h"

namespace tidewaiter::catalog {
namespace {

using testing::Contains;
using testing::ElementsAre;

const Catalog& shipped() { return shipped_catalog(); }

std::string system_of(std::string_view text, std::string_view sku = {}) {
  const Identification found = shipped().identify(text, sku);
  return found.system ? shipped().systems()[*found.system].name : "";
}

Box box_of(std::string_view text) { return shipped().box(shipped().identify(text)); }

TEST(Systems, AreAtLeastFortyOfEightMakersEachWithItsFigures) {
  std::set<std::string> makers;
  for (const System& system : shipped().systems()) {
    makers.insert(system.vendor);
    EXPECT_FALSE(system.configurations.empty()) << system.name;
    EXPECT_FALSE(system.release.empty()) << system.name;
    EXPECT_TRUE(system.box.power_kw) << system.name;
    EXPECT_NE(shipped().headings(system.kind), nullptr) << system.name;
    EXPECT_NE(shipped().source(system.source), nullptr) << system.name;
    for (const auto& figure : {system.box.mass_kg, system.box.packed_kg, system.box.power_kw}) {
      if (figure) {
        EXPECT_NE(shipped().source(figure->source), nullptr) << system.name;
      }
    }
  }
  EXPECT_GE(shipped().systems().size(), 40U);
  EXPECT_GE(makers.size(), 8U);
}

TEST(Systems, FromMemoryAreOfConfidenceU) {
  const System* server = shipped().system("SYS-821GE-TNHR");
  ASSERT_NE(server, nullptr);
  EXPECT_EQ(server->confidence, Confidence::unverified);
  EXPECT_EQ(server->box.mass_kg->confidence, Confidence::unverified);
  const System* rack = shipped().system("GB200 NVL72");
  ASSERT_NE(rack, nullptr);
  EXPECT_EQ(rack->box.mass_kg->low, 1360);
  EXPECT_EQ(rack->box.mass_kg->confidence, Confidence::secondary);
  EXPECT_EQ(rack->box.power_kw->high, 132);
  EXPECT_EQ(rack->configurations.front().chips, 72);
}

TEST(Systems, HoldSeveralChipsEachFromItsMonthOn) {
  const System* server = shipped().system("SYS-821GE-TNHR");
  ASSERT_NE(server, nullptr);
  std::vector<std::string> held;
  for (const Configuration& each : server->configurations) {
    held.push_back(shipped().items()[each.chip].name + " " + each.from);
    EXPECT_EQ(each.chips, 8);
    EXPECT_EQ(shipped().items()[each.item].kind, ItemKind::system);
  }
  EXPECT_THAT(held, ElementsAre("H100 SXM5 2023-03", "H800 SXM 2023-03", "H20 2024-02", "H200 SXM 2024-06"));
  EXPECT_THAT(shipped().headings(ItemKind::system)->hs, Contains("8471.50"));
}

TEST(SystemNumbers, AreFoundInAnyWritingAndWithMoreBehindThem) {
  for (const char* text :
       {"SYS-821GE-TNHR", "sys-821ge-tnhr", "Supermicro SYS 821GE TNHR", "SYS-821GE-TNHR-01 server"}) {
    EXPECT_EQ(system_of(text), "SYS-821GE-TNHR") << text;
  }
  EXPECT_EQ(system_of("computer", "AS-8125GS-TNMR2"), "AS-8125GS-TNMR2");
  EXPECT_EQ(system_of("Dell PowerEdge XE9680L"), "PowerEdge XE9680L");
  EXPECT_EQ(system_of("Gigabyte G593-ZD2 with 8x H200 SXM"), "G593-ZD2");
  EXPECT_EQ(system_of("NVIDIA DGX, part DGXA-2530F"), "DGX A100");
  EXPECT_EQ(shipped().system("sr675 v3")->name, "ThinkSystem SR675 V3");
}

TEST(SystemNumbers, ThatAreNearMeanNothing) {
  for (const char* text :
       {"SYS-821", "SYS-821GEX-TNHR", "PowerEdge R760", "XE96800", "G593", "server 8U", "DGX 2 units"}) {
    EXPECT_EQ(system_of(text), "") << text;
  }
}

TEST(SystemNumbers, WithAChipBesideThemCountAsThatSystemHoldsThem) {
  const Identification four = shipped().identify("Dell PowerEdge R760xa, NVIDIA H100 PCIe");
  EXPECT_EQ(four.chips_per_unit, 4);
  const Identification many = shipped().identify("Dell PowerEdge R760xa, NVIDIA L4 GPU");
  EXPECT_EQ(many.chips_per_unit, 12);
  const Identification stated = shipped().identify("Dell PowerEdge R760xa with 2x NVIDIA L40S");
  EXPECT_EQ(stated.chips_per_unit, 2);
}

TEST(Pattern, WithBracesStandsForEachAlternative) {
  EXPECT_THAT(written_forms("AS-8125GS-TNHR"), ElementsAre("AS-8125GS-TNHR"));
  EXPECT_THAT(written_forms("7D9{Q,R}CTO"), ElementsAre("7D9QCTO", "7D9RCTO"));
  EXPECT_THAT(written_forms("A{,+}"), ElementsAre("A", "A+"));
  EXPECT_THAT(written_forms("{A,B}{1,2}"), ElementsAre("A1", "A2", "B1", "B2"));
  EXPECT_EQ(written_forms("{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}").size(), 64U);
  for (const char* bad : {"A{B", "A}B", "A{B{C}}", "}{", "A}B{C}", "{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}{1,2}"})
    EXPECT_TRUE(written_forms(bad).empty()) << bad;
}

TEST(Box, OfANamedSystemIsThatSystems) {
  const Box server = box_of("Supermicro SYS-821GE-TNHR with 8x H100");
  ASSERT_TRUE(server.mass_kg && server.packed_kg && server.power_kw);
  EXPECT_EQ(server.mass_kg->low, 80);
  EXPECT_EQ(server.packed_kg->high, 130);
  EXPECT_EQ(server.power_kw->source, "U");
  const Box rack = box_of("2x NVIDIA GB200 NVL72");
  EXPECT_EQ(rack.mass_kg->low, 1360);
  EXPECT_EQ(rack.mass_kg->source, "mass-S");
}

TEST(Box, OfAServerOfNoMakeSpansAllThatHoldAsManyOfItsChip) {
  const Box whole = box_of("server with 8x H100 SXM5");
  ASSERT_TRUE(whole.mass_kg && whole.power_kw);
  EXPECT_EQ(whole.mass_kg->confidence, Confidence::inferred);
  EXPECT_LE(whole.mass_kg->low, 75);
  EXPECT_GE(whole.mass_kg->high, 110);
  EXPECT_FALSE(whole.list_price);
  const Box four = box_of("server with 4x H100 SXM5");
  ASSERT_TRUE(four.mass_kg);
  EXPECT_LT(four.mass_kg->low, whole.mass_kg->low);
  EXPECT_FALSE(box_of("server with 5x H100 SXM5").mass_kg) << "nobody makes one";
}

TEST(Box, OfACardOrChipIsItsOwn) {
  const Box card = box_of("GeForce RTX 4090 24GB");
  ASSERT_TRUE(card.mass_kg && card.packed_kg && card.power_kw && card.list_price);
  EXPECT_LE(card.mass_kg->low, 2.2);
  EXPECT_GE(card.mass_kg->high, 2.2);
  EXPECT_EQ(card.power_kw->high, 0.45);
  EXPECT_EQ(card.power_kw->source, "S2");
  EXPECT_EQ(card.list_price->low, 1599);
  EXPECT_EQ(card.list_price->date, "2022-10");
}

TEST(Box, PricesSayWhatAndWhenAndBlankIsNotZero) {
  const Box dgx = box_of("NVIDIA DGX B300");
  ASSERT_TRUE(dgx.list_price);
  EXPECT_EQ(dgx.list_price->currency, "USD");
  EXPECT_EQ(dgx.list_price->date, "2026-06");
  EXPECT_EQ(dgx.list_price->confidence, Confidence::secondary);
  EXPECT_FALSE(box_of("NVIDIA DGX H100").list_price);
  const Box nothing = box_of("cotton shirts");
  EXPECT_FALSE(nothing.mass_kg || nothing.packed_kg || nothing.power_kw || nothing.list_price);
}

TEST(RebuiltCards, KeepTheClassOfTheirChip) {
  const Date day(2025, 6, 1);
  const auto paragraphs = [&](const char* text) {
    const Identification found = shipped().identify(text);
    return found.item ? shipped().classification(*found.item, day).paragraph_names : std::vector<std::string_view>{"?"};
  };
  EXPECT_THAT(paragraphs("RTX 4090 48GB"), ElementsAre("3A090.a.1", "3A090.a.2"));
  EXPECT_THAT(paragraphs("RTX 4090 96GB"), ElementsAre("3A090.a.1", "3A090.a.2"));
  EXPECT_THAT(paragraphs("显卡 4090D 48G 涡轮"), ElementsAre());
}

TEST(History, IsOneSpanForEachChange) {
  const CatalogItem* chip = shipped().find("H100 SXM5");
  ASSERT_NE(chip, nullptr);
  const std::vector<ClassificationSpan> spans = shipped().history(*chip);
  ASSERT_GE(spans.size(), 3U);
  EXPECT_EQ(spans.front().days.from, kFirstDate);
  EXPECT_EQ(spans.back().days.to, kLastDate);
  for (std::size_t i = 1; i < spans.size(); ++i) EXPECT_EQ(spans[i].days.from, spans[i - 1].days.to + 1);
}

}  // namespace
}  // namespace tidewaiter::catalog
