// Encodings told over the whole stream and read as UTF-8; what cannot be told is refused.
#include "tables/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <string>
#include <vector>

#include "tables/csv_table.h"

namespace tidewaiter::tables {
namespace {

using testing::HasSubstr;
using namespace std::string_literals;

Result<CsvTable> read(std::string text) { return read_csv_table(InputFile::from_bytes("t.csv", std::move(text))); }

std::string encoded(const std::string& utf8, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(4 * utf8.size() + 16, '\0');
  const std::int32_t size = ucnv_convert(encoding, "UTF-8", out.data(), static_cast<std::int32_t>(out.size()),
                                         utf8.data(), static_cast<std::int32_t>(utf8.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status)) << encoding;
  out.resize(static_cast<std::size_t>(size));
  return out;
}

struct Case {
  const char* encoding;
  std::vector<std::string> names;
};

// Names of invented companies; a file of a few rows is what somebody tries first.
const std::vector<Case> kCases{
    {"windows-1252",
     {"M\u00FCller Ger\u00E4tebau GmbH", "L\u2019\u00C9toile \u2013 Soci\u00E9t\u00E9",
      "Compa\u00F1\u00EDa N\u00FA\u00F1ez"}},
    {"ISO-8859-1", {"Gen\u00E8ve Syst\u00E8mes", "S\u00F8ren \u00C5kesson", "Jos\u00E9 Garc\u00EDa"}},
    {"GB18030", {"深圳市华强电子有限公司", "上海浦东服务器贸易公司", "北京计算中心"}},
    {"Big5", {"台灣電腦股份有限公司", "新竹伺服器製造廠", "高雄港務貿易"}},
    {"Shift_JIS", {"東京サーバー株式会社", "大阪でんき工業", "横浜ロジスティクス"}},
    {"EUC-KR", {"서울전자 주식회사", "부산물류센터", "한국연구원"}},
    {"windows-1251",
     {"ООО Северный торговый дом", "Московский вычислительный центр", "Компания Полюс и партнёры",
      "Завод имени Петрова в городе Казань", "Институт физики и математики"}},
};

TEST(Encoding, IsFoundInAFewRowsAndTold) {
  for (const Case& one : kCases) {
    std::string text = "name,city\n";
    for (const std::string& name : one.names) text += name + ",Somewhere\n";
    const auto table = read(encoded(text, one.encoding));
    ASSERT_TRUE(table) << one.encoding << " " << to_string(table.error());
    ASSERT_EQ(table->rows.size(), one.names.size());
    for (std::size_t i = 0; i < one.names.size(); ++i) EXPECT_EQ(table->rows[i].cells[0], one.names[i]) << one.encoding;
    ASSERT_EQ(table->notes.size(), 1U);
    EXPECT_THAT(table->notes[0], HasSubstr("read as "s + one.encoding)) << one.encoding;
    EXPECT_THAT(table->notes[0], HasSubstr("% sure")) << one.encoding;
  }
}

std::string file_of(const std::vector<std::string>& names, const char* encoding, int plain = 0) {
  std::string text = "name,city\n";
  for (int i = 0; i < plain; ++i) text += "Plain Works,Somewhere\n";
  for (const std::string& name : names) text += name + ",Somewhere\n";
  return encoded(text, encoding);
}

TEST(Encoding, OneLineOfManyIsEnoughWhereNothingIsUtf8) {
  const auto late = read(file_of({"M\u00FCller GmbH"}, "ISO-8859-1", 20'000));
  ASSERT_TRUE(late) << to_string(late.error());
  EXPECT_TRUE(late->rejects.empty());
  EXPECT_EQ(late->rows.back().cells[0], "M\u00FCller GmbH");
  EXPECT_THAT(late->notes.at(0), HasSubstr("read as ISO-8859-1, 67 % sure by 1 of 20002 lines"));
  // beside a line that is UTF-8, or half of one, it is a broken byte
  const auto mixed = read(file_of({"Z\u00FCrich"}, "UTF-8", 10) + "M\xFCller,x\n");
  EXPECT_EQ(mixed->rejects.size(), 1U);
  EXPECT_TRUE(mixed->notes.empty());
  EXPECT_EQ(read(file_of({}, "UTF-8", 10) + "Soci\u00E9t\u00E9 G\xC3,x\n")->rejects.size(), 1U);
  // a letter that code pages have differently is not guessed
  const auto unsure = read(file_of({}, "UTF-8", 10) + "Utr\xFF" + "cht,x\n");
  EXPECT_EQ(unsure->rejects.size(), 1U);
  EXPECT_THAT(unsure->notes.at(0), HasSubstr("it is in another encoding, perhaps ISO-8859-1 (50 % sure"));
}

// Half of the names in these encodings hold some pair of bytes that is a character of UTF-8 by chance.
TEST(Encoding, AFewLinesThatHoldAPairOfUtf8ByChanceAreOfAnotherEncodingAllTheSame) {
  const std::vector<Case> cases{
      {"Shift_JIS",
       {"東京サーバー株式会社", "大阪でんき工業", "株式会社東京計算機", "横浜ロジスティクス", "名古屋半導体製造装置"}},
      {"GB18030",
       {"深圳市华强电子有限公司", "上海浦东服务器贸易公司", "北京计算技术研究所", "哈尔滨工业大学",
        "成都信息工程大学"}},
      {"Big5", {"台灣電腦股份有限公司", "新竹伺服器製造廠", "高雄港務貿易", "國際物流聯合電子", "臺北科技大學"}}};
  for (const auto& [encoding, names] : cases) {
    for (const std::string& name : names) {
      for (const std::vector<std::string>& lines : {std::vector{name}, std::vector{name, name}}) {
        const auto table = read(file_of(lines, encoding, 60));
        ASSERT_TRUE(table) << encoding << " " << name << " " << to_string(table.error());
        ASSERT_EQ(table->notes.size(), 1U) << encoding << " " << name;
        EXPECT_THAT(table->notes[0], HasSubstr(encoding)) << name;
        EXPECT_TRUE(!table->rejects.empty() || table->rows.back().cells[0] == name) << encoding << " " << name;
      }
    }
  }
}

TEST(Encoding, ABrokenLineOfUtf8RejectsOnlyItself) {
  const std::string plain = file_of({}, "UTF-8", 60);
  for (const std::string line :
       {"Z\u00FCrich G\xC3,x\n", "\u6DF1\u5733\u5E02\u534E\u5F3A\xE7\x94,x\n", "Soci\u00E9t\u00E9 \xFF,x\n"}) {
    for (const std::string& before : {plain, plain + "Z\u00FCrich,x\n"}) {
      const auto table = read(before + line);
      ASSERT_TRUE(table) << to_string(table.error());
      EXPECT_EQ(table->rejects.size(), 1U) << line;
      EXPECT_TRUE(table->notes.empty()) << line;
    }
  }
}

TEST(Encoding, CaseTellsEncodingsOfTheSameBytesApart) {
  const std::vector<std::string> russian{"ООО Микрон", "видеокарта", "АО Ангстрем"};
  const std::vector<std::string> western{"M\u00FCller", "Soci\u00E9t\u00E9 G\u00E9n\u00E9rale", "B\u00FCrostuhl"};
  const std::vector<std::string> polish{"Zak\u0142ady \u0141\u00F3d\u017A",
                                        "Przedsi\u0119biorstwo \u017B\u00F3\u0142w"};
  for (const auto& [encoding, names] :
       std::vector<Case>{{"KOI8-R", russian},
                         {"windows-1251", russian},
                         {"IBM866", russian},
                         {"macintosh", western},
                         {"IBM850", western},
                         {"ISO-8859-1", western},
                         {"windows-1250", polish},
                         {"ISO-8859-2", polish},
                         {"windows-1254", {"T\u00FCrk Havac\u0131l\u0131k A.\u015E.", "\u015Ei\u015Fe Cam"}},
                         {"ISO-8859-1", {"\u00DE\u00F3r hf", "S\u00FA\u00F0av\u00EDk", "Fi\u00F0la"}}}) {
    const auto table = read(file_of(names, encoding));
    ASSERT_TRUE(table) << encoding << " " << to_string(table.error());
    EXPECT_THAT(table->notes.at(0), HasSubstr("read as "s + encoding));
    for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(table->rows[i].cells[0], names[i]) << encoding;
  }
}

TEST(Encoding, WhatReadsTwoWaysIsRefusedAndBothAreNamed) {
  // a Turkish name and an Icelandic one of the same bytes
  EXPECT_THAT(read(file_of({"\u00DEingvellir", "\u00DEingvellir", "\u00DEingvellir"}, "ISO-8859-1")).error().message,
              HasSubstr("ISO-8859-1 or windows-1254: both can be read"));
}

TEST(Encoding, WideOnesWithAndWithoutAMark) {
  const std::string text = "name,city\nM\u00FCller \U0001F6A2,深圳\n";
  for (const char* encoding : {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
    for (const bool marked : {false, true}) {
      const auto table = read(encoded((marked ? "\uFEFF" : "") + text, encoding));
      ASSERT_TRUE(table) << encoding << " " << to_string(table.error());
      EXPECT_EQ(table->header.names[0], "name");
      EXPECT_EQ(table->rows[0].cells[0], "M\u00FCller \U0001F6A2");
      EXPECT_EQ(table->rows[0].cells[1], "深圳");
      EXPECT_THAT(table->notes[0], HasSubstr(encoding));
      EXPECT_THAT(table->notes[0], HasSubstr(marked ? "byte order mark" : "zero bytes"));
    }
  }
}

TEST(Encoding, TwoByteOrderMarksAreNoPartOfTheFirstName) {
  const auto table = read(encoded("\uFEFF\uFEFFname,city\nx,y\n", "UTF-16LE"));
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->header.names[0], "name");
}

TEST(Encoding, WhatIsNoCharacterRejectsItsRow) {
  std::string text =
      encoded("name,city\n深圳市华强电子有限公司,a\n上海浦东服务器贸易公司,b\n北京计算中心,c\n", "GB18030");
  text += "\x81\x30\x20,d\n";
  const auto table = read(text);
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->rows.size(), 3U);
  ASSERT_EQ(table->rejects.size(), 1U);
  EXPECT_EQ(table->rejects[0].line, 5U);
  EXPECT_EQ(table->rejects[0].reason, "bytes are not GB18030");
  const auto half = read("\xFF\xFE"s + "a\0\n\0x\0\n\0\0\xD8\n\0"s);
  ASSERT_TRUE(half);
  EXPECT_EQ(half->rows.size(), 1U);
  EXPECT_EQ(half->rejects.size(), 1U);
}

TEST(Encoding, ADashOrAQuotationMarkOfWindowsIsReadAlone) {
  const auto table = read("name,address\nx,\"Tower, 53\x96\x35\x39 Wuhu Street\"\ny,\x93 z \x94\nq,\x97\n");
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->rows[0].cells[1], "Tower, 53\u201359 Wuhu Street");
  EXPECT_EQ(table->rows[1].cells[1], "\u201C z \u201D");
  EXPECT_EQ(table->rows[2].cells[1], "\u2014");
  EXPECT_THAT(table->notes.at(0), HasSubstr("read as windows-1252, as the only signs beyond ASCII, in 3 of 4 lines"));
  // before a letter it may be half of a Chinese character, and beside a line that is UTF-8 it is a broken byte
  const std::string rows = "name\na\nb\nc\nd\n";
  EXPECT_EQ(read(rows + "John\x92s\n")->rejects.size(), 1U);
  EXPECT_EQ(read(rows + "Z\u00FCrich\n53\x96\x35\n")->rejects.size(), 1U);
}

TEST(Encoding, WhatCannotBeToldIsRefused) {
  const Error one = read("a,b\nx,\xE9\n").error();
  EXPECT_EQ(one.code, ErrorCode::bad_encoding);
  EXPECT_THAT(one.message, HasSubstr("1 of 2 lines are not UTF-8, the first is line 2"));
  // Central European: one of its letters stands where Western Europe has a sign
  EXPECT_FALSE(read(encoded("name\nŠkoda\n", "ISO-8859-2")));
}

TEST(Encoding, ALongFileIsCutNowhere) {
  std::string text = "name\n";
  while (text.size() < (std::size_t{9} << 20)) text += "深圳市华强电子有限公司\n";
  const auto table = read(encoded(text, "GB18030"));
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_TRUE(table->rejects.empty());
  EXPECT_EQ(table->rows.back().cells[0], "深圳市华强电子有限公司");
}

Result<CsvTable> read_as(std::string text, StatedEncoding stated) {
  InputFile input = InputFile::from_bytes("t.csv", std::move(text));
  input.state(std::move(stated));
  return read_csv_table(std::move(input));
}

// Vývoj, Dvořák: all but ř stand at the same bytes in Windows-1252, where ř is ø.
TEST(Encoding, AStatedOneWinsOverWhatWouldBeFound) {
  const std::vector<std::string> czech{"V\u00FDvoj \u010C\u00EDp\u016F", "Dvo\u0159\u00E1k a syn",
                                       "Jind\u0159ich M\u00E1j"};
  const std::string file = file_of(czech, "windows-1250", 30);
  const auto table = read_as(file, {.name = "windows-1250"});
  ASSERT_TRUE(table) << to_string(table.error());
  for (std::size_t i = 0; i < czech.size(); ++i) EXPECT_EQ(table->rows[30 + i].cells[0], czech[i]);
  EXPECT_EQ(table->notes, std::vector{"t.csv: read as windows-1250, as --encoding says"s});
  // in either way of many bytes, too
  for (const char* encoding : {"UTF-16LE", "UTF-16BE", "ISO-8859-2"}) {
    const auto other = read_as(file_of(czech, encoding, 30), {.name = encoding});
    ASSERT_TRUE(other) << encoding << " " << to_string(other.error());
    EXPECT_EQ(other->rows.back().cells[0], czech.back()) << encoding;
  }
}

TEST(Encoding, WhatIsNotAsStatedIsToldWithItsLine) {
  const std::string plain = file_of({}, "UTF-8", 30);
  const std::string broken = "Dvo\xF8\xE1k,x\nDvo\x81k,x\n";  // 81 is no letter of it
  const auto few = read_as(plain + broken, {.name = "windows-1250"});
  ASSERT_TRUE(few) << to_string(few.error());
  ASSERT_EQ(few->rejects.size(), 1U);
  EXPECT_EQ(few->rejects[0].reason, "bytes are not windows-1250");
  EXPECT_EQ(few->rejects[0].line, 33U);
  EXPECT_THAT(few->notes.at(0),
              HasSubstr("; 1 of 33 lines is not, the first is t.csv:33: what cannot be read is rejec"));
  const auto many =
      read_as(plain + file_of({"M\u00FCller", "Soci\u00E9t\u00E9", "Zo\u00EB", "Am\u00E9lie"}, "windows-1252"),
              {.name = "UTF-8"});
  EXPECT_EQ(many.error().code, ErrorCode::bad_encoding);
  EXPECT_EQ(many.error().where, "t.csv:33");
  EXPECT_THAT(many.error().message, HasSubstr("4 of 36 lines are not UTF-8, which --encoding says"));
}

TEST(Encoding, AMarkAndUtf8BesideTheShipmentsWinOverAStatedOne) {
  const std::string text = file_of({"Z\u00FCrich"}, "UTF-8");
  for (const bool unless_utf8 : {false, true}) {
    const auto marked = read_as("\xEF\xBB\xBF" + text, {.name = "windows-1250", .unless_utf8 = unless_utf8});
    EXPECT_EQ(marked->rows[0].cells[0], "Z\u00FCrich");
    EXPECT_THAT(marked->notes.at(0), HasSubstr("read as UTF-8, as its byte order mark says, and not as windows-1250"));
  }
  const auto kept = read_as(text, {.name = "windows-1250", .unless_utf8 = true});
  EXPECT_EQ(kept->rows[0].cells[0], "Z\u00FCrich");
  EXPECT_THAT(kept->notes.at(0), HasSubstr("read as UTF-8, as all of it is, and not as windows-1250"));
  const auto broken =
      read_as(file_of({"Z\u00FCrich"}, "UTF-8", 30) + "G\xC3,x\n", {.name = "windows-1250", .unless_utf8 = true});
  EXPECT_EQ(broken->rows.back().cells[0], "Z\u00FCrich") << "UTF-8 with a broken byte";
  EXPECT_EQ(broken->rejects.size(), 1U);
  EXPECT_THAT(broken->notes.at(0), HasSubstr("read as UTF-8, as most of it is, and not as windows-1250"));
  EXPECT_TRUE(read_as("name,city\nZurich,x\n", {.name = "windows-1250", .unless_utf8 = true})->notes.empty());
  const auto over = read_as(text, {.name = "windows-1250"});
  EXPECT_NE(over->rows[0].cells[0], "Z\u00FCrich");
  EXPECT_THAT(over->notes.at(0), HasSubstr("it is UTF-8 as well: look at a name or two"));
}

}  // namespace
}  // namespace tidewaiter::tables
