// Records and cells of CSV, case by case.
#include "tables/csv.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace tidewaiter::tables {
namespace {

using testing::ElementsAre;

struct Seen {
  std::string text;
  std::uint64_t line;
  RecordFault fault;
  friend bool operator==(const Seen&, const Seen&) = default;
  friend void PrintTo(const Seen& seen, std::ostream* out) {
    *out << testing::PrintToString(seen.text) << " line " << seen.line << ": " << reason(seen.fault);
  }
};

std::vector<Seen> scan(std::string_view text, std::size_t columns = 2, char delimiter = ',') {
  CsvScanner scanner(text, Dialect{delimiter}, columns);
  std::vector<Seen> records;
  std::uint64_t number = 0;
  for (RecordRef record; scanner.next(record);) {
    EXPECT_EQ(record.record, ++number);
    records.push_back({std::string(text.substr(record.byte, record.length)), record.line, record.fault});
  }
  return records;
}

std::vector<std::string> cells(std::string_view record, char delimiter = ',', std::size_t limit = RecordFields::kAll) {
  RecordFields fields;
  fields.split(record, Dialect{delimiter}, limit);
  return {fields.cells().begin(), fields.cells().end()};
}

constexpr RecordFault kNone = RecordFault::none;

TEST(CsvScanner, EndsALineAtLfCrlfOrCr) {
  EXPECT_THAT(scan("a,1\nb,2\r\nc,3\rd,4"),
              ElementsAre(Seen{"a,1", 1, kNone}, Seen{"b,2", 2, kNone}, Seen{"c,3", 3, kNone}, Seen{"d,4", 4, kNone}));
}

TEST(CsvScanner, CountsNoBlankLines) {
  EXPECT_THAT(scan("\n\r\na,1\n\n\rb,2\n\n"), ElementsAre(Seen{"a,1", 3, kNone}, Seen{"b,2", 6, kNone}));
  EXPECT_THAT(scan("\n\n"), ElementsAre());
  EXPECT_THAT(scan(""), ElementsAre());
}

TEST(CsvScanner, KeepsALineBreakInsideQuotes) {
  EXPECT_THAT(scan("a,\"x\r\ny\rz\n\"\nb,2\n"),
              ElementsAre(Seen{"a,\"x\r\ny\rz\n\"", 1, kNone}, Seen{"b,2", 5, kNone}));
}

TEST(CsvScanner, TakesADoubledQuoteForText) {
  EXPECT_THAT(scan("\"a\"\"\"\"\",1\n\"\",\"\"\n"),
              ElementsAre(Seen{"\"a\"\"\"\"\",1", 1, kNone}, Seen{"\"\",\"\"", 2, kNone}));
}

TEST(CsvScanner, AStrayQuoteCostsItsOwnLineOnly) {
  EXPECT_THAT(scan("a,1\nb,\"2\nc,3\nd,4\n"),
              ElementsAre(Seen{"a,1", 1, kNone}, Seen{"b,\"2", 2, RecordFault::unclosed_quote}, Seen{"c,3", 3, kNone},
                          Seen{"d,4", 4, kNone}));
}

TEST(CsvScanner, AnUnclosedQuoteDoesNotReachTheNextQuotedRow) {
  EXPECT_THAT(scan("b,\"2\nc,3\n\"d\",4\n"), ElementsAre(Seen{"b,\"2", 1, RecordFault::unclosed_quote},
                                                         Seen{"c,3", 2, kNone}, Seen{"\"d\",4", 3, kNone}));
}

TEST(CsvScanner, ARecordOverLinesWithAWrongNumberOfCellsCostsItsFirstLine) {
  EXPECT_THAT(scan("b,\"2\nc,3\nd\",4,\"\"\n"),
              ElementsAre(Seen{"b,\"2", 1, RecordFault::unclosed_quote}, Seen{"c,3", 2, kNone},
                          Seen{"d\",4,\"\"", 3, RecordFault::stray_quote}));
}

TEST(CsvScanner, AQuoteInsideAnUnquotedCellIsAFault) {
  EXPECT_THAT(scan("a,12\" rack\nb,2\n"),
              ElementsAre(Seen{"a,12\" rack", 1, RecordFault::stray_quote}, Seen{"b,2", 2, kNone}));
  EXPECT_THAT(scan("a, \"x\"\n"), ElementsAre(Seen{"a, \"x\"", 1, RecordFault::stray_quote}));
}

TEST(CsvScanner, TextAfterAClosingQuoteIsAFault) {
  EXPECT_THAT(scan("\"a\" ,1\nb,2\n"),
              ElementsAre(Seen{"\"a\" ,1", 1, RecordFault::text_after_quote}, Seen{"b,2", 2, kNone}));
}

TEST(CsvScanner, ARowOfAnyWidthOnOneLineIsARecord) {
  EXPECT_THAT(scan("a\nb,2,3\n,\n"), ElementsAre(Seen{"a", 1, kNone}, Seen{"b,2,3", 2, kNone}, Seen{",", 3, kNone}));
}

TEST(CsvScanner, BoundsTheLengthOfARecord) {
  const std::string longest(kMaxRecordBytes, 'x');
  EXPECT_EQ(scan(longest, 1).front().fault, kNone);
  const auto over = scan(longest + "x\nnext\n", 1);
  ASSERT_EQ(over.size(), 2U);
  EXPECT_EQ(over[0].fault, RecordFault::too_long);
  EXPECT_EQ(over[0].text.size(), kMaxRecordBytes);
  EXPECT_EQ(over[1], (Seen{"next", 2, kNone}));
  const auto quoted = scan("\"" + longest + "\n\"\nnext\n", 1);
  ASSERT_EQ(quoted.size(), 3U);
  EXPECT_EQ(quoted[0].fault, RecordFault::too_long);
  EXPECT_EQ(quoted[1].fault, RecordFault::unclosed_quote);
}

TEST(CsvScanner, StaysLinearWhenEveryLineOpensAQuote) {
  // Each of these made an earlier kind of scanner look through the rest of the file from every line.
  for (const std::string_view line : {"x,\"abc\n", "b\",\"\n", "\",\",\"\n", "x,\"\"\"\n", "\"\n", "a\r"}) {
    std::string text;
    while (text.size() < (std::size_t{16} << 20)) text += line;
    std::size_t records = 0;
    CsvScanner scanner(text, Dialect{}, 3);
    for (RecordRef record; scanner.next(record);) ++records;
    EXPECT_GT(records, text.size() / line.size() / 3) << line;
  }
}

TEST(RecordFields, CutsAndUnquotes) {
  EXPECT_THAT(cells("a,b,c"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(cells(",,"), ElementsAre("", "", ""));
  EXPECT_THAT(cells(""), ElementsAre(""));
  EXPECT_THAT(cells("\"a,b\",\"\",\"say \"\"no\"\"\",\"\"\"\""), ElementsAre("a,b", "", "say \"no\"", "\""));
  EXPECT_THAT(cells("\"a\",\""), ElementsAre("a"));
  EXPECT_THAT(cells("a;b,c;\"d;e\"", ';'), ElementsAre("a", "b,c", "d;e"));
  EXPECT_THAT(cells("a\t\tc", '\t'), ElementsAre("a", "", "c"));
  EXPECT_THAT(cells("a,\"b\","), ElementsAre("a", "b", ""));
}

TEST(RecordFields, CutsLongRecordsAtEveryOffset) {
  for (std::size_t width = 0; width < 140; ++width) {
    const std::string cell(width, 'x');
    EXPECT_THAT(cells(cell + "," + cell + "," + cell), ElementsAre(cell, cell, cell));
    EXPECT_THAT(cells(cell + ",\"" + cell + "\"," + cell), ElementsAre(cell, cell, cell));
  }
}

TEST(RecordFields, StopsAtTheLimit) {
  EXPECT_THAT(cells("a,b,c,d", ',', 2), ElementsAre("a", "b"));
  EXPECT_THAT(cells("\"a\",\"b\",c\"", ',', 2), ElementsAre("a", "b"));
}

TEST(RecordFields, KeepsTheCellsBeforeAFault) {
  RecordFields fields;
  EXPECT_EQ(fields.split("S1,\"x\"y,z", Dialect{}), RecordFault::text_after_quote);
  EXPECT_THAT(fields.cells(), ElementsAre("S1"));
  EXPECT_EQ(fields.split("S1,x\"y,z", Dialect{}), RecordFault::stray_quote);
  EXPECT_THAT(fields.cells(), ElementsAre("S1"));
  EXPECT_EQ(fields.split("S1,x,\"y\"\"", Dialect{}), RecordFault::unclosed_quote);
  EXPECT_THAT(fields.cells(), ElementsAre("S1", "x"));
}

TEST(CsvHeader, FindsTheDelimiterThatCutsMost) {
  EXPECT_EQ(read_csv_header("a,b;c,d\n", "f")->dialect.delimiter, ',');
  EXPECT_EQ(read_csv_header("a;b;c,d\n", "f")->dialect.delimiter, ';');
  EXPECT_EQ(read_csv_header("a\tb\n1,2\t3,4,5\n", "f")->dialect.delimiter, '\t');
  EXPECT_EQ(read_csv_header("single\n", "f")->dialect.delimiter, ',');
  EXPECT_EQ(read_csv_header("\"a,b,c\";d\n", "f")->dialect.delimiter, ';');
}

TEST(CsvHeader, SkipsAByteOrderMarkAndBlankLines) {
  const auto header = read_csv_header("\xEF\xBB\xBF\r\n a ,\"b\nc\",\r\n1,2,3\r\n", "f");
  ASSERT_TRUE(header);
  EXPECT_THAT(header->names, ElementsAre("a", "b\nc", ""));
  EXPECT_EQ(header->line, 2U);
  EXPECT_EQ(header->body.line, 4U);
  EXPECT_EQ(header->body.record, 1U);
}

TEST(CsvHeader, NamesWhatIsWrong) {
  EXPECT_EQ(read_csv_header("\n\n", "f").error().code, ErrorCode::empty_file);
  EXPECT_EQ(read_csv_header("\xEF\xBB\xBF", "f").error().code, ErrorCode::empty_file);
  const Error quote = read_csv_header("\na,\"b\n", "f").error();
  EXPECT_EQ(quote.code, ErrorCode::bad_format);
  EXPECT_EQ(quote.where, "f:2");
  EXPECT_EQ(read_csv_header("Empf\xE4nger;b\n", "f").error().code, ErrorCode::bad_encoding);
}

TEST(CsvHeader, TakesManyColumns) {
  std::string text = "c0";
  for (int i = 1; i < 100'000; ++i) text += ",c" + std::to_string(i);
  EXPECT_EQ(read_csv_header(text, "f")->names.size(), 100'000U);
}

}  // namespace
}  // namespace tidewaiter::tables
