#include "text/legal_forms.h"

#include <gtest/gtest.h>

#include <string>

namespace tidewaiter::text {
namespace {

struct Reading {
  std::string words;
  std::string_view form;
  LegalClass legal_class;
};

Reading read(std::string_view name, LegalReading reading = LegalReading::all) {
  std::vector<Token> tokens = tokenize(name).list;
  const LegalForm form = take_legal_forms(tokens, reading);
  std::string words;
  for (const Token& token : tokens) words += (words.empty() ? "" : " ") + token.text;
  return {words, form_name(form), form.legal_class};
}

TEST(LegalForms, FormsOfTheWorldHaveClasses) {
  struct Case {
    std::string_view name;
    std::string_view words;
    LegalClass legal_class;
  };
  const Case cases[] = {
      {"Gulf Star Co., Ltd.", "gulf star", LegalClass::limited},
      {"Gulf Star Company Limited", "gulf star", LegalClass::limited},
      {"Gulf Star L.L.C.", "gulf star", LegalClass::limited},
      {"Gulf Star FZ-LLC", "gulf star", LegalClass::limited},
      {"Gulf Star FZE", "gulf star", LegalClass::limited},
      {"Gulf Star FZCO", "gulf star", LegalClass::limited},
      {"Gulf Star Pte. Ltd.", "gulf star", LegalClass::limited},
      {"Gulf Star Sdn. Bhd.", "gulf star", LegalClass::limited},
      {"Nordlicht Optik GmbH", "nordlicht optik", LegalClass::limited},
      {"Nordlicht Optik GmbH & Co. KG", "nordlicht optik", LegalClass::partnership},
      {"Nordlicht Optik AG", "nordlicht optik", LegalClass::stock},
      {"Luz Optica S.A. de C.V.", "luz optica", LegalClass::stock},
      {"Luz Optica S.A.", "luz optica", LegalClass::stock},
      {"Lumen B.V.", "lumen", LegalClass::limited},
      {"Lumen N.V.", "lumen", LegalClass::stock},
      {"OOO Vostok-Shchit", "vostok shchit", LegalClass::limited},
      {"ООО «Восток-Щит»", "vostok shchit", LegalClass::limited},
      {"Общество с ограниченной ответственностью \"Щит\"", "shchit", LegalClass::limited},
      {"АО Щит", "shchit", LegalClass::stock},
      {"PJSC Shchit", "shchit", LegalClass::stock},
      {"Open Joint Stock Company Shchit", "shchit", LegalClass::stock},
      {"FGUP Shchit", "shchit", LegalClass::state},
      {"Hoshi Kogyo K.K.", "hoshi kogyo", LegalClass::stock},
      {"星海科技有限公司", "xinghai technology", LegalClass::limited},
      {"星海科技股份有限公司", "xinghai technology", LegalClass::limited},
      {"Gulf Star Company", "gulf star", LegalClass::company},
      {"Gulf Star", "gulf star", LegalClass::none},
      {"Gulf Star Co., Ltd. Dubai Branch", "gulf star dubai branch", LegalClass::limited},
  };
  for (const Case& c : cases) {
    const Reading got = read(c.name);
    EXPECT_EQ(got.words, c.words) << c.name;
    EXPECT_EQ(got.legal_class, c.legal_class) << c.name;
  }
}

TEST(LegalForms, BrokenFormsAreStillForms) {
  for (const char* name :
       {"Zenda Limtied", "Zenda L1mited", "Zenda Lim ited", "ZendaLimited", "Zenda Ltd.", "ZendaLtd"}) {
    EXPECT_EQ(read(name).words, "zenda") << name;
    EXPECT_EQ(read(name).form, "ltd") << name;
  }
  for (const char* name : {"LIMITED LIABILITYCOMPANY ZENDA", "LIMITED LIABBILITY COMPANY ZENDA", "LLCZENDA",
                           "1LC Zenda", "L1MITED LIABI1ITY C0MPANY ZENDA", "LIMITED LIABIL ITY COMPANY ZENDA"}) {
    EXPECT_EQ(read(name).words, "zenda") << name;
    EXPECT_EQ(read(name).form, "llc") << name;
  }
  for (const char* name : {"Zenda C0., LTcl", "ZendaPte. Ltd.", "Zenda Pte Ltd"}) {
    EXPECT_EQ(read(name).words, "zenda") << name;
    EXPECT_EQ(read(name).form, "ltd") << name;
  }
  for (const char* name : {"JOINT ST0CK COrnPANY ZENDA", "JOINT SOCK COMPANY ZENDA", "JOIT STOCK COMPANeY ZENDA",
                           "ZENDA JOINT STOCK COMPAN", "PUBLIC STOCK COMPANY ZENDA", "ZENDAJSC"}) {
    EXPECT_EQ(read(name).words, "zenda") << name;
    EXPECT_EQ(read(name).form, "ao") << name;
  }
  for (const char* name : {"OBSHCHESTVO OTVETSTVENNOSTYU OGRANICHENNOI S ZENDA", "OBSHCHESTVO S OTVETSTVENNOSTYU ZENDA",
                           "ZENDA OBSHCHESTVO OGRANICHENNOI OTVETSTVENNOSTYU"}) {
    EXPECT_EQ(read(name).words, "zenda") << name;
    EXPECT_EQ(read(name).form, "ooo") << name;
  }
  EXPECT_EQ(read("Obshchestvo S 0granichennoi Otvetstvennostyu Zenda").words, "zenda");
}

TEST(LegalForms, WordsThatAreNearAFormStayWords) {
  EXPECT_EQ(read("United Companions").words, "united companions");
  EXPECT_EQ(read("Unlimited Zinc").words, "unlimited zinc");
  EXPECT_EQ(read("Zaozhuang Incheon").words, "zaozhuang incheon");
  EXPECT_EQ(read("Zenda S1").words, "zenda s1");
  EXPECT_EQ(read("Egypte Ltd").words, "egypte");
  EXPECT_EQ(read("Point Stack Companions").words, "point stack companions");
}

TEST(LegalForms, ShortFormsInsideANameAreWords) {
  EXPECT_EQ(read("Sa Pa Trading Ltd").words, "sa pa trading");
  EXPECT_EQ(read("Star Ag Seeds Inc").words, "star ag seeds");
}

TEST(LegalForms, APersonsNameKeepsShortWords) {
  EXPECT_EQ(read("CO, Maria", LegalReading::plain).words, "co maria");
  EXPECT_EQ(read("Nguyen Van Sa", LegalReading::plain).words, "nguyen van sa");
  EXPECT_EQ(read("Ivan Petrov LLC", LegalReading::plain).words, "ivan petrov");
}

TEST(LegalForms, ANameOfFormsAloneKeepsItsWords) {
  EXPECT_EQ(read("Company Limited").words, "company limited");
  EXPECT_EQ(read("Company Limited").legal_class, LegalClass::none);
  EXPECT_EQ(read("").words, "");
}

TEST(LegalForms, TheSameFormHasOneNumber) {
  EXPECT_EQ(read("A Ltd").form, read("B Co., Ltd.").form);
  EXPECT_NE(read("A Ltd").form, read("B LLC").form);
}

}  // namespace
}  // namespace tidewaiter::text
