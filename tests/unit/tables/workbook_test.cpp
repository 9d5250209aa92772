// Workbooks: cells as they are written, rows with their numbers, sheets by name, and everything that is no workbook.
#include "tables/workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tables/csv_table.h"
#include "tables/workbooks.h"

namespace tidewaiter::tables {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Result<CsvTable> read(const std::map<std::string, std::string>& parts) {
  return read_csv_table(InputFile::from_bytes("t.xlsx", zipped(parts)));
}
Error error_of(const std::map<std::string, std::string>& parts) {
  auto table = read(parts);
  return table ? Error{} : table.error();
}

const std::string kStyles =
    "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0000.00\"/><numFmt numFmtId=\"165\" "
    "formatCode=\"dd/mm/yyyy\"/></numFmts>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"14\"/></cellXfs>";
const std::string kTexts =
    "<si><t>name</t></si><si><r><t>two </t></r><r><t>pieces</t></r><rPh><t>not read</t></rPh></si><si><t>a_x000A_b "
    "&amp; c</t></si>";

TEST(Workbook, CellsAsWritten) {
  const auto table =
      read(workbook_parts("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" "
                          "t=\"inlineStr\"><is><t>hs</t></is></c><c r=\"C2\" t=\"str\"><f>1</f><v>day</v></c>"
                          "<c r=\"E2\" t=\"inlineStr\"><is><t>yes</t></is></c></row>"
                          "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\" s=\"1\"><v>8471.5</v></c><c "
                          "r=\"C3\" s=\"2\"><v>46083</v></c><c r=\"E3\" t=\"b\"><v>1</v></c></row>"
                          "<row r=\"4\"/><row r=\"5\"><c r=\"A5\" s=\"1\"/></row>"
                          "<row r=\"7\"><c r=\"A7\" t=\"s\"><v>2</v></c><c><v>1E2</v></c><c/><c "
                          "s=\"3\"><f>TODAY()</f><v>46083</v></c><c r=\"H7\"><v>1</v></c></row>",
                          kStyles, kTexts));
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_THAT(table->header.names, ElementsAre("name", "hs", "day", "", "yes"));
  EXPECT_EQ(table->header.line, 2U);
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_THAT(table->rows[0].cells, ElementsAre("two pieces", "8471.50", "2026-03-02", "", "TRUE"));
  EXPECT_THAT(table->rows[1].cells, ElementsAre("a\nb & c", "100", "", "2026-03-02", ""));
  EXPECT_EQ(table->rows[0].origin.line, 3U);
  EXPECT_EQ(table->rows[1].origin.line, 7U);
  EXPECT_EQ(table->rows[1].origin.record, 2U);
  ASSERT_EQ(table->notes.size(), 2U);
  EXPECT_THAT(table->notes[0], HasSubstr("the sheet \"Night\" is read, of 3 (Hidden, Night, Parties)"));
  EXPECT_THAT(table->notes[1], HasSubstr("1 row have values right of the last named column"));
}

TEST(Workbook, ErrorsAndUncomputedFormulasRejectTheirRows) {
  const std::string header =
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B1\" "
      "t=\"inlineStr\"><is><t>b</t></is></c></row>";
  const auto table = read(workbook_parts(
      header +
      "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row>"
      "<row r=\"3\"><c r=\"A3\"><f>B3*2</f></c><c r=\"B3\"><v>1</v></c></row>"
      "<row r=\"4\"><c r=\"A4\"><v>1</v></c><c r=\"B4\"><v>2</v></c><c r=\"D4\" t=\"e\"><v>#REF!</v></c></row>"));
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->rows.size(), 1U);
  ASSERT_EQ(table->rejects.size(), 2U);
  EXPECT_EQ(table->rejects[0].line, 2U);
  EXPECT_EQ(table->rejects[0].column, "b");
  EXPECT_EQ(table->rejects[0].value, "#N/A");
  EXPECT_EQ(table->rejects[0].reason, "the cell B2 holds an error");
  EXPECT_THAT(table->rejects[1].reason, HasSubstr("the cell A3 holds a formula without its value"));
}

