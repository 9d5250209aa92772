// Numbers of a workbook as their cells show them.
#include "tables/cell_format.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace tidewaiter::tables {
namespace {

std::string shown(const char* code, const char* value) { return CellFormat(code).text(value, false); }

TEST(CellFormat, NumbersKeepTheirZeros) {
  EXPECT_EQ(shown("0.00", "8471.5"), "8471.50");
  EXPECT_EQ(shown("0000.00", "847.5"), "0847.50");
  EXPECT_EQ(shown("0000\".\"00", "847150"), "8471.50");
  EXPECT_EQ(shown("0000\\.00\\.00", "84715000"), "8471.50.00");
  EXPECT_EQ(shown("000000", "84715"), "084715");
  EXPECT_EQ(shown("General", "8471.5"), "8471.5");
  EXPECT_EQ(shown("\"S\"0000", "42"), "S0042");
  EXPECT_EQ(shown("0\" pcs\"", "4"), "4 pcs");
}

TEST(CellFormat, OrnamentIsLeftAwayAndNothingRounded) {
  EXPECT_EQ(shown("#,##0.00", "1234.5"), "1234.50");
  EXPECT_EQ(shown("[$\xE2\x82\xAC-407] #,##0.00", "1234.5"), "1234.50");
  EXPECT_EQ(shown("\"$\"#,##0.00_);[Red](\"$\"#,##0.00)", "-1234.5"), "-1234.50");
  EXPECT_EQ(shown("0", "3.7"), "3.7");
  EXPECT_EQ(shown("0.00", "210.10000000000001"), "210.10");
  EXPECT_EQ(shown("0.0%", "0.255"), "25.5%");
  EXPECT_EQ(shown("#,##0,", "1234567"), "1234567");
  EXPECT_EQ(shown("# ?/?", "0.5"), "0.5");
  EXPECT_EQ(shown("0.00E+00", "1.5E3"), "1500");
}

// The formats that Excel and LibreOffice offer for amounts in Europe, the Americas and Asia, and what people write.
TEST(CellFormat, CurrenciesOfAmountsAreLeftAwayWhereverTheyStand) {
  for (const char* code : {"#,##0.00\\ \"€\"",
                           "#,##0.00\\ _€",
                           "_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-;_-* \"-\"??\\ \"€\"_-;_-@_-",
                           "_-* #,##0.00\\ _€_-;\\-* #,##0.00\\ _€_-;_-* \"-\"??\\ _€_-;_-@_-",
                           "_-\"€\"* #,##0.00_-",
                           "#,##0.00 €",
                           "#,##0.00\xC2\xA0\"€\"",
                           "#,##0.00\\\xE2\x80\xAF\\€",
                           "\"€ \"#,##0.00",
                           "\"USD\" #,##0.00",
                           "\"USD \"0.00",
                           "#,##0.00\\ \"EUR\"",
                           "#,##0.00 \"zł\"",
                           "_-* #,##0.00\\ \"zł\"_-",
                           "\"R$\" #,##0.00",
                           "\"R$\"\\ #,##0.00",
                           "#,##0.00\\ \"kr\"",
                           "#,##0.00\\ \"kr.\"",
                           "#,##0.00 \"Kč\"",
                           "\"CHF\"\\ #,##0.00",
                           "\"US$\"#,##0.00",
                           "\\¥#,##0.00",
                           "#,##0.00\"元\"",
                           "_ * #,##0.00_ ",
                           "_(\"$\"* #,##0.00_)"}) {
    EXPECT_EQ(shown(code, "31234.5"), "31234.50") << code;
  }
  EXPECT_EQ(shown("#,##0 \"kr\"", "31234"), "31234");
  EXPECT_EQ(shown("#,##0\\ \"€\"", "31234"), "31234");
  EXPECT_EQ(shown("#,##0.00\\ \"€\"", "-31234.5"), "-31234.50");
}

TEST(CellFormat, LettersBeforeAnAmountAreItsCurrencyAndUnitsAreNot) {
  EXPECT_EQ(shown("\"R\" #,##0.00", "31234.5"), "31234.50");
  EXPECT_EQ(CellFormat("\"R\" #,##0.00").currency(), "R");
  EXPECT_EQ(shown("\"L\"#,##0.00", "31234.5"), "31234.50");
  for (const char* unit : {"kg", "g", "lb", "m", "t", "pcs"}) {
    EXPECT_EQ(shown(fmt::format("\"{}\" #,##0.00", unit).c_str(), "12.5"), fmt::format("{}12.50", unit));
  }
  EXPECT_EQ(shown("\"R\"0000", "42"), "R0042") << "a number of a paper";
  EXPECT_EQ(shown("#,##0.00 \"K\"", "12.5"), "12.50K") << "behind it stand thousands and litres";
}

TEST(CellFormat, TheCurrencyThatIsLeftAwayIsKnown) {
  const auto currency = [](std::string_view code) { return std::string(CellFormat(code).currency()); };
  EXPECT_EQ(currency("#,##0.00\\ \"€\""), "€");
  EXPECT_EQ(currency("[$€-407]\\ #,##0.00"), "€");
  EXPECT_EQ(currency("[$USD] #,##0.00"), "USD");
  EXPECT_EQ(currency("£#,##0"), "£");
  EXPECT_EQ(currency("#,##0.00 \"zł\""), "zł");
  EXPECT_EQ(currency("[Red]0.00"), "");
  EXPECT_EQ(currency("[$-407]0.00"), "");
  EXPECT_EQ(currency("#,##0.00 \"kg\""), "");
  EXPECT_EQ(currency("yyyy-mm-dd"), "");
}

TEST(CellFormat, WordsThatAreNoCurrencyAndNumbersOfPapersStay) {
  EXPECT_EQ(shown("#,##0.00 \"kg\"", "12.5"), "12.50kg");
  EXPECT_EQ(shown("#,##0.00\\ \"KGS\"", "12.5"), "12.50 KGS");
  EXPECT_EQ(shown("0.0\" K\"", "12.5"), "12.5 K");
  EXPECT_EQ(shown("0.00\" EUR/kg\"", "12.5"), "12.50 EUR/kg");
  EXPECT_EQ(shown("\"CHF\"0000", "42"), "CHF0042");
  EXPECT_EQ(shown("0\" SEK\"", "42"), "42 SEK");
}

// A sign of several bytes is filled or escaped whole, so that none of it is left.
TEST(CellFormat, SignsOfSeveralBytesAreNotCut) {
  EXPECT_EQ(shown("0.00_€", "1.5"), "1.50");
  EXPECT_EQ(shown("*€0.00", "1.5"), "1.50");
  EXPECT_EQ(shown("0\\№", "4"), "4№");
  EXPECT_EQ(shown("yyyy\\年mm\\月dd_€", "46083"), "2026-03-02");
  for (const char* cut : {"0_", "0*", "0\\", "0_\xE2", "0\\\xE2\x82"})
    EXPECT_TRUE(shown(cut, "4").starts_with('4')) << cut;
}

TEST(CellFormat, GeneralHasNoExponent) {
  EXPECT_EQ(shown("General", "1E-3"), "0.001");
  EXPECT_EQ(shown("General", "1.2345678901234E13"), "12345678901234");
  EXPECT_EQ(shown("General", "0.30000000000000004"), "0.3");
  EXPECT_EQ(shown("General", "text"), "text");
  EXPECT_EQ(shown("@", "0012"), "0012");
}

TEST(CellFormat, DatesInIsoForm) {
  for (const char* code : {"yyyy-mm-dd", "dd/mm/yyyy", "m/d/yy", "d. mmmm yyyy", "[$-F800]dddd, mmmm dd, yyyy",
                           "yyyy\\-mm\\-dd;@", "yyyy\"\xE5\xB9\xB4\"m\"\xE6\x9C\x88\"d\"\xE6\x97\xA5\""}) {
    EXPECT_EQ(shown(code, "46083"), "2026-03-02") << code;
  }
  EXPECT_EQ(CellFormat::builtin(14).text("46083", false), "2026-03-02");
  EXPECT_EQ(CellFormat::builtin(14).text("44621", true), "2026-03-02");
  EXPECT_EQ(CellFormat::builtin(22).text("46083.4375", false), "2026-03-02 10:30:00");
  EXPECT_EQ(shown("mmm-yy", "46083"), "2026-03");
  EXPECT_EQ(shown("h:mm AM/PM", "0.75"), "18:00:00");
  EXPECT_EQ(shown("[h]:mm", "1.5"), "36:00:00");
  EXPECT_EQ(shown("mm:ss", "0.5"), "12:00:00");
  EXPECT_EQ(shown("yyyy-mm-dd", "1"), "1900-01-01");
  EXPECT_EQ(shown("yyyy-mm-dd", "59"), "1900-02-28");
  EXPECT_EQ(shown("yyyy-mm-dd", "61"), "1900-03-01");
  EXPECT_EQ(shown("yyyy-mm-dd", "-1"), "-1");
  EXPECT_EQ(shown("yyyy-mm-dd", "1e300"), "1e300");
}

TEST(CellFormat, AnMIsMinutesBesideAnHourOrASecondAndElseAMonth) {
  for (const char* code :
       {"yyyy-mm-dd h:mm:ss", "YYYY-MM-DD HH:MM:SS", "dd.mm.yyyy hh:mm:ss", "dd/mm/yyyy hh:mm:ss",
        "mm/dd/yyyy hh:mm:ss", "yyyy-mm-dd\\Thh:mm:ss", "yyyy-mm-dd\"T\"hh:mm:ss.000", "yyyy-mm-dd hh:mm:ss.000",
        "m/d/yy h:mm AM/PM", "h:mm:ss d-mmm-yyyy", "[$-409]yyyy-mm-dd h:mm:ss;@"}) {
    EXPECT_EQ(shown(code, "46083.4375"), "2026-03-02 10:30:00") << code;
    EXPECT_EQ(shown(code, "46083"), "2026-03-02") << code;
  }
  EXPECT_EQ(shown("h:mm:ss", "46083.4375"), "10:30:00");
  EXPECT_EQ(shown("mm:ss.0", "46083.4375"), "10:30:00");
  EXPECT_EQ(shown("hh dd mm yyyy", "46083.4375"), "2026-03-02 10:30:00");
  EXPECT_EQ(shown("mm/yyyy", "46083.4375"), "2026-03");
  EXPECT_EQ(shown("yyyy-mm-dd", "46083.99999998843"), "2026-03-02");
  EXPECT_EQ(shown("yyyy-mm-dd hh:mm:ss", "46083.437511574077"), "2026-03-02 10:30:01");
}

}  // namespace
}  // namespace tidewaiter::tables
