// The tables of Han characters against ICU's rules, from which they are made: alone, in runs, and among other letters.
#include "text/han_letters.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "text/latin.h"
#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

TEST(HanLetters, RunsAreSpeltAsTheRulesSpellThem) {
  std::mt19937 random(4);
  std::size_t by_table = 0;
  for (int i = 0; i < 6'000; ++i) {
    std::string run;
    bool all_spelt = true;
    for (std::size_t length = 1 + random() % 6; length > 0; --length) {
      const bool common = random() % 4 != 0;  // else of any block
      const char32_t first = common ? 0x4E00 : kFirstHanLetter;
      const char32_t c = first + static_cast<char32_t>(random() % (kLastHanLetter - first + 1));
      all_spelt = all_spelt && !han_syllable(c).empty();
      append_utf8(run, c);
    }
    ASSERT_EQ(latin(run), latin_by_rules(run)) << run;
    ASSERT_EQ(simplified_han(run), simplified_han_by_rules(run)) << run;
    by_table += all_spelt ? 1 : 0;
  }
  EXPECT_GT(by_table, 3'000U);
}

TEST(HanLetters, OtherLettersAmongThemStay) {
  for (const std::string_view text : {"龍芯 Loongson 3號", "株式会社ゼンダ電機", "深圳市ＡＢＣ科技", "㐀电子", "𠀀电子",
                                      "대동강 貿易", "", "Zenda"}) {
    EXPECT_EQ(latin(text), latin_by_rules(text)) << text;
    EXPECT_EQ(simplified_han(text), simplified_han_by_rules(text)) << text;
  }
  EXPECT_EQ(latin("曙光"), "shu guang");
  EXPECT_EQ(simplified_han("龍華電機"), "龙华电机");
}

}  // namespace
}  // namespace tidewaiter::text
