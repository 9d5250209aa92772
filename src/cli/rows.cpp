#include "cli/rows.h"

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/output.h"
#include "ingest/columns.h"
#include "tables/cell.h"

namespace tidewaiter::cli {

std::optional<std::size_t> find_column(const tables::CsvTable& table, std::string_view name) {
  const std::string wanted = ingest::fold_column_name(name);
  for (std::size_t i = 0; i < table.header.names.size(); ++i) {
    if (ingest::fold_column_name(table.header.names[i]) == wanted) return i;
  }
  return std::nullopt;
}

Result<std::size_t> column_of(const tables::CsvTable& table, std::string_view name) {
  if (const auto column = find_column(table, name)) return *column;
  return fail(ErrorCode::missing_column, fmt::format("there is no column {}", name), table.file,
              fmt::format("the columns are: {}", fmt::join(table.header.names, ", ")));
}

void tell_rejects(const tables::CsvTable& table) {
  for (const Reject& reject : table.rejects) {
    tell(fmt::format("{}:{}: row left out: {}", reject.file, reject.line, reject.reason));
  }
}

void append_csv_row(std::string& out, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += ',';
    tables::append_csv_cell(out, cells[i]);
  }
  out += '\n';
}

int status_of(const Result<void>& result) {
  if (result) return kDone;
  tell(result.error());
  return kRefused;
}

}  // namespace tidewaiter::cli
