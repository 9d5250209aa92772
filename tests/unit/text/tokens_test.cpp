#include "text/tokens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/latin.h"

namespace tidewaiter::text {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> words(std::string_view name) {
  std::vector<std::string> out;
  for (const Token& token : tokenize(name).list) out.push_back(token.text);
  return out;
}

TEST(Tokens, PunctuationDividesAndApostrophesDoNot) {
  EXPECT_THAT(words("Gulf-Star Trading Co.,Ltd."), ElementsAre("gulf", "star", "trading", "co", "ltd"));
  EXPECT_THAT(words("Int'l People’s Trade"), ElementsAre("intl", "peoples", "trade"));
  EXPECT_THAT(words("A & B Metals/Optics (Jebel Ali)"), ElementsAre("a", "b", "metals", "optics", "jebel", "ali"));
  EXPECT_THAT(words("'Quoted' \"Name\""), ElementsAre("quoted", "name"));
  EXPECT_THAT(words(""), ElementsAre());
  EXPECT_THAT(words(" .,;- "), ElementsAre());
}

TEST(Tokens, ThreeDottedLettersAreOneWord) {
  EXPECT_THAT(words("A.B.C. Company"), ElementsAre("abc", "company"));
  EXPECT_THAT(words("Oasis S.R.L."), ElementsAre("oasis", "srl"));
  EXPECT_THAT(words("Oasis S.A."), ElementsAre("oasis", "s", "a"));
  EXPECT_THAT(words("J.-C. Moreau"), ElementsAre("j", "c", "moreau"));
}

TEST(Tokens, NumbersHaveOneSpelling) {
  EXPECT_THAT(words("13th Institute"), ElementsAre("13", "institute"));
  EXPECT_THAT(words("Thirteenth Institute"), ElementsAre("13", "institute"));
  EXPECT_THAT(words("Factory No. 0771"), ElementsAre("factory", "771"));
  EXPECT_THAT(words("Brigade Forty-Four"), ElementsAre("brigade", "44"));
  EXPECT_THAT(words("Brigade Forty 4"), ElementsAre("brigade", "44"));
  EXPECT_THAT(words("Fund III"), ElementsAre("fund", "3"));
  EXPECT_THAT(words("000"), ElementsAre("0"));
  EXPECT_EQ(tokenize("First Bank").list[0].kind, TokenKind::number);
  EXPECT_EQ(tokenize("H3C").list[0].kind, TokenKind::word);
}

TEST(Tokens, HanNamesAreCutIntoWords) {
  EXPECT_THAT(words("深圳市星海科技有限公司"), ElementsAre("shenzhen", "xinghai", "technology", "company", "limited"));
  EXPECT_THAT(words("曙光信息產業"), ElementsAre("shuguang", "information", "industry"));
  EXPECT_EQ(tokenize("星海科技").list[0].kind, TokenKind::romanised);
  EXPECT_EQ(tokenize("星海科技").list[1].kind, TokenKind::translated);
}

TEST(Tokens, WellKnownNamesInHanAreTheirEnglishOnes) {
  EXPECT_THAT(words("哈尔滨工业大学"), ElementsAre("harbin", "institute", "technology"));
  EXPECT_THAT(words("浪潮集团"), ElementsAre("inspur", "group"));
  EXPECT_THAT(words("哈尔滨商业大学").back(), "university");  // another one
}

TEST(Tokens, UmlautsAreAlsoWrittenOut) {
  const auto others = [](std::string_view word) { return tokenize(word).list.at(0).others; };
  EXPECT_THAT(words("Müller Strömberg"), ElementsAre("muller", "stromberg"));
  EXPECT_THAT(others("Müller"), ElementsAre("mueller"));
  EXPECT_THAT(others("Mu\u0308ller"), ElementsAre("mueller"));
  EXPECT_THAT(others("ÅRHUS"), ElementsAre("aarhus"));
  EXPECT_THAT(others("Café"), ElementsAre());
  EXPECT_THAT(others("Muller"), ElementsAre());
}

TEST(Tokens, OtherScriptsAreSpeltInLatinLetters) {
  EXPECT_THAT(words("ООО «Восток-Щит»"), ElementsAre("ooo", "vostok", "shchit"));
  EXPECT_THAT(words("バラク・オバマ"), ElementsAre("baraku", "obama"));
  EXPECT_EQ(latin("Ελλάδα"), "ellada");
  EXPECT_EQ(latin("曙光"), "shu guang");
}

TEST(Tokens, LongNamesAreCutAndSaySo) {
  EXPECT_FALSE(tokenize("Gulf Star").cut);
  std::string many;
  for (int i = 0; i < 500; ++i) many += "word" + std::to_string(i) + "x ";
  EXPECT_EQ(tokenize(many).list.size(), kMaxTokens);
  EXPECT_TRUE(tokenize(many).cut);
  EXPECT_EQ(tokenize(std::string(10'000, 'a')).list[0].text.size(), kMaxTokenLetters);
  EXPECT_TRUE(tokenize(std::string(10'000, 'a')).cut);
}

TEST(Tokens, InvalidBytesDivideWords) { EXPECT_THAT(words("Gulf\xFFStar"), ElementsAre("gulf", "star")); }

}  // namespace
}  // namespace tidewaiter::text
