// An opened CSV file: bytes, encoding checked, header and dialect known. What every reader of CSV begins with.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "tables/csv.h"
#include "tables/encoding.h"
#include "tables/input_file.h"

namespace tidewaiter::tables {

struct CsvFile {
  InputFile input;
  TextFacts text;
  CsvHeader header;

  std::string_view bytes(const RecordRef& record) const {
    return input.bytes().substr(static_cast<std::size_t>(record.byte), record.length);
  }
};

// Errors: those of InputFile::open, inspect_text, read_csv_header and check_encoding. A file of only a header is fine.
Result<CsvFile> open_csv(const std::filesystem::path& path);
Result<CsvFile> open_csv(InputFile input, unsigned threads = 1);

}  // namespace tidewaiter::tables
