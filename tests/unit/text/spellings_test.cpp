// Other spellings of one sound or one look: Wade-Giles, sounds in Han, letters of another script.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>

#include "text/alike_spelling.h"
#include "text/cantonese.h"
#include "text/han_words.h"
#include "text/korean.h"
#include "text/look_alikes.h"
#include "text/pinyin.h"
#include "text/sounds.h"
#include "text/tokens.h"
#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

TEST(WadeGiles, SpellsWholeSyllables) {
  const auto spelt = [](const char* word) { return wade_giles(word, WadeGiles::with_o); };
  EXPECT_EQ(spelt("dongfang"), "tungfang");
  EXPECT_EQ(spelt("beijing"), "peiching");
  EXPECT_EQ(spelt("guangzhou"), "kuangchou");
  EXPECT_EQ(spelt("xiamen"), "hsiamen");
  EXPECT_EQ(spelt("hexin"), "hohsin");
  EXPECT_EQ(wade_giles("hexin", WadeGiles::with_e), "hehsin");
  EXPECT_EQ(spelt("zenda"), "tsenta");
  EXPECT_EQ(spelt("optics"), "");
  EXPECT_EQ(spelt(""), "");
}

TEST(Cantonese, SpellsInJyutpingAndAsOfficesDo) {
  EXPECT_THAT(cantonese("星海"), testing::ElementsAre("singhoi"));
  EXPECT_THAT(cantonese("长江"), testing::ElementsAre("coenggong", "cheungkong"));
  EXPECT_THAT(cantonese("永隆"), testing::ElementsAre("winglung"));
  EXPECT_THAT(cantonese("光大"), testing::ElementsAre("gwongdaai", "kwongtai"));
  EXPECT_THAT(cantonese("龘"), testing::IsEmpty());
  EXPECT_THAT(cantonese(""), testing::IsEmpty());
}

TEST(AlikeSpelling, OneKeyForTheSpellingsOfOneName) {
  for (const auto& [a, b] : std::to_array<std::pair<const char*, const char*>>({{"qasimi", "ghasemi"},
                                                                                {"daoud", "dawood"},
                                                                                {"suleiman", "sulayman"},
                                                                                {"zendoff", "zendov"},
                                                                                {"akhmed", "ahmed"},
                                                                                {"fatimah", "fatima"},
                                                                                {"yevgeni", "evgeny"},
                                                                                {"electrocom", "elektrokom"}})) {
    EXPECT_EQ(alike_spelling(a), alike_spelling(b)) << a << ' ' << b;
    EXPECT_NE(alike_spelling(a), "");
  }
  for (const auto& [a, b] : std::to_array<std::pair<const char*, const char*>>(
           {{"hassan", "hussein"}, {"karim", "kamal"}, {"ahmad", "hamid"}, {"marina", "mariam"}})) {
    EXPECT_NE(alike_spelling(a), alike_spelling(b)) << a << ' ' << b;
  }
  EXPECT_EQ(alike_spelling("li"), "");
  EXPECT_EQ(alike_spelling("huawe1"), "");
  EXPECT_EQ(alike_spelling(""), "");
}

TEST(Korean, SpellsAfterMcCuneAndReischauer) {
  EXPECT_EQ(mccune_reischauer("조선"), "choson");
  EXPECT_EQ(mccune_reischauer("평양"), "pyongyang");
  EXPECT_EQ(mccune_reischauer("대동강"), "taedonggang");
  EXPECT_EQ(mccune_reischauer("금강"), "kumgang");
  EXPECT_EQ(mccune_reischauer("백두"), "paektu");
  EXPECT_EQ(mccune_reischauer("한국인"), "hangugin");
  EXPECT_EQ(mccune_reischauer("abc"), "");
}

std::string words_of(std::string_view name) {
  std::string words;
  for (const Token& token : tokenize(name).list) words += (words.empty() ? "" : " ") + token.text;
  return words;
}

TEST(Scripts, WordsOfBusinessAreTranslatedInEveryScript) {
  EXPECT_EQ(words_of("젠다전자 주식회사"), "jenda electronics chusik hoesa");
  EXPECT_EQ(words_of("ゼンダシステム株式会社"), "zenda systems kabushiki kaisha");
  EXPECT_EQ(words_of("星海電子工業株式会社"), "xinghai electronics industry kabushiki kaisha");
  EXPECT_EQ(words_of("شركة زيندا للتجارة الدولية"), "company zynda trading international");
  EXPECT_EQ(words_of("الزيندا"), "al zynda");
}

TEST(Scripts, ArabicWordsHaveTheSoundsOfTheirConsonants) {
  const auto sounds = [](std::string_view name) { return tokenize(name).list.at(0).sounds; };
  EXPECT_EQ(sounds("زيندا"), latin_sounds("zenda"));
  EXPECT_EQ(sounds("موراني"), latin_sounds("murani"));
  EXPECT_NE(sounds("زيندا"), latin_sounds("strelsau"));
}

TEST(Sounds, HanSpellingsMeetTheForeignName) {
  EXPECT_TRUE(within_edits(pinyin_sounds("luo ke xi de"), latin_sounds("lockheed"), 1));
  EXPECT_EQ(pinyin_sounds("ao ba ma"), latin_sounds("obama"));
  EXPECT_EQ(pinyin_sounds("pei luo xi"), latin_sounds("pelosi"));
  EXPECT_EQ(pinyin_sounds("he si ta er"), latin_sounds("herstal"));
  EXPECT_FALSE(within_edits(pinyin_sounds("luo ke xi de"), latin_sounds("boeing"), 1));
  EXPECT_EQ(latin_sounds("4paradigm"), 0U);
  EXPECT_EQ(count_of(latin_sounds("bcdfghjklmnpqrstvwxz")), kMostSounds);
}

TEST(LookAlikes, AMixedWordIsReadInOneScript) {
  bool changed = false;
  EXPECT_EQ(in_one_script("Zеndа", changed), "Zenda");  // Cyrillic е and а
  EXPECT_TRUE(changed);
  changed = false;
  EXPECT_EQ(in_one_script("Жyковскoго", changed), "Жуковского");  // Latin y and o
  EXPECT_TRUE(changed);
  changed = false;
  for (const char* one : {"Zenda", "Жуковский", "曙光", "Müller", "Zendaж", "", "\xFF"}) {
    EXPECT_EQ(in_one_script(one, changed), one);
    EXPECT_FALSE(changed) << one;
  }
  const Tokens tokens = tokenize("Zеnda Optics");
  EXPECT_TRUE(tokens.disguised);
  EXPECT_EQ(tokens.list.at(0).text, "zenda");
}

// Unicode's table of confusables, as ICU carries it: in every script that has look-alikes of Latin letters.
TEST(LookAlikes, ManyConfusablesAreKnown) {
  std::size_t known = 0;
  for (char32_t c = 0x80; c < 0x1F000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const char plain = latin_look_alike(c);
    if (plain == 0) continue;
    std::string word = "zend";
    append_utf8(word, c);
    bool changed = false;
    const std::string read = in_one_script(word, changed);
    if (changed && read == std::string("zend") + plain) ++known;
  }
  EXPECT_GE(known, 200U);
}

}  // namespace
}  // namespace tidewaiter::text
