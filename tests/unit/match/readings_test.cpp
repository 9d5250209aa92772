// What a name column holds besides the name must not hide it, and must not make names out of addresses.
#include "match/readings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "match/score.h"
#include "opened_index.h"

namespace tidewaiter::match {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

TEST(Readings, APlainNameIsReadOnce) {
  for (const char* name : {"Zenda Optics Co., Ltd.", "Zenda, Rudolf", "Zenda (Shenzhen) Optics Ltd",
                           "Belt and Road Fund", "13th Institute, Zenda", "", "曙光信息产业股份有限公司"}) {
    EXPECT_THAT(readings_of(name), ElementsAre(name));
  }
}

TEST(Readings, AnAddressIsCutOff) {
  for (const char* text : {"Zenda Optics Co., Ltd., Unit 1203, 12/F, Kwun Tong Road 88, Kowloon, Hong Kong",
                           "Zenda Optics Co., Ltd. No. 17 Xueyuan Road, Haidian District, Beijing 100083",
                           "Zenda Optics Co., Ltd.; P.O. Box 16795, Jebel Ali Free Zone, Dubai",
                           "Zenda Optics Co., Ltd - Block B, Floor 3, Science Park",
                           "Zenda Optics Co., Ltd, 21 Serangoon North Avenue 5", "Zenda Optics Co., Ltd, Dubai, UAE"}) {
    EXPECT_THAT(readings_of(text), Contains("Zenda Optics Co., Ltd")) << text;
  }
  EXPECT_THAT(readings_of("Zenda Optics 21 Serangoon North Avenue 5"), Contains("Zenda Optics"));
  EXPECT_THAT(readings_of("Zenda Optics LLC Dubai Branch"), Contains("Zenda Optics LLC"));
}

TEST(Readings, BothSidesOfAMarkerAreNames) {
  for (const char* text : {"Blue Harbour LLC c/o Zenda Optics", "Blue Harbour LLC on behalf of Zenda Optics",
                           "Blue Harbour LLC O/B Zenda Optics", "Attn Zenda Optics", "To the order of Zenda Optics",
                           "Bank of Harwick, Dubai Branch A/C Zenda Optics",
                           "Blue Harbour LLC (notify party: Zenda Optics)", "Zenda Optics ATTN Import Department"}) {
    EXPECT_THAT(readings_of(text), Contains("Zenda Optics")) << text;
  }
}

TEST(Readings, PlacesNumbersAndCommonWordsAreNoNames) {
  EXPECT_THAT(readings_of("Dubai, Unit 5, Office 4"), Not(Contains("Dubai")));
  EXPECT_THAT(readings_of("Trading, 21 Main Street"), Not(Contains("Trading")));
  EXPECT_THAT(readings_of("C.O. Trading"), ElementsAre("C.O. Trading"));
}

TEST(Readings, TheirNumberIsBounded) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "Zenda Optics " + std::to_string(i) + " Road c/o ";
  EXPECT_LE(readings_of(text).size(), kMostReadings);
}

TEST(Readings, AHitSaysWhichPartItIs) {
  const std::vector<IndexedName> names = {{"Zenda Optics FZE", 0, Schema::organization},
                                          {"Blue Harbour Trading", 1, Schema::organization}};
  const OpenedIndex index(names);
  const std::string query = "Blue Harbour Trading c/o Zenda Optics FZE, P.O. Box 16795, Dubai";
  const SearchResult found = index->search(query, Schema::unknown, {});
  ASSERT_EQ(found.hits.size(), 2U);
  EXPECT_LT(found.hits[0].score, kFullScore);  // a part is never wholly equal
  const Explanation told = index->explain(query, Schema::unknown, 0);
  EXPECT_EQ(told.part, "Zenda Optics FZE");
  EXPECT_THAT(told.line(), testing::HasSubstr("only \"Zenda Optics FZE\""));
}

TEST(Readings, ASlashDividesNamesButNotWords) {
  EXPECT_THAT(readings_of("Al-Zenda/Strelsau Army"),
              testing::ElementsAre("Al-Zenda/Strelsau Army", "Al-Zenda", "Strelsau Army"));
  EXPECT_THAT(readings_of("Zenda A/S"), testing::ElementsAre("Zenda A/S"));
  EXPECT_THAT(readings_of("Import/Export Zenda"), testing::ElementsAre("Import/Export Zenda"));
}

TEST(Readings, ANumberAtTheEndIsTheNames) {
  EXPECT_THAT(readings_of("Zenda Research Institute No. 771"),
              testing::ElementsAre("Zenda Research Institute No. 771"));
}

}  // namespace
}  // namespace tidewaiter::match
