#include <gtest/gtest.h>

#include "report/csv.h"
#include "report/decisions.h"
#include "report/progress.h"
#include "report/text.h"
#include "sample_decisions.h"

namespace tidewaiter::report {
namespace {

TEST(Csv, QuotesWhatNeedsIt) {
  std::string out;
  CsvRow(out).text("plain").text("a,b").text("say \"no\"").text("two\nlines").text("").text(" blank").end();
  EXPECT_EQ(out, "plain,\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",,\" blank\"\n");
}

TEST(Csv, NoFormulaReachesASpreadsheet) {
  std::string out;
  CsvRow(out).text("=HYPERLINK(1)").text("+1").text("-1").text("@x").text("1-2").number(-1).end();
  EXPECT_EQ(out, "'=HYPERLINK(1),'+1,'-1,'@x,1-2,-1\n");
}

TEST(Csv, JoinsSeveralValuesWithABar) {
  std::string out;
  const std::vector<std::string> texts{"a", "b|c", "d"};
  CsvRow(out).texts(texts).texts({}).number(std::nullopt).number(0.5).end();
  EXPECT_EQ(out, "a|b/c|d,,,0.5\n");
}

TEST(DecisionRows, CsvIsOneFlatRowADecision) {
  std::string out;
  DecisionRows rows(RowFormat::csv, samples::versions());
  rows.begin(out);
  const Decision decision = samples::hold("S1");
  rows.add(out, decision, canonical(decision));
  rows.end(out);
  EXPECT_EQ(out,
            "shipment_id,date,disposition,determination,policy,risk,eccn,item,count,tpp,parties_hit,lines,findings,"
            "open_flags,missing,conditions,destination,parties,lists_version,rules_version,engine_version,digest\n"
            "S1,2025-03-01,hold,licence_required,denial,0.825,4A090.a,HGX H100 8-GPU,512,15824,Gulf Star Trading FZE,"
            "\"1: HGX H100 8-GPU, licence_required|2: Cable assembly, 3 m, copper, no_licence\","
            "\"US-742.6-A-HQ: Advanced chip for a company headquartered in Macau or D:5, wherever it ships|"
            "list_hit: Party on the Military End User List|TW-F04: Newly formed consignee|"
            "TW-F09: Payer in another country\",,"
            "end_user.headquarters|end_user.ultimate_parent_country,,AE,"
            "exporter: Northwind Supply Inc. (US)|consignee: Gulf Star Trading FZE (AE)|"
            "end_user: Blue Dune Compute LLC (AE)|forwarder: Harbour Line Logistics (SG),"
            "csl-2025-03-01,us-2025-03,0.1.0," +
                canonical(decision).digest.hex() + "\n");
}

TEST(DecisionRows, NdjsonIsOneObjectALineAndJsonOneArray) {
  const Decision decision = samples::release();
  const CanonicalDecision form = canonical(decision);
  std::string row;
  append_decision_json(row, form, samples::versions());
  const auto write = [&](RowFormat format, int count) {
    std::string out;
    DecisionRows rows(format, samples::versions());
    rows.begin(out);
    for (int i = 0; i < count; ++i) rows.add(out, decision, form);
    rows.end(out);
    return out;
  };
  EXPECT_EQ(write(RowFormat::ndjson, 2), row + "\n" + row + "\n");
  EXPECT_EQ(write(RowFormat::ndjson, 0), "");
  EXPECT_EQ(write(RowFormat::json, 2), "[\n" + row + ",\n" + row + "\n]\n");
  EXPECT_EQ(write(RowFormat::json, 0), "[]\n");
}

TEST(Progress, ShowsRateAndTimeLeftOnceTheyMeanSomething) {
  using std::chrono::milliseconds;
  EXPECT_EQ(progress_line({2048, milliseconds(20), 0.002}, 80), "  0 %  2,048 rows");
  EXPECT_EQ(progress_line({430000, milliseconds(12000), 0.43}, 80), " 43 %  430,000 rows  35,833 rows/s  16 s left");
  EXPECT_EQ(progress_line({430000, milliseconds(12000), std::nullopt}, 80), "430,000 rows  35,833 rows/s");
  EXPECT_EQ(progress_line({10, milliseconds(100000), 0.02}, 80), "  2 %  10 rows  0 rows/s  1:21 h left");
  EXPECT_EQ(progress_line({1000000, milliseconds(10000), 1.0}, 80), "100 %  1,000,000 rows  100,000 rows/s");
  EXPECT_EQ(progress_line({1000000, milliseconds(10000), 1.0}, 12), "100 %  1,00…");
}

TEST(Text, MeasuresAsATerminalDoes) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("北京"), 4U);
  EXPECT_EQ(display_width("e\xCC\x81"), 1U);  // e with a combining acute
  EXPECT_EQ(display_width("\xFF"), 1U);
}

TEST(Text, FitsAndWraps) {
  EXPECT_EQ(fit("abcdef", 6), "abcdef");
  EXPECT_EQ(fit("abcdef", 5), "abcd…");
  EXPECT_EQ(fit("北京星海", 8), "北京星海");
  EXPECT_EQ(fit("北京星海", 7), "北京星…");
  EXPECT_EQ(fit("北京星海", 6), "北京…");
  EXPECT_EQ(fit("abc", 0), "");
  EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("abcdefghij", 4), (std::vector<std::string>{"abcd", "efgh", "ij"}));
  EXPECT_EQ(wrap("", 4), (std::vector<std::string>{""}));
}

TEST(Text, WritesNumbersForPeople) {
  EXPECT_EQ(grouped(15824.0), "15,824");
  EXPECT_EQ(grouped(4707.2), "4,707.2");
  EXPECT_EQ(grouped(-1234.5), "-1,234.5");
  EXPECT_EQ(grouped(std::uint64_t{999}), "999");
  EXPECT_EQ(counted(1, "row", "rows"), "1 row");
  EXPECT_EQ(counted(1234, "row", "rows"), "1,234 rows");
}

TEST(Text, QuotesForAShell) {
  EXPECT_EQ(shell_word("SHP-1"), "SHP-1");
  EXPECT_EQ(shell_word("a b"), "'a b'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
}

}  // namespace
}  // namespace tidewaiter::report
