// A small table read whole: house lists, party tables, pairs, column maps. Large ones go through `ingest`.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/batch.h"
#include "model/decision.h"
#include "tables/csv_file.h"

namespace tidewaiter::tables {

struct CsvRow {
  RowOrigin origin;                // file is 0
  std::vector<std::string> cells;  // trimmed, as many as the header has names
};

struct CsvTable {
  std::string file;  // as named in messages
  CsvHeader header;
  std::vector<CsvRow> rows;
  std::vector<Reject> rejects;     // rows that cannot be read; rows + rejects = records
  std::vector<std::string> notes;  // CsvFile::notes
  std::vector<CsvHeader> below;    // rows_below()
};

// Errors: those of open_csv.
Result<CsvTable> read_csv_table(const std::filesystem::path& path, const TableOptions& options = {});
Result<CsvTable> read_csv_table(InputFile input, const TableOptions& options = {});

// Checks the form of one record: fault, number of cells, UTF-8, NUL bytes. Splits it into `fields` (on a fault: as far
// as it can be read). False, with column, value and reason of `reject` filled, if it must be rejected.
bool check_record(const CsvFile& file, const RecordRef& record, std::string_view bytes, RecordFields& fields,
                  Reject& reject);

// file, record, byte and line of a reject.
Reject reject_at(const CsvFile& file, const RecordRef& record);

}  // namespace tidewaiter::tables