TEST(Workbook, SheetsByName) {
  const std::string bytes = zipped(workbook_parts("<row><c t=\"inlineStr\"><is><t>first</t></is></c></row>"));
  const auto names = [&](const std::string& sheet) {
    const auto file = open_csv(InputFile::from_bytes("t", bytes), {.sheet = sheet});
    return file ? file->header.names.at(0) : file.error().message + "; " + file.error().hint;
  };
  EXPECT_EQ(names(""), "first");
  EXPECT_EQ(names("night"), "first");
  EXPECT_EQ(names("Parties"), "other");
  EXPECT_EQ(names("Morning"), "the workbook has no sheet \"Morning\"; its sheets are: Hidden, Night, Parties");
}

TEST(Workbook, DaysFrom1904) {
  auto parts = workbook_parts(
      "<row><c t=\"inlineStr\"><is><t>a</t></is></c></row><row><c s=\"3\"><v>44621</v></c></row>", kStyles);
  std::string& book = parts["xl/workbook.xml"];
  book.insert(book.find("<sheets>"), "<workbookPr date1904=\"1\"/>");
  EXPECT_EQ(read(parts)->rows.at(0).cells.at(0), "2026-03-02");
}

TEST(Workbook, WhatIsDamagedIsSaid) {
  const std::string header = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c></row>";
  EXPECT_THAT(error_of(workbook_parts("<row r=\"5\"></row><row r=\"5\"></row>")).message,
              HasSubstr("row \"5\" follows row 5"));
  EXPECT_THAT(error_of(workbook_parts(header + "<row r=\"9999999\"/>")).message, HasSubstr("follows row 1"));
  EXPECT_THAT(error_of(workbook_parts(header + "<row><c r=\"A2\" t=\"s\"><v>7</v></c></row>")).message,
              HasSubstr("A2 refers to a text"));
  EXPECT_THAT(error_of(workbook_parts(header + "<row><c r=\"1\"/></row>")).message, HasSubstr("no place"));
  EXPECT_THAT(error_of(workbook_parts(header + "<row><c r=\"B2\"/><c r=\"A2\"/></row>")).message, HasSubstr("twice"));
  EXPECT_THAT(error_of(workbook_parts(header + "<row>")).message, HasSubstr("is no XML"));
  EXPECT_EQ(error_of(workbook_parts("")).code, ErrorCode::empty_file);
  auto parts = workbook_parts(header);
  parts["xl/sharedStrings.xml"] = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><sst>&a;</sst>";
  EXPECT_THAT(error_of(parts).message, HasSubstr("document type"));
  parts = workbook_parts(header);
  parts.erase("xl/worksheets/sheet1.xml");
  EXPECT_THAT(error_of(parts).message, HasSubstr("xl/worksheets/sheet1.xml cannot be read: No such file"));
  const std::string bytes = zipped(workbook_parts(header));
  EXPECT_THAT(read_csv_table(InputFile::from_bytes("t", bytes.substr(0, bytes.size() - 30))).error().message,
              HasSubstr("damaged or cut short"));
}

TEST(Workbook, AnArchiveThatFillsAMemoryIsRefused) {
  auto parts = workbook_parts("<row><c t=\"inlineStr\"><is><t>" + std::string(3'000'000, 'x') + "</t></is></c></row>");
  const auto table = read_workbook(InputFile::from_bytes("t", zipped(parts)), "", {.bytes = 1'000'000, .times = 2});
  ASSERT_FALSE(table);
  EXPECT_THAT(table.error().message, HasSubstr("unpack to more than 1000000 bytes"));
}

TEST(Workbook, OtherArchivesAreNamed) {
  EXPECT_THAT(
      error_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}}).message,
      HasSubstr(".ods"));
  EXPECT_THAT(error_of({{"xl/workbook.bin", ""}}).message, HasSubstr(".xlsb"));
  EXPECT_THAT(error_of({{"word/document.xml", "<x/>"}}).message, HasSubstr("Word"));
  EXPECT_THAT(error_of({{"night.csv", "a,b\n"}}).message, HasSubstr("a zip archive"));
  EXPECT_THAT(error_of({{"night.csv", "a,b\n"}}).hint, HasSubstr("unpack it"));
}

}  // namespace
}  // namespace tidewaiter::tables
