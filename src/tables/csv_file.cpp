#include "tables/csv_file.h"

#include <utility>

namespace tidewaiter::tables {

Result<CsvFile> open_csv(const std::filesystem::path& path) {
  TIDEWAITER_TRY(InputFile input, InputFile::open(path));
  return open_csv(std::move(input));
}

Result<CsvFile> open_csv(InputFile input, unsigned threads) {
  TIDEWAITER_TRY(const TextFacts text, inspect_text(input, threads));
  TIDEWAITER_TRY(CsvHeader header, read_csv_header(input.bytes(), input.name()));
  if (!text.valid_utf8) TIDEWAITER_CHECK(check_encoding(input, header));
  return CsvFile{std::move(input), text, std::move(header)};
}

}  // namespace tidewaiter::tables
