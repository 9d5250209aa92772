// screen --format parquet: a file of decisions with numbers, lists and structures as such.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "cli/interrupt.h"
#include "cli/screening.h"
#include "model/schema.h"
#include "tables/row_parquet.h"

namespace tidewaiter::cli {
namespace {

// A folder beside the result, on the same disk; gone with everything in it at the end.
class FolderBeside {
 public:
  static Result<FolderBeside> make(const std::filesystem::path& file) {
    const std::filesystem::path parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    std::string form = (parent / fmt::format(".{}-XXXXXX", file.filename().string())).string();
    if (::mkdtemp(form.data()) == nullptr) {
      return fail(ErrorCode::file_unwritable, "no folder can be made beside it", file.string(),
                  "check that its folder exists and may be written to");
    }
    return FolderBeside(std::move(form));
  }
  FolderBeside(FolderBeside&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  FolderBeside& operator=(FolderBeside&&) = delete;
  ~FolderBeside() {
    std::error_code ignored;  // there is nobody left to tell
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit FolderBeside(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

Result<RowSchema> decision_schema() {
  for (RowSchema& schema : output_schemas()) {
    if (schema.name == "decision") return std::move(schema);
  }
  return fail(ErrorCode::internal, "there is no schema of decisions");
}

}  // namespace

Result<int> screen_to_parquet(const Context& context, const Screen& command, Snapshot& snapshot) {
  const std::filesystem::path path = context.common.output;
  if (path.empty() || path == "-") {
    return fail(ErrorCode::usage, "Parquet does not go to standard output", "--format parquet",
                "name a file with -o FILE");
  }
  (void)listen_for_interrupts();
  TIDEWAITER_TRY(const FolderBeside folder, FolderBeside::make(path));
  const std::filesystem::path rows = folder.path() / "decisions.ndjson";
  Context as_rows = context;
  as_rows.common.format = Format::ndjson;
  TIDEWAITER_TRY(Output output, Output::open(rows.string()));
  TIDEWAITER_TRY(const int status, screen_into(as_rows, command, snapshot, output));
  if (status == kInterrupted) return status;
  TIDEWAITER_CHECK(output.finish());
  TIDEWAITER_TRY(const RowSchema schema, decision_schema());
  TIDEWAITER_CHECK(tables::rows_to_parquet(rows, schema, path, &listen_for_interrupts()));
  return status;
}

}  // namespace tidewaiter::cli
