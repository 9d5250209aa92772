// An opened table, whatever kind of file it came in: its bytes as delimited text in UTF-8, header and dialect known.
// What every reader of rows begins with. A file that is CSV in UTF-8 is read where it lies; any other is first made
// into such text (unpacked, transcoded, its rows written out), in which records keep the number of their line, row or
// element.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "tables/csv.h"
#include "tables/encoding.h"
#include "tables/input_file.h"
#include "tables/stop.h"

namespace tidewaiter::tables {

// What cells of a workbook's column show beside their numbers, as their format has it, and is left away: "€", "USD".
struct ShownCurrency {
  std::size_t column = 0;
  std::string currency;
  std::uint64_t cells = 0;
};

struct CsvFile {
  InputFile input;
  TextFacts text;
  CsvHeader header;
  std::string encoding = "UTF-8";  // of the file as it came
  std::vector<std::string> notes;  // for people: how the file was read, where that is not plain
  std::vector<CsvHeader>
      sheet_below{};  // of a workbook: rows_below(), as its rows are cut to the columns of the header
  std::vector<ShownCurrency> currencies{};  // of a workbook, by column and currency

  std::string_view bytes(const RecordRef& record) const {
    return input.bytes().substr(static_cast<std::size_t>(record.byte), record.length);
  }
  // Where the record stands in the text of the file; 0 for a kind of file in which that says nothing.
  std::uint64_t byte_of(const RecordRef& record) const { return header.dialect.made ? 0 : record.byte; }
};

// The first rows behind the header, each read as if it were the header: where titles stand above it, it is one of them.
// None of JSON and Parquet, which name their columns elsewhere.
inline constexpr std::size_t kRowsBelow = 20;  // no export that we know of has more lines of titles
std::vector<CsvHeader> rows_below(const CsvFile& file);
std::vector<CsvHeader> rows_below(std::string_view bytes, const CsvHeader& header, const std::string& file);  // of text
// The hint that a row looks like the header.
std::string header_hint(const std::string& file, const CsvHeader& row);

// What RowSpool made of the rows behind line `header_line` of another kind of file, 0 where the header is none of its
// lines; the names are trimmed here.
CsvFile made_table(InputFile made, std::vector<std::string> names, std::uint64_t header_line = 0);

struct TableOptions {
  unsigned threads = 1;  // that look at the encoding
  std::string sheet{};   // of a workbook; empty: its first
  Stop stop{};           // looked at by every conversion: interrupted
};

// Kinds of file, told by their content: gzip and zstd around any other; workbooks (.xlsx), Parquet, JSON, NDJSON; else
// CSV. Errors: those of InputFile::open, unpack, open_text, the readers of the kinds and read_csv_header. A file of
// only a header is fine.
Result<CsvFile> open_csv(const std::filesystem::path& path, const TableOptions& options = {});
Result<CsvFile> open_csv(InputFile input, const TableOptions& options = {});

}  // namespace tidewaiter::tables
