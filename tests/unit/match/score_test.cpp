// The pair function, case by case: what must match, what must not, and what is said of it.
#include "match/score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tidewaiter::match {
namespace {

constexpr Score kThreshold = 7'000;

struct Case {
  const char* name1;
  const char* name2;
};

std::string told(const Case& c, Schema schema) {
  const DefaultWeights weights;
  return explain(prepare(c.name1, schema, weights).view(), prepare(c.name2, schema, weights).view()).line();
}

void expect_match(std::initializer_list<Case> cases, Schema schema = Schema::organization) {
  for (const Case& c : cases) {
    const Score value = compare(c.name1, c.name2, schema);
    EXPECT_GE(value, kThreshold) << c.name1 << " / " << c.name2 << ": " << told(c, schema);
  }
}
void expect_no_match(std::initializer_list<Case> cases, Schema schema = Schema::organization) {
  for (const Case& c : cases) {
    const Score value = compare(c.name1, c.name2, schema);
    EXPECT_LT(value, kThreshold) << c.name1 << " / " << c.name2 << ": " << told(c, schema);
  }
}

TEST(Score, EqualNamesAreFullAndOnlyThey) {
  EXPECT_EQ(compare("Bank of Ruritania", "BANK OF RURITANIA", Schema::organization), kFullScore);
  for (const Case& c : {Case{"Ruritania Bank", "Bank of Ruritania"}, Case{"Zenda Optics Ltd", "Zenda Optics Co., Ltd."},
                        Case{"Zenda Zenda", "Zenda"}, Case{"Zenda Intl", "Zenda International"}}) {
    const Score value = compare(c.name1, c.name2, Schema::organization);
    EXPECT_LT(value, kFullScore) << c.name1;
    EXPECT_GE(value, kThreshold) << c.name1;
  }
}

TEST(Score, TypingAndReadingErrorsMatch) {
  expect_match({{"Zenda Semiconducter", "Zenda Semiconductor"},
                {"Strelsau Optoelectronicss", "Strelsau Optoelectronics"},
                {"5trelsau 0ptics", "Strelsau Optics"},
                {"STRE1SAU", "STRELSAU"},
                {"Harnetz Systems", "Hametz Systems"},
                {"Tarlenheim Gruop", "Tarlenheim Group"}});
}

// What a list says of persons more than a query does is charged little. Two wrong letters are no more forgiven for it
// where nothing but that word met.
TEST(Score, OneMisspeltWordIsChargedInAPersonAsInACompany) {
  expect_match({{"Strelsa", "Strelsau"}, {"Rudolf Rasendill", "Rudolf Rassendyll"}}, Schema::person);
  expect_no_match({{"Strelsow", "Strelsau"}, {"TARFUNK", "Tarfond"}}, Schema::person);
  EXPECT_THAT(told({"TARFUNK", "Tarfond"}, Schema::person), testing::HasSubstr("only a misspelt word met"));
  EXPECT_THAT(told({"Rudolf Rasendill", "Rudolf Rassendyll"}, Schema::person),
              testing::Not(testing::HasSubstr("only a misspelt word met")));
}

TEST(Score, OrderAndMissingGenericWordsMatch) {
  expect_match({{"Technology Strelsau Beijing", "Beijing Strelsau Technology"},
                {"Strelsau Information", "Strelsau Information Industry"},
                {"Strelsau Technology (Hong Kong)", "Strelsau Technology"}});
}

TEST(Score, SpacingAndJoiningMatch) {
  expect_match({{"Stre lsau", "Strelsau"},
                {"Sugobai Info", "SugobaiInfo"},
                {"Dong Fang Optics", "Dongfang Optics"},
                {"Strelsau Opto Electronics", "Strelsau Optoelectronics"}});
}

TEST(Score, AbbreviationsAndAcronymsMatch) {
  expect_match({{"Strelsau Intl", "Strelsau International"},
                {"Univ of Strelsau", "University of Strelsau"},
                {"Strelsau Inst. of Sci. & Tech.", "Strelsau Institute of Science and Technology"},
                {"RSDI", "Ruritania State Development Institute"},
                {"StrelsauTech", "Strelsau Technology Holdings"},
                {"ZENDAPHARMACEUTI", "Zenda Pharmaceutical"},
                {"RSDI", "Ruritania State Development Institute Group"}});
  expect_no_match({{"ZendaTe", "Zenda Technology"}, {"ZenTech", "Zen Technology"}});
  expect_no_match(
      {{"RSD", "Ruritania State Development Institute"}, {"XSDI", "Ruritania State Development Institute"}});
}

TEST(Score, LegalFormsAreASmallThing) {
  const Score equal = compare("Zenda Optics LLC", "Zenda Optics LLC", Schema::organization);
  const Score expanded = compare("Zenda Optics LLC", "Zenda Optics Ltd", Schema::organization);
  const Score dropped = compare("Zenda Optics", "Zenda Optics LLC", Schema::organization);
  const Score other = compare("Zenda Optics AG", "Zenda Optics LLC", Schema::organization);
  EXPECT_GT(equal, expanded);
  EXPECT_GT(dropped, other);
  EXPECT_GE(other, kThreshold);
  EXPECT_LT(other, 9'000);
  expect_match({{"OOO Zenda", "Zenda LLC"}, {"Zenda Sdn Bhd", "Zenda GmbH"}, {"星海有限公司", "Xinghai Co., Ltd."}});
}

TEST(Score, ScriptsMatchTheirRomanisation) {
  expect_match({{"星海信息产业股份有限公司", "Xinghai Information Industry Co., Ltd."},
                {"深圳市星海科技有限公司", "Shenzhen Xinghai Technology Co., Ltd."},
                {"深圳市星海電子有限公司", "Shenzhen Xinghai Electronics Co., Ltd."},
                {"ООО Стрельцов Оптика", "Streltsov Optika LLC"},
                {"Müller & Söhne Präzision", "Muller & Sohne Prazision"}});
}

TEST(Score, ForeignWordsOfBusinessMatchTheirEnglishOnes) {
  expect_match({{"Strelsau Priborostroitelnyy Zavod", "Strelsau Instrument Plant"},
                {"Strelsau Radioelektronnaya Promyshlennost", "Strelsau Radio Industry"},
                {"Sanaye Elektronik Strelsau", "Strelsau Electronics Industries"},
                {"Strelsau Denki Kogyo", "Strelsau Electric Industry"}});
}

TEST(Score, OlderSpellingsOfChineseMatch) {
  expect_match({{"Tungfang Optics", "Dongfang Optics"},
                {"Tung-fang Optics", "Dongfang Optics"},
                {"Pei-ching Hsing-hai Technology", "Beijing Xinghai Technology"},
                {"Hohsin Optics", "Hexin Optics"},
                {"Hsin-hsin Optics", "Xinxin Optics"},
                {"Tsungi Optics", "Zongyi Optics"},
                {"Hehsin Optics", "Hexin Optics"}});
}

TEST(Score, CantoneseKoreanJapaneseAndArabicNamesMatch) {
  expect_match({{"星海科技有限公司", "Sing Hoi Technology Co., Ltd."},
                {"永隆貿易有限公司", "Wing Lung Trading Limited"},
                {"젠다전자 주식회사", "Jenda Electronics Co., Ltd."},
                {"조선금강무역회사", "Korea Kumgang Trading Company"},
                {"대동강기술", "Taedonggang Technology"},
                {"대동강기술", "Daedonggang Technology"},
                {"ゼンダ電子工業株式会社", "Zenda Electronics Industry Co., Ltd."},
                {"شركة زيندا للتجارة", "Zenda Trading Company"},
                {"شركة الزيندا للصناعات", "Al-Zenda Industries Co."}});
  expect_no_match({{"星海科技有限公司", "Sing Tao Technology Co., Ltd."},
                   {"대동강기술", "Kumgang Technology"},
                   {"شركة زيندا للتجارة", "Hentzau Trading Company"}});
}

TEST(Score, APlaceAndItsRussianAdjectiveAreOne) {
  expect_match({{"Strelsauskiy Zavod Optiki", "Strelsau Optics Plant"}});
  expect_no_match({{"Rudolf Strelsauskiy", "Rudolf Strelsau"}}, Schema::person);
}

TEST(Score, AnUmlautMayBeWrittenOut) {
  expect_match(
      {{"Zöndler", "Zoendler"}, {"Grünau Maschinen GmbH", "Gruenau Maschinen"}, {"Åsvik Marine", "Aasvik Marine"}});
  EXPECT_GT(compare("Zöndler Maschinen", "Zoendler Maschinen", Schema::organization, DefaultWeights{}), 9'000);
  EXPECT_LT(compare("Zondler", "Zoendler", Schema::organization, DefaultWeights{}), 9'000);  // a letter more
}

TEST(Score, ForeignNamesInHanMatchBySound) {
  expect_match({{"弗拉维亚·曾达", "Flavia Zenda"}}, Schema::person);
  expect_no_match({{"弗拉维亚·曾达", "Rudolf Strelsau"}}, Schema::person);
}

TEST(Score, LookAlikesOfOtherScriptsMatchAndAreTold) {
  const Case disguised{"Z\u0435nda \u041Eptics", "Zenda Optics"};  // Cyrillic e and O
  expect_match({disguised});
  EXPECT_LT(compare(disguised.name1, disguised.name2, Schema::organization), kFullScore);
  EXPECT_NE(told(disguised, Schema::organization).find("look-alikes"), std::string::npos);
}

TEST(Score, AGluedLegalFormIsRead) { expect_match({{"ZendaAG", "Zenda AG"}, {"ZendaLLC", "Zenda LLC"}}); }

TEST(Score, NumbersMustAgree) {
  expect_match({{"13th Institute", "Thirteenth Institute"}, {"Factory No. 771", "Factory 771"}});
  expect_no_match({{"13th Institute", "14th Institute"},
                   {"Zenda Research Institute No. 771", "Zenda Research Institute No. 772"},
                   {"Zenda Holding Company 23", "Holding Company"}});
  expect_no_match({{"Zenda Pearl 6", "Zenda Pearl 5"}}, Schema::vessel);
}

TEST(Score, DirectionsMustAgreeAsNumbersDo) {
  expect_no_match({{"University of Northern Ruritania", "University of Southern Ruritania"},
                   {"Strelsau Northwest Aviation Institute", "Strelsau Northeast Aviation Institute"}});
  expect_match(
      {{"University of Northern Ruritania", "Ruritania Northern University"}, {"Zenda Optics East", "Zenda Optics"}});
}

TEST(Score, ANameThatManyEntriesShareIsNotGeneric) {
  struct Shared final : WeightSource {  // "zenda" stands in two hundred entries
    Weight weight(std::string_view canonical) const override {
      return weight_of(canonical == "zenda" ? 200 : 1, 26'000, canonical);
    }
  } const shared;
  EXPECT_GE(compare("Zenda Pte. Ltd.", "Zenda International Pte. Ltd.", Schema::organization, shared), kThreshold);
  EXPECT_LT(compare("Global Pte. Ltd.", "Global International Pte. Ltd.", Schema::organization, shared), kThreshold);
}

TEST(Score, RussianLettersStandForTheirWords) {
  expect_match({{"NPO Zenda, AO", "Aktsionernoe obshchestvo nauchno-proizvodstvennoe obedinenie Zenda"},
                {"NII Strelsau", "Scientific Research Institute Strelsau"},
                {"OOO Strelsau Menedzhment", "Strelsau Management LLC"},
                {"Uralskiy Mekhanicheskiy Zavod", "Ural Mechanical Plant"}});
  expect_no_match({{"NPO Zenda", "NPO Strelsau"}});
}

TEST(Score, SpellingsOfOneForeignNameMatch) {
  expect_match(
      {{"Jafar Qasimi", "Jaafar Ghasemi"}, {"Daoud Strelsawi", "Dawood Strelsawy"}, {"Faisal Zendi", "Feisal Zendy"}},
      Schema::person);
  expect_no_match(
      {{"Karim Zendi", "Kamal Zendi"}, {"Ramesh Zendar", "Rajesh Zendar"}, {"Viktoria Zendova", "Viktor Zendov"}},
      Schema::person);
}

TEST(Score, AShortMisspeltWordBesideGenericOnesIsNotEnough) {
  expect_no_match({{"The Alder Trust", "The Elder Trust"}});
}

TEST(Score, GenericWordsAloneDoNotMatch) {
  expect_no_match({{"Global Electronics Trading", "Zenda Electronics Trading"},
                   {"Global Electronics Trading", "Global Electronics"},
                   {"Beijing International Technology", "Beijing Technology Development"},
                   {"Shanghai Trading Co., Ltd.", "Shanghai Industry Co., Ltd."},
                   {"Holding Company", "Zenda Holding Company"}});
}

TEST(Score, AccidentsDoNotMatch) {
  expect_no_match({{"Zenda Optics", "Zubrowka Optics"},      // first letter
                   {"Shenzhen Zenda", "Shenzhen Zubrowka"},  // city
                   {"Ze", "Zenda"},                          // a short word inside a long one
                   {"Zen Trading", "Zenda Trading"},
                   {"Z T Optics", "Zenda Tarlen Optics"},  // initials of a company
                   {"Training Centre", "Trading Centre"},
                   {"Zinda", "Zenda Ltd"},  // one letter of five, and nothing else
                   {"CBA Company", "A.B.C. Company"}});
}

TEST(Score, PersonsHaveTheirOwnRules) {
  expect_match({{"Zenda, Rudolf", "Rudolf Zenda"},
                {"R. Zenda", "Rudolf Zenda"},
                {"Dr. Rudolf Zenda", "Rudolf Zenda"},
                {"Rudolf Zenda", "Rudolf Viktorovich Zenda"},
                {"President Zenda", "Rudolf Zenda"},
                {"Rudolf bin Zenda", "Rudolf Zenda"},
                {"RudolfZenda", "Rudolf Zenda"},
                {"RV Zenda", "Rudolf Viktor Zenda"},
                {"9udo1f Zenda", "Gudolf Zenda"},
                {"Mohammed Zenda", "Muhammad Zenda"}},
               Schema::person);
  expect_no_match({{"Rudolf Ivanovich Zenda", "Rudolf Viktorovich Zenda"},
                   {"Flavia Zenda", "Rudolf Zenda"},
                   {"F. Zenda", "Rudolf Zenda"},
                   {"R. Z.", "Rudolf Zenda"},
                   {"Rudolf", "Rudolf Viktorovich Zenda Strelsau Hentzau"}},
                  Schema::person);
}

TEST(Score, TheEntrysKindDecidesHowNamesAreCompared) {
  const DefaultWeights weights;
  const PreparedName query = prepare("Rudolf Zenda", Schema::unknown, weights);
  const PreparedName person = prepare("Rudolf Viktorovich Zenda", Schema::person, weights);
  const PreparedName unknown = prepare("Rudolf Viktorovich Zenda", Schema::unknown, weights);
  EXPECT_TRUE(explain(query.view(), person.view()).as_persons);
  EXPECT_FALSE(explain(query.view(), unknown.view()).as_persons);
  EXPECT_GT(score(query, person), score(query, unknown));
}

TEST(Score, EmptyAndFormlessNamesMatchNothing) {
  for (const Schema schema : {Schema::unknown, Schema::person, Schema::vessel}) {
    EXPECT_EQ(compare("", "", schema), 0);
    EXPECT_EQ(compare("", "Zenda", schema), 0);
    EXPECT_EQ(compare("...", "!!!", schema), 0);
    EXPECT_EQ(compare("Co., Ltd.", "Zenda Co., Ltd.", schema), 0);
    EXPECT_EQ(compare("\xFF\xFE", "\xFF", schema), 0);
  }
  EXPECT_EQ(compare("X", "X", Schema::organization), kFullScore);
}

// A query often lacks words of the listed name; a listed name inside a longer query is more often another party's.
TEST(Score, AWordThatOnlyTheQueryHasCostsMoreThanOneThatOnlyTheListHas) {
  for (const Case& c :
       {Case{"Zenda Optics", "Zenda Hentzau Optics"}, Case{"Strelsau Zenda LLC", "Strelsau Zenda Tarlenheim LLC"}}) {
    EXPECT_GT(compare(c.name1, c.name2, Schema::organization), compare(c.name2, c.name1, Schema::organization));
  }
  expect_match({{"Strelsau Zenda", "Strelsau Zenda Hentzau"}});
  expect_no_match({{"Zenda", "Zenda Hentzau"}, {"Zenda Ltd", "Zenda Hentzau Ltd"}, {"Zenda Hentzau Ltd", "Zenda Ltd"}});
  // The same leftovers on either side weigh the same either way.
  EXPECT_EQ(compare("Zenda Intl Trading", "Zenda International Trading", Schema::organization),
            compare("Zenda International Trading", "Zenda Intl Trading", Schema::organization));
}

TEST(Score, HugeNamesAreComparedInTheirFirstWords) {
  std::string many;
  for (int i = 0; i < 5'000; ++i) many += "abcdefg" + std::string(1, static_cast<char>('a' + i % 26)) + " ";
  EXPECT_EQ(compare(many, many, Schema::organization), kFullScore);
  EXPECT_LT(compare(many, many + " more", Schema::organization), kFullScore);
}

TEST(Explanation, SaysWhichWordsMetAndWhatStayed) {
  const std::string line = told({"Strelsau Intl Dubai LLC", "Strelzau International Group AG"}, Schema::organization);
  for (const char* part :
       {"strelsau ~ strelzau (typo", "intl ~ international (abbreviated 0.95", "only in the query: dubai",
        "only on the list: group", "legal form llc / ag", "legal forms exclude each other"}) {
    EXPECT_NE(line.find(part), std::string::npos) << part << " in: " << line;
  }
  EXPECT_EQ(told({"", ""}, Schema::organization), "0.0000: no word met another");
}

}  // namespace
}  // namespace tidewaiter::match
