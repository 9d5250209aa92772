#include "catalog/catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "catalog/catalog_files.h"

namespace tidewaiter::catalog {
namespace {

using testing::HasSubstr;

const Catalog& shipped() { return shipped_catalog(); }

std::string load_error(std::string text) {
  const std::array files{SourceText{"mine.toml", std::move(text)}};
  const auto result = Catalog::load(files);
  return result ? "no error" : to_string(result.error());
}

constexpr std::string_view kSource = "[[source]]\nid = \"S\"\nconfidence = \"S\"\ntext = \"a test\"\n";

TEST(Catalog, KeepsFiguresWithTheirSource) {
  const CatalogItem* item = shipped().find("h100 sxm5");
  ASSERT_NE(item, nullptr);
  EXPECT_EQ(item->vendor, "NVIDIA");
  EXPECT_EQ(item->tpp, 15832);
  EXPECT_NEAR(*item->density, 19.45, 0.001);
  EXPECT_EQ(item->source, "S1");
  EXPECT_EQ(item->confidence, Confidence::secondary);
  ASSERT_TRUE(item->box.list_price);
  EXPECT_EQ(item->box.list_price->high, 30000);
  EXPECT_EQ(item->box.list_price->source, "S1");
  EXPECT_EQ(item->chips, 1);
  EXPECT_EQ(item->chip, item->number);
  EXPECT_THAT(item->tags, testing::Contains("letter-2022"));
}

TEST(Catalog, EveryItemNamesASourceAndEveryNameIsUnique) {
  for (const CatalogItem& item : shipped().items()) {
    EXPECT_NE(shipped().source(item.source), nullptr) << item.name;
    EXPECT_EQ(shipped().find(item.name), &item) << item.name;
    EXPECT_EQ(shipped().items()[item.number].name, item.name);
  }
}

TEST(Catalog, UnpublishedFiguresStayEmpty) {
  for (const char* name : {"MI308X", "RTX 6000D", "Ascend 910D"}) {
    const CatalogItem* item = shipped().find(name);
    ASSERT_NE(item, nullptr) << name;
    EXPECT_FALSE(item->tpp) << name;
    EXPECT_FALSE(item->density) << name;
  }
}

TEST(Catalog, ASystemCountsItsChipsAndKeepsTheirFigures) {
  const CatalogItem* dgx = shipped().find("DGX H100");
  ASSERT_NE(dgx, nullptr);
  EXPECT_EQ(dgx->kind, ItemKind::system);
  EXPECT_EQ(dgx->chips, 8);
  EXPECT_EQ(shipped().items()[dgx->chip].name, "H100 SXM5");
  EXPECT_EQ(dgx->tpp, 15832);
  EXPECT_EQ(dgx->confidence, Confidence::unverified);
  const CatalogItem* rack = shipped().find("GB200 NVL72");
  ASSERT_NE(rack, nullptr);
  EXPECT_EQ(rack->kind, ItemKind::rack);
  EXPECT_EQ(rack->chips, 72);
}

TEST(CatalogErrors, SayFileLineAndColumnOfEveryMistake) {
  const std::string message = load_error(std::string(kSource) + R"([[item]]
name = "X1"
vendor = "Acme"
family = "X1"
kind = "chop"
dense = "16:100"
die_mm2 = -4
colour = "red"
source = "S9"
)");
  EXPECT_THAT(message, HasSubstr("mine.toml:9:8: error[bad_catalog]: 'chop' is no kind of item"));
  EXPECT_THAT(message, HasSubstr("mine.toml:10:9: '16:100' does not start with a bit length: 16b"));
  EXPECT_THAT(message, HasSubstr("mine.toml:11:11: 'die_mm2' must be a number that is not negative"));
  EXPECT_THAT(message, HasSubstr("mine.toml:12:1: 'colour' is no key here"));
  EXPECT_THAT(message, HasSubstr("mine.toml:13:10: no source 'S9'"));
}

TEST(CatalogErrors, RefuseSyntaxTwinsAndAssembliesOfNothing) {
  EXPECT_THAT(load_error("[[item]\n"), HasSubstr("mine.toml:1:"));
  const std::string item =
      "[[item]]\nname = \"X1\"\nvendor = \"Acme\"\nfamily = \"X1\"\nkind = \"chip\"\nsource = \"S\"\n";
  EXPECT_THAT(load_error(std::string(kSource) + item + item), HasSubstr("'X1' stands in the catalogue twice"));
  EXPECT_THAT(load_error(std::string(kSource) + "[[assembly]]\nname = \"Box\"\nkind = \"system\"\nchips = 8\n"
                                                "holds = [\"X2\"]\nsource = \"S\"\n"),
              HasSubstr("mine.toml:9:9: error[bad_catalog]: no chip or card 'X2'"));
  EXPECT_THAT(load_error("item = 3\n"), HasSubstr("'item' is no array of tables"));
}

}  // namespace
}  // namespace tidewaiter::catalog
