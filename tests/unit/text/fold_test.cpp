#include "text/fold.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

TEST(Fold, AsciiIsLowerCaseWithSingleBlanks) {
  EXPECT_EQ(fold("  Gulf-Star  \"Trading\"\tFZE "), "gulf star trading fze");
  EXPECT_EQ(fold("O'Neil Co.,Ltd."), "o neil co.,ltd.");
  EXPECT_EQ(fold(""), "");
  EXPECT_EQ(fold(" -- "), "");
}

TEST(Fold, DiacriticsWidthAndLigaturesVanish) {
  EXPECT_EQ(fold("Große Straße"), "grosse strasse");
  EXPECT_EQ(fold("Łódź Ørsted Đà Nẵng"), "lodz orsted da nang");
  EXPECT_EQ(fold("ＡＢＣ　１２３"), "abc 123");
  EXPECT_EQ(fold("ÉLECTRONIQUE"), fold("e\xCC\x81lectronique"));
  EXPECT_EQ(fold("İstanbul"), "istanbul");
}

TEST(Fold, DashesQuotesAndInvisibleCharactersAreBlanksOrNothing) {
  EXPECT_EQ(fold("“Gulf—Star”"), "gulf star");
  EXPECT_EQ(fold("«Восток»"), "восток");
  EXPECT_EQ(fold("Gulf\xE2\x80\x8BStar"), "gulfstar");
  EXPECT_EQ(fold("Gulf\xC2\xA0Star"), "gulf star");
}

TEST(Fold, LettersOfOtherScriptsStayApart) {
  EXPECT_NE(fold("が"), fold("か"));
  EXPECT_EQ(fold("ｶﾞ"), fold("ガ"));
  EXPECT_NE(fold("й"), fold("и"));
  EXPECT_EQ(fold("Ё"), fold("е"));
  EXPECT_EQ(fold("曙光信息"), "曙光信息");
}

TEST(Fold, InvalidBytesAreReplacementCharacters) {
  EXPECT_EQ(fold("A\xFFZ"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(fold("\xE4\xB8"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Fold, FoldingTwiceChangesNothing) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const std::size_t length = random() % 12;
    for (std::size_t i = 0; i < length; ++i) {
      const auto c = static_cast<char32_t>(random() % 3 == 0 ? random() % 0x250 : random() % 0xD7FF);
      append_utf8(text, c);
    }
    const std::string once = fold(text);
    ASSERT_EQ(fold(once), once) << text;
  }
}

}  // namespace
}  // namespace tidewaiter::text
