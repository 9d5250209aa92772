// schemas: the JSON Schema of every output and every table, into a folder.
#include <fmt/format.h>

#include <filesystem>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "model/schema.h"
#include "report/json_schema.h"

namespace tidewaiter::cli {
namespace {

Result<std::size_t> write_schemas(const std::filesystem::path& folder, const std::vector<RowSchema>& schemas) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail(ErrorCode::file_unwritable, "the folder cannot be made: " + error.message(), folder.string(),
                "name a folder that may be written to");
  for (const RowSchema& schema : schemas) {
    TIDEWAITER_CHECK(replace_file(folder / (schema.name + ".schema.json"), report::json_schema(schema)));
  }
  return schemas.size();
}

Result<void> write_all(const Schemas& command) {
  const std::filesystem::path folder = command.folder;
  TIDEWAITER_TRY(const std::size_t outputs, write_schemas(folder / "outputs", output_schemas()));
  TIDEWAITER_TRY(const std::size_t tables, write_schemas(folder / "tables", table_schemas()));
  tell(fmt::format("schemas of {} outputs and {} tables in {}", outputs, tables, command.folder));
  return {};
}

}  // namespace

int run_command(const Context&, const Schemas& command) { return status_of(write_all(command)); }

}  // namespace tidewaiter::cli
