// CsvScanner and RecordFields against the character-by-character reference, on random and on nasty texts.
#include <gmock/gmock.h>

#include <random>
#include <string>
#include <string_view>

#include "rounds.h"
#include "tables/csv.h"
#include "tables/csv_reference.h"

namespace tidewaiter::tables {
namespace {

void expect_same(std::string_view text, char delimiter, std::size_t columns) {
  const auto expected = reference::read_all(text, delimiter, columns);
  CsvScanner scanner(text, Dialect{delimiter}, columns);
  RecordFields fields;
  RecordRef record;
  for (const reference::Record& wanted : expected) {
    ASSERT_TRUE(scanner.next(record));
    ASSERT_EQ(record.byte, wanted.byte);
    ASSERT_EQ(record.length, wanted.length);
    ASSERT_EQ(record.line, wanted.line);
    ASSERT_EQ(record.fault, wanted.fault);
    const auto fault = fields.split(text.substr(record.byte, record.length), Dialect{delimiter});
    if (wanted.fault == RecordFault::none) {
      ASSERT_EQ(fault, RecordFault::none);
      ASSERT_TRUE(std::ranges::equal(fields.cells(), wanted.cells));
    } else {  // the first line alone cannot be well formed either
      ASSERT_NE(fault, RecordFault::none);
      ASSERT_LE(fields.size(), wanted.cells.size());
      ASSERT_TRUE(std::equal(fields.cells().begin(), fields.cells().end(), wanted.cells.begin()));
    }
  }
  EXPECT_FALSE(scanner.next(record));
}

TEST(CsvProperty, EqualsTheReferenceOnRandomTexts) {
  std::mt19937 random(20250301);
  constexpr std::string_view kAlphabet = "\"\",,\n\r;\tab";
  for (std::size_t round = 0; round < rounds(200'000); ++round) {
    std::string text(random() % 40, '\0');
    for (char& c : text) c = kAlphabet[random() % kAlphabet.size()];
    const char delimiter = std::string_view(",;\t")[random() % 3];
    expect_same(text, delimiter, random() % 5);
    if (HasFatalFailure()) FAIL() << "text: " << testing::PrintToString(text);
  }
}

TEST(CsvProperty, EqualsTheReferenceOnLongTexts) {
  std::mt19937 random(7);
  constexpr std::string_view kAlphabet = "\",\n\ra";
  for (std::size_t round = 0; round < rounds(60); ++round) {
    // From mostly letters (lines longer than the scanner's windows) to mostly special characters.
    const unsigned rarity = 1U << (random() % 14);
    std::string text(random() % 60'000, 'x');
    for (char& c : text) {
      if (random() % rarity == 0) c = kAlphabet[random() % kAlphabet.size()];
    }
    expect_same(text, ',', 1 + random() % 4);
    if (HasFatalFailure()) FAIL() << "round " << round;
  }
}

}  // namespace
}  // namespace tidewaiter::tables
