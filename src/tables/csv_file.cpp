#include "tables/csv_file.h"

#include <fmt/format.h>

#include <utility>

#include "tables/cell.h"
#include "tables/json_table.h"
#include "tables/parquet_table.h"
#include "tables/unpack.h"
#include "tables/workbook.h"

namespace tidewaiter::tables {

std::vector<CsvHeader> rows_below(const CsvFile& file) {
  if (file.header.dialect.made) return file.sheet_below;
  return rows_below(file.input.bytes(), file.header, file.input.name());
}

std::string header_hint(const std::string& file, const CsvHeader& row) {
  return fmt::format("{}:{} looks like the header: remove what stands above it, and give the file again", file,
                     row.line);
}

std::vector<CsvHeader> rows_below(std::string_view bytes, const CsvHeader& header, const std::string& file) {
  constexpr std::size_t kFront = std::size_t{1} << 20;  // a header of more is none: a row has 16,384 columns at most
  std::vector<CsvHeader> rows;
  std::string_view rest = bytes.substr(static_cast<std::size_t>(header.body.byte)).substr(0, kFront);
  std::uint64_t line = header.body.line;
  for (std::size_t i = 0; i < kRowsBelow && !rest.empty(); ++i) {
    auto row = read_csv_header(rest, file);
    if (row) {
      row->line += line - 1;
      line += row->body.line - 1;
      rest.remove_prefix(static_cast<std::size_t>(row->body.byte));
      rows.push_back(*std::move(row));
    } else {  // a line that is no row, or the end
      const std::size_t end = rest.find_first_of("\r\n");
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + (rest.substr(end).starts_with("\r\n") ? 2 : 1));
      ++line;
    }
  }
  return rows;
}

CsvFile made_table(InputFile made, std::vector<std::string> names, std::uint64_t header_line) {
  CsvHeader header;
  header.dialect.made = true;
  header.names = std::move(names);
  for (std::string& name : header.names) name = trim_blanks(name);
  if (header_line > 0) header.line = header_line;
  header.body = {.byte = 0, .line = header_line + 1, .record = 1};
  return CsvFile{std::move(made), {.valid_utf8 = true, .has_nul = true}, std::move(header), "UTF-8", {}};
}

namespace {

// A stated encoding says nothing of a kind of file that has one of its own.
Result<CsvFile> told_encoding(Result<CsvFile> table, const StatedEncoding& stated, std::string_view kind) {
  if (table && !stated.name.empty() && !stated.unless_utf8) {
    table->notes.push_back(fmt::format("{}: this is {}, so it has no encoding to state", table->input.name(), kind));
  }
  return table;
}

// Any kind but a workbook.
Result<CsvFile> open_table(InputFile input, const TableOptions& options) {
  if (looks_like_parquet(input.bytes())) {
    const StatedEncoding stated = input.stated();
    return told_encoding(read_parquet_table(std::move(input), options.stop), stated, "a Parquet file");
  }
  TIDEWAITER_TRY(TextFile text, open_text(std::move(input), options.threads, options.stop));
  if (looks_like_json(text.input.bytes())) return read_json_table(std::move(text), options.stop);
  TIDEWAITER_TRY(CsvHeader header, read_csv_header(text.input.bytes(), text.input.name(), text.encoding));
  return CsvFile{std::move(text.input), text.facts, std::move(header), std::move(text.encoding), std::move(text.notes)};
}

}  // namespace

Result<CsvFile> open_csv(const std::filesystem::path& path, const TableOptions& options) {
  TIDEWAITER_TRY(InputFile input, InputFile::open(path, options.stop));
  return open_csv(std::move(input), options);
}

Result<CsvFile> open_csv(InputFile packed, const TableOptions& options) {
  TIDEWAITER_TRY(InputFile input, unpack(std::move(packed), {}, options.stop));
  if (looks_like_zip(input.bytes())) {
    const StatedEncoding stated = input.stated();
    return told_encoding(read_workbook(std::move(input), options.sheet, {}, options.stop), stated, "a workbook");
  }
  TIDEWAITER_TRY(CsvFile table, open_table(std::move(input), options));
  if (!options.sheet.empty()) {
    table.notes.push_back(fmt::format("{}: this is no workbook, so it has no sheet to choose", table.input.name()));
  }
  return table;
}

}  // namespace tidewaiter::tables
