// Whether the bytes of a table are UTF-8 text at all, over the whole stream. A file in another encoding is one clear
// error before anything is written; a few broken bytes in a file that is otherwise UTF-8 are rejects of their rows.
#pragma once

#include "base/result.h"
#include "tables/csv.h"
#include "tables/input_file.h"

namespace tidewaiter::tables {

struct TextFacts {
  bool valid_utf8 = true;  // every byte of it
  bool has_nul = false;
};

// Reads everything once, with so many threads. Errors: empty_file; bad_encoding for UTF-16 and UTF-32 (by byte order mark or NUL pattern);
// bad_format for what is plainly another kind of file (gzip, a workbook, Parquet).
Result<TextFacts> inspect_text(const InputFile& file, unsigned threads = 1);

// For a file that is not all UTF-8: bad_encoding, naming the likely encoding, if so many records are not UTF-8 that
// the file must be in another: more than half of them, or at least three and (a tenth of all records, or more than
// half of those that hold any byte outside ASCII). Else the rows are to be rejected one by one.
Result<void> check_encoding(const InputFile& file, const CsvHeader& header);

}  // namespace tidewaiter::tables
