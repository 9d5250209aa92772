// Lines that name several things, or one thing in a way that hides it: each rule of reading with what it must leave
// alone.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/catalog_files.h"

namespace tidewaiter::catalog {
namespace {

using testing::ElementsAre;

std::string text_of(const Naming& found, std::uint32_t item) {
  return fmt::format("{} x {} of {}", shipped_catalog().items()[item].name, found.units * found.stated.value_or(1),
                     found.chips_per_unit);
}

// The deciding item first, then the others in the order of the text.
std::vector<std::string> items_of(std::string_view text, std::string_view sku = {}) {
  const Identification found = shipped_catalog().identify(text, sku);
  std::vector<std::string> items;
  if (found.item) items.push_back(text_of(found, *found.item));
  for (const NamedItem& other : found.others) items.push_back(text_of(other, other.item));
  return items;
}

Identification identify(std::string_view text) { return shipped_catalog().identify(text); }

TEST(SeveralItems, HaveEachItsOwnCountAndTheStrictestComesFirst) {
  EXPECT_THAT(items_of("H20 x8, H200 SXM x8, H100 SXM x16"),
              ElementsAre("H200 SXM x 8 of 1", "H20 x 8 of 1", "H100 SXM5 x 16 of 1"));
  EXPECT_THAT(items_of("2 pcs A30 24GB; 4 pcs L40S 48GB"), ElementsAre("L40S x 4 of 1", "A30 x 2 of 1"));
  EXPECT_THAT(items_of("RTX 4090 24GB x10 and RTX 4090 D 24GB x20"),
              ElementsAre("RTX 4090 x 10 of 1", "RTX 4090 D x 20 of 1"));
  EXPECT_THAT(items_of("五台八卡4090服务器 另送5张3090"), ElementsAre("RTX 4090 server x 5 of 8", "RTX 3090 x 5 of 1"));
  EXPECT_THAT(items_of("XE9680 (8x H100 SXM) x 2, R760xa (4x L40S) x 5"),
              ElementsAre("H100 SXM5 server x 2 of 8", "L40S server x 5 of 4"));
}

TEST(SeveralItems, AreOneThingWhereNothingDividesThem) {
  EXPECT_THAT(items_of("A800/H800 80GB SXM, 4 pcs"), testing::SizeIs(1));  // which is open
  EXPECT_THAT(items_of("RTX 4090 24GB, ASUS TUF RTX 4090, 2 pcs"), testing::SizeIs(1));
  EXPECT_THAT(items_of("8x H100 SXM5 in Supermicro SYS-821GE-TNHR"), ElementsAre("H100 SXM5 server x 1 of 8"));
  EXPECT_THAT(items_of("32x H100 SXM5 80GB in 4x SYS-821GE-TNHR"), ElementsAre("H100 SXM5 server x 4 of 8"));
}

TEST(SeveralItems, OfOneChipNeedCountsOfTheirOwn) {
  EXPECT_THAT(items_of("DGX H100 qty 1; spare H100 SXM5 module qty 2; H100 heatsink qty 4"),
              ElementsAre("DGX H100 x 1 of 8", "H100 SXM5 x 2 of 1"));
  EXPECT_THAT(items_of("DGX H100; H100 SXM5 inside"), testing::SizeIs(1));
}

TEST(SeveralItems, OfAnAccessoryAreNone) {
  EXPECT_THAT(items_of("Heat sink for L40, L40S and A40, 20 pcs"), testing::IsEmpty());
  EXPECT_THAT(items_of("H100用散热器; H100 SXM5 80GB 4片"), ElementsAre("H100 SXM5 x 4 of 1"));
}

TEST(Misread, CodesAreReadWithLessConfidence) {
  for (const auto& [text, item] :
       std::vector<std::pair<std::string, std::string>>{{"NVIDIA H2O 96G module", "H20"},
                                                        {"NVIDIA Al00 8OGB SXM4", "A100 80GB SXM"},
                                                        {"GRAPHICS CARD RTX 409O 24GB", "RTX 4090"},
                                                        {"NVIDIA \u0410100 SXM4 80GB", "A100 80GB SXM"},  // Cyrillic A
                                                        {"NVIDIA \u041D100 PCIe", "H100 PCIe"}}) {        // Cyrillic En
    const Identification found = identify(text);
    ASSERT_TRUE(found.item) << text;
    EXPECT_EQ(shipped_catalog().items()[*found.item].name, item) << text;
    EXPECT_EQ(found.confidence, Confidence::unverified) << text;
    EXPECT_THAT(found.words.front(), testing::HasSubstr("(written ")) << text;
  }
}

TEST(Misread, WaterIsNoChip) {
  for (const char* text : {"H2O", "Mineral water H2O 0.5 l", "H2O filter cartridge",
                           "integrated circuits H2O filter controller", "100l tank", "CO2 sensor", "USB3 SSD"}) {
    EXPECT_FALSE(identify(text).item) << text;
  }
}

TEST(Markup, IsReadAsAPersonSeesIt) {
  EXPECT_THAT(items_of("&lt;b&gt;NVIDIA&nbsp;H100&nbsp;PCIe&nbsp;80GB&lt;/b&gt; &times;2"),
              ElementsAre("H100 PCIe x 2 of 1"));
  EXPECT_THAT(items_of("<li>RTX&#8239;4090&nbsp;D 24GB &#215; 12</li>"), ElementsAre("RTX 4090 D x 12 of 1"));
  EXPECT_THAT(items_of("H100 SXM5 2 pcs<br>A30 24GB 4 pcs"), ElementsAre("H100 SXM5 x 2 of 1", "A30 x 4 of 1"));
  // no entity, no tag
  EXPECT_THAT(items_of("R&D server, 8x H100 SXM5"), ElementsAre("H100 SXM5 server x 1 of 8"));
  EXPECT_THAT(items_of("H100 SXM5 <80 C, 2 pcs"), ElementsAre("H100 SXM5 x 2 of 1"));
  EXPECT_THAT(items_of("H100 &#xD800;&#9999999999; SXM5"), testing::SizeIs(1));
}

TEST(WhatAThingIsFor, MayStandBehindTheName) {
  for (const char* text : {"H100用散热器", "H100용 방열판 10개", "RTX 4090対応 電源ユニット",
                           "RTX 4090 compatible bracket", "A800/H800 通用 NVLink 桥 6个"}) {
    EXPECT_FALSE(identify(text).item) << text;
  }
  EXPECT_TRUE(identify("服务器用H100 SXM5 80GB").item);
  EXPECT_TRUE(identify("AI用 H100 PCIe 2枚").item);
}

TEST(Adapters, OfPicturesAreCards) {
  for (const char* text : {"Video adapter NVIDIA RTX 4090 24GB", "NVIDIA graphics adapter L40S 48GB"}) {
    const Identification found = identify(text);
    EXPECT_TRUE(found.item) << text;
    EXPECT_EQ(found.kind, ItemKind::card) << text;
  }
  for (const char* text : {"power adapter for RTX 4090", "adapter cable for graphics card RTX 4090"}) {
    EXPECT_FALSE(identify(text).item) << text;
  }
}

TEST(Works, ThatComeFirstAreWhatTheLineIsAbout) {
  for (const char* text : {"User manual, DGX H100, printed, 2 copies", "PC game key, recommended GPU RTX 3090",
                           "Handbuch, HGX H200", "说明书 H100 SXM5"}) {
    const Identification found = identify(text);
    EXPECT_FALSE(found.item) << text;
    EXPECT_EQ(found.kind, ItemKind::accessory) << text;
  }
  EXPECT_TRUE(identify("H100 SXM5 80GB, with user manual").item);
  EXPECT_TRUE(identify("Graphics card for games, RTX 4090").item);
}

TEST(Machines, AreListedPartByPart) {
  EXPECT_THAT(items_of("Chassis 2U | 2x EPYC 9354 | 12x 64GB DDR5 | 6x A10 24GB | 2x NVMe SSD | 2x PSU"),
              ElementsAre("A10 server x 1 of 6"));
  EXPECT_THAT(items_of("Xeon 6430, 2 pcs; L40S, 4 pcs; DDR5, 16 pcs; NVMe SSD, 2 pcs"),
              ElementsAre("L40S x 4 of 1"));  // near misses: goods of their own
  EXPECT_THAT(items_of("1x EPYC 7543, 4x L40S, 8x 64GB DIMM"), ElementsAre("L40S x 4 of 1"));
}

TEST(Counts, AreNoNumbersOfPapersAndInAnyDigits) {
  EXPECT_THAT(items_of("Offerta n. 318: n. 4 schede NVIDIA L40S"), ElementsAre("L40S x 4 of 1"));
  EXPECT_THAT(items_of("NVIDIA L40S عدد ٦ قطع"), ElementsAre("L40S x 6 of 1"));
  EXPECT_THAT(items_of("การ์ดจอ RTX 4090 จำนวน ๑๒ ใบ"), ElementsAre("RTX 4090 x 12 of 1"));
  EXPECT_THAT(items_of("AMD MI250 128GB OAM x4"), ElementsAre("MI250 x 4 of 1"));
}

TEST(ShortCodes, AreBelievedWhereSeveralAreCountedOrOneChangesHands) {
  EXPECT_THAT(items_of("tengo 5 L40 y 3 A40"), testing::SizeIs(2));
  EXPECT_THAT(items_of("交換品出荷:A30 2枚"), ElementsAre("A30 x 2 of 1"));
  EXPECT_THAT(items_of("aparelhos Samsung: A10 (18), A30 (12)"), testing::IsEmpty());  // near miss: telephones
}

TEST(Packages, AreNumberedAndCountNothing) {
  EXPECT_THAT(items_of("第6箱：HGX B200 八卡基板 1片"), ElementsAre("HGX B200 x 1 of 8"));
  EXPECT_THAT(items_of("托盘1:H20 141G模组 24片"), ElementsAre("H20 x 24 of 1"));
}

TEST(Works, AreNotWhatChangesHands) {
  EXPECT_THAT(items_of("Warranty replacement: H100 NVL, 2 pcs"), ElementsAre("H100 NVL x 2 of 1"));
  EXPECT_THAT(items_of("修理返却品 RTX 3090 3台"), ElementsAre("RTX 3090 x 3 of 1"));
  EXPECT_THAT(items_of("設備租賃合約 租賃標的：DGX H100 2台"), ElementsAre("DGX H100 x 2 of 8"));
  EXPECT_THAT(items_of("Repair service, H100 NVL, returned after repair"), testing::IsEmpty());
  EXPECT_THAT(items_of("Reparatur RTX 3090, Pauschale"), testing::IsEmpty());
}

TEST(Homonyms, AreTheGoodsThatStandBesideThem) {
  for (const char* text :
       {"H200 hot air blower 2 kW", "Hiking boots model RTX 5090 size 43", "GB300 vibratory bowl feeder",
        "办公椅 合同号 H200-2025 30把", "鐵架 寬B200 高H100 深40 公分"}) {
    EXPECT_FALSE(identify(text).item) << text;
  }
  // but one that is packed among other goods, or that a memory size proves
  EXPECT_TRUE(identify("Office chair with H100").item);
  EXPECT_TRUE(identify("Boots H100 80GB").item);
}

TEST(Homonyms, MayBeTheMachineThatTheNextWordSays) {
  EXPECT_FALSE(identify("MI100 multimeter").item);
  EXPECT_FALSE(identify("HBM steel beams").item);
  EXPECT_TRUE(identify("8x H100, 2TB DDR5").item);  // beside it, and not behind its name
  EXPECT_TRUE(identify("HBM3 stacks, 24 GB").item);
  EXPECT_FALSE(identify("Zorbix H100 plinth mark seven").item);  // a bare name among unknown words
  EXPECT_TRUE(identify("RTX 4090 Suprim Liquid Trio").item);     // one with its line's name stands for itself
}

TEST(Counts, InManyForms) {
  for (const auto& [text, item] : std::vector<std::pair<std::string, std::string>>{
           {"Two (2) NVIDIA DGX H100 systems", "DGX H100 x 2 of 8"},
           {"H100 SXM5 80GB 1,024 pcs", "H100 SXM5 x 1024 of 1"},
           {"half a dozen RTX 4090 24GB", "RTX 4090 x 6 of 1"},
           {"a pair of RTX 4090", "RTX 4090 x 2 of 1"},
           {"H100 NVL 94G 一对", "H100 NVL x 2 of 1"},
           {"L40S PCIe 48GB - 3 ctn x 10 pcs", "L40S x 30 of 1"},
           {"1 set = 8 pcs H100 SXM5", "H100 SXM5 x 8 of 1"},
           {"4090 公版 24G 1.65W一张 六张打包", "RTX 4090 x 6 of 1"},
           {"H100 8장 서버 4대", "H100 SXM5 server x 4 of 8"},
           {"16台 8卡 910B 服务器 共128卡", "Ascend 910B (typ.) server x 16 of 8"},
           {"H800 80G SXM5 模组 四片", "H800 SXM x 4 of 1"},
           {"H800 80G 八卡模组 四块", "H800 SXM 8-GPU board x 4 of 8"},
           {"Cuatro servidores con 8 H200 SXM cada uno", "H200 SXM server x 4 of 8"},
           {"4 сервера по 8 ускорителей H100 SXM5", "H100 SXM5 server x 4 of 8"},
           // near misses: a number of a list, a processor, a mass for each piece
           {"Line 3: MI300X OAM", "MI300X x 1 of 1"},
           {"NF5688M7, 8x H800 SXM 80GB, 2x 8468", "H800 SXM server x 1 of 8"},
           {"H100 SXM, 24 pcs, 2.1 kg/pc", "H100 SXM5 x 24 of 1"},
           {"H100 SXM5 80GB, USD 27,400.00/pc", "H100 SXM5 x 1 of 1"}}) {
    EXPECT_THAT(items_of(text), ElementsAre(item)) << text;
  }
}

TEST(Counts, OfWhatIsInABoardAreNoItems) {
  EXPECT_THAT(items_of("GB300 计算板 1个Grace 2个B300 四块"), ElementsAre("GB300 superchip x 4 of 2"));
  EXPECT_THAT(items_of("GB300 NVL72 x1; HGX B300 x2"), testing::SizeIs(2));
}

TEST(Siblings, AreToldByTheirMemory) {
  EXPECT_THAT(items_of("HGX A100 8-GPU baseboard 40GB modules, 1 pc"), ElementsAre("HGX A100 40GB SXM x 1 of 8"));
  EXPECT_THAT(items_of("HGX A100 8-GPU 80GB"), ElementsAre("HGX A100 x 1 of 8"));
  EXPECT_THAT(items_of("A100 80GB"), ElementsAre("A100 80GB SXM x 1 of 1"));
  EXPECT_THAT(items_of("", "900-21001-0020-100"), ElementsAre("A100 80GB PCIe x 1 of 1"));
}

TEST(Accessories, MayComeWithThingsOfTheirOwn) {
  EXPECT_FALSE(identify("MI300X cold plate loop with quick disconnects").item);
  EXPECT_FALSE(identify("RTX 4090 water block with backplate").item);
  EXPECT_TRUE(identify("RTX 4090 water block with graphics card").item);
  EXPECT_TRUE(identify("H100 PCIe, heat sink included").item);
}

TEST(Denied, NamesAreNotWhatTheLineHolds) {
  EXPECT_THAT(items_of("L40 48GB, not A40, 3 pcs"), ElementsAre("L40 x 3 of 1"));
  EXPECT_THAT(items_of("收4090 出3090 24G 一张"), ElementsAre("RTX 3090 x 1 of 1"));
  EXPECT_THAT(items_of("Model No. H100 PCIe 80GB, 3 pcs"), ElementsAre("H100 PCIe x 3 of 1"));
}

TEST(Slots, AloneTellNoChip) {
  const Identification found = identify("Supermicro SYS-421GE-TNRT, 2 pcs");
  EXPECT_FALSE(found.item);
  EXPECT_TRUE(found.system);
  EXPECT_TRUE(found.accelerator_word);
  EXPECT_TRUE(identify("Supermicro SYS-421GE-TNRT with 8x L40S").item);
  EXPECT_TRUE(identify("Supermicro SYS-821GE-TNHR").item);  // its board is always there
}

std::string repeated(std::string_view text, std::size_t bytes) {
  std::string all;
  while (all.size() < bytes) all += text;
  return all;
}

TEST(Bounds, OfALineAreBoundsOfTime) {
  constexpr std::size_t kMegabyte = 1'000'000;
  for (const char* text :
       {"x", "H100 ", "H100, ", "8x ", "服务器", "(", "for ", "& ", "<a ", "&lt;", "a1o", "\x01", "\xFF", "1 "}) {
    const Identification found = identify(repeated(text, kMegabyte));
    EXPECT_GE(found.units, 1) << text;
  }
  EXPECT_TRUE(identify(repeated("H100 SXM5 x2; ", kMegabyte)).item);
  EXPECT_FALSE(identify(repeated("cotton shirts, ", kMegabyte)).item);
}

TEST(Bounds, TenThousandItemsAreAllTold) {
  std::string text;
  for (int i = 0; i < 5'000; ++i) text += "H100 SXM5 x2; L40S x3; ";
  const Identification found = identify(text);
  ASSERT_TRUE(found.item);
  EXPECT_EQ(found.others.size(), 9'999U);
}

TEST(Bounds, ControlCharactersDivideWords) {
  EXPECT_THAT(items_of("H100\tSXM5\x01 80GB\r\nA30 24GB"), ElementsAre("H100 SXM5 x 1 of 1", "A30 x 1 of 1"));
  EXPECT_THAT(items_of(std::string("\0H100 SXM5\0", 11)), ElementsAre("H100 SXM5 x 1 of 1"));
  EXPECT_THAT(items_of("\x01\x02\x1F\x7F"), testing::IsEmpty());
}

}  // namespace
}  // namespace tidewaiter::catalog
