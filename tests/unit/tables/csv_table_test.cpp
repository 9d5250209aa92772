// Whole small tables, encodings, and the cells of messages.
#include "tables/csv_table.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tables/cell.h"

namespace tidewaiter::tables {
namespace {

using std::string_literals::operator""s;
using testing::ElementsAre;
using testing::HasSubstr;

Result<CsvTable> read(std::string bytes) { return read_csv_table(InputFile::from_bytes("t.csv", std::move(bytes))); }

std::string repeat(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(CsvTable, ReadsRowsWithTheirOrigin) {
  const auto table = read("name;country\n\" Acme; Ltd \"; SG \n\nBeta;\xC2\xA0MY");
  ASSERT_TRUE(table);
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_THAT(table->rows[0].cells, ElementsAre("Acme; Ltd", "SG"));
  EXPECT_THAT(table->rows[1].cells, ElementsAre("Beta", "MY"));
  EXPECT_EQ(table->rows[1].origin.record, 2U);
  EXPECT_EQ(table->rows[1].origin.line, 4U);
  EXPECT_EQ(table->rows[1].origin.byte, 33U);
}

TEST(CsvTable, RejectsRowsThatItCannotRead) {
  const auto table = read("a,b,c\n1,2\n1,2,3,4\n1,\"2\"x,3\n1,2,\xFF\n1,2\0,3\n1,2,3\n"s + repeat("\xC3\xA9,2,3\n", 9));
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows.size(), 10U);
  ASSERT_EQ(table->rejects.size(), 5U);
  EXPECT_THAT(table->rejects[0].reason, HasSubstr("2 cells, the header has 3"));
  EXPECT_THAT(table->rejects[1].reason, HasSubstr("4 cells"));
  EXPECT_EQ(table->rejects[2].column, "b");
  EXPECT_EQ(table->rejects[3].column, "c");
  EXPECT_EQ(table->rejects[3].value, "\xEF\xBF\xBD");
  EXPECT_EQ(table->rejects[4].column, "b");
  EXPECT_EQ(table->rejects[4].line, 6U);
}

TEST(CsvTable, AHeaderAloneIsAnEmptyTable) {
  EXPECT_TRUE(read("a,b\n")->rows.empty());
  EXPECT_TRUE(read("a,b")->rows.empty());
}

TEST(CsvTable, RefusesAnEmptyFile) { EXPECT_EQ(read("").error().code, ErrorCode::empty_file); }

TEST(Encoding, SaysWhatKindOfFileItIs) {
  EXPECT_THAT(read("\xD0\xCF\x11\xE0rest").error().message, HasSubstr("old workbook"));
  EXPECT_THAT(read("BZhrest").error().hint, HasSubstr("bunzip2"));
}

TEST(Encoding, RejectsSingleRowsOfAFileThatIsUtf8) {
  EXPECT_EQ(read("a,b\n" + repeat("x,y\n", 5) + "x,\xE9\n")->rejects.size(), 1U);
  EXPECT_EQ(read("a,b\n" + repeat("\xC3\xA9,y\n", 100) + repeat("x,\xE9\n", 9))->rejects.size(), 9U);
  EXPECT_EQ(read("a,b\n" + repeat("x,y\n", 1000) + repeat("x,\xE9\n", 2))->rejects.size(), 2U);
}

TEST(Encoding, ThreeBadRowsAmongAsciiAreAnotherEncoding) {
  EXPECT_EQ(read("a,b\n" + repeat("x,y\n", 1000) + repeat("x,\xE9\n", 3)).error().code, ErrorCode::bad_encoding);
  EXPECT_EQ(read("a,b\nx,\xE9\n").error().code, ErrorCode::bad_encoding);
}

TEST(Encoding, ASequenceMayCrossAnInspectedBlock) {
  for (int shift = 0; shift < 4; ++shift) {
    std::string text = "a\n" + std::string((std::size_t{4} << 20) - 6 - static_cast<std::size_t>(shift), 'x') +
                       "\xF0\x9F\x9A\xA2\xE6\xB8\xAF\xC3\xA9 end\n";
    const auto table = read(std::move(text));
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows.size(), 1U);
  }
}

TEST(InputFile, SaysWhatIsMissingOrAFolder) {
  EXPECT_EQ(read_csv_table("/no/such/file.csv").error().code, ErrorCode::file_not_found);
  EXPECT_EQ(read_csv_table("/").error().code, ErrorCode::not_a_file);
}

TEST(InputFile, CopiesAPipe) {
  const std::filesystem::path fifo = std::filesystem::temp_directory_path() / ("tw-fifo-" + std::to_string(::getpid()));
  ASSERT_EQ(
      std::system(("mkfifo '" + fifo.string() + "' && (printf 'a,b\\n1,2\\n' > '" + fifo.string() + "' &)").c_str()),
      0);
  const auto table = read_csv_table(fifo);
  std::filesystem::remove(fifo);
  ASSERT_TRUE(table) << to_string(table.error());
  EXPECT_EQ(table->rows.size(), 1U);
}

TEST(InputFile, ReadsAgainWhatItReleased) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("tw-input-" + std::to_string(::getpid()));
  std::string bytes(100'000, 'x');
  bytes[50'000] = 'y';
  std::ofstream(path) << bytes;
  auto file = InputFile::open(path);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->bytes(), bytes);
  file->release(0, 100'000);
  EXPECT_EQ(file->bytes(), bytes);
  char piece[2] = {};
  ASSERT_TRUE(file->read_at(50'000, piece, 2));
  EXPECT_EQ(std::string(piece, 2), "yx");
  std::filesystem::resize_file(path, 10);
  EXPECT_EQ(file->read_at(50'000, piece, 2).error().code, ErrorCode::file_unreadable);
  std::filesystem::remove(path);
}

TEST(Cell, TrimsBlanks) {
  EXPECT_EQ(trim_blanks(" \t\xC2\xA0 a b\xE3\x80\x80\r\n"), "a b");
  EXPECT_EQ(trim_blanks(" \xC2\xA0"), "");
  EXPECT_EQ(trim_blanks("\xC3\xA0"), "\xC3\xA0");  // ends in a byte of the no-break space, but is none
}

TEST(Cell, PrintsAnyBytes) {
  EXPECT_EQ(printable("a\nb\xFF", 20), "a b\xEF\xBF\xBD");
  EXPECT_EQ(printable("abcdef", 6), "abcdef");
  EXPECT_EQ(printable("abcdefg", 6), "abc\xE2\x80\xA6");
  EXPECT_EQ(printable("ab\xC3\xA9\xC3\xA9\xC3\xA9", 7), "ab\xC3\xA9\xE2\x80\xA6");
}

TEST(Cell, QuotesWhereNeeded) {
  std::string out;
  append_csv_cell(out, "plain");
  append_csv_cell(out, "a,\"b\"\n");
  EXPECT_EQ(out, "plain\"a,\"\"b\"\"\n\"");
}

}  // namespace
}  // namespace tidewaiter::tables
