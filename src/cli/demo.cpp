// demo: an invented night's shipments, screened at a fixed date, and what to try next.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/demo_files.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/screening.h"
#include "engine/compile_lists.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

Result<std::filesystem::path> demo_folder(const Demo& command) {
  std::error_code error;
  std::filesystem::path folder = command.folder;
  if (folder.empty()) {
    std::string form = (std::filesystem::temp_directory_path(error) / "tidewaiter-demo-XXXXXX").string();
    if (::mkdtemp(form.data()) == nullptr) {
      return fail(ErrorCode::file_unwritable, "no temporary folder can be made", form, "name one with --folder DIR");
    }
    return std::filesystem::path(form);
  }
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail(ErrorCode::file_unwritable, "the folder cannot be made: " + error.message(), folder.string(),
                "name another with --folder DIR");
  return folder;
}

// A temporary folder goes again unless the demo came to its end.
class MadeFolder {
 public:
  explicit MadeFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  MadeFolder(const MadeFolder&) = delete;
  MadeFolder& operator=(const MadeFolder&) = delete;
  ~MadeFolder() {
    std::error_code ignored;  // there is nobody left to tell
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  void keep() { folder_.clear(); }

 private:
  std::filesystem::path folder_;
};

bool is_there(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::symlink_status(path, ignored));
}

std::filesystem::path place_of(const std::filesystem::path& folder, const SourceText& file) {
  return folder / std::filesystem::path(file.name).filename();
}

std::unexpected<Error> not_the_demos(const std::filesystem::path& path) {
  return fail(
      ErrorCode::usage, "the demo writes a file of this name, and this one is not the demo's", path.string(),
      "name a new folder with --folder DIR; a demo's own folder is used again while its tables are as they were");
}

Result<void> refuse_if_other(const std::filesystem::path& path, std::string_view text) {
  if (!is_there(path)) return {};
  const auto there = read_file(path);
  return there && *there == text ? Result<void>{} : not_the_demos(path);
}

// Nothing of the user's is replaced, emptied or written to: a table that is there must be as the demo writes it, and
// what is made of the tables may be there only beside all of them. A second demo in its own folder goes on.
Result<void> refuse_files_of_others(const std::filesystem::path& folder) {
  bool whole = true;
  for (const SourceText& file : demo_files()) {
    const std::filesystem::path path = place_of(folder, file);
    TIDEWAITER_CHECK(refuse_if_other(path, file.text));
    whole = whole && is_there(path);
  }
  if (is_there(folder / "shipments.rejects.csv")) return not_the_demos(folder / "shipments.rejects.csv");
  for (const char* name : {"demo.tidelist", "decisions.db", "decisions.db-runs", "decisions.db.input"}) {
    if (!whole && is_there(folder / name)) return not_the_demos(folder / name);
  }
  return {};
}

// report.html, report-2.html, ...: `number` from 1 on.
std::filesystem::path report_name(const std::filesystem::path& folder, int number) {
  return folder / (number == 1 ? std::string("report.html") : fmt::format("report-{}.html", number));
}

Result<int> run_demo(const Context& context, const Demo& command) {
  TIDEWAITER_TRY(const std::filesystem::path folder, demo_folder(command));
  MadeFolder made(command.folder.empty() ? folder : std::filesystem::path{});
  TIDEWAITER_CHECK(refuse_files_of_others(folder));
  std::filesystem::path list_source;
  for (const SourceText& file : demo_files()) {
    const std::filesystem::path path = place_of(folder, file);
    TIDEWAITER_CHECK(replace_file(path, file.text));
    if (path.filename() == "list.csv") list_source = path;
  }
  const std::filesystem::path compiled = folder / "demo.tidelist";
  TIDEWAITER_TRY(const CompiledLists lists, compile_lists(std::span(&list_source, 1)));
  TIDEWAITER_CHECK(refuse_if_other(compiled, lists.bytes));
  TIDEWAITER_CHECK(replace_file(compiled, lists.bytes));
  int reports = 0;  // those that are there stay
  while (is_there(report_name(folder, reports + 1))) ++reports;

  Context demo = context;
  demo.settings.lists = compiled;
  demo.settings.store = folder / "decisions.db";
  demo.common.store = demo.settings.store.string();
  Screen screen;
  screen.shipments = {(folder / "shipments.csv").string()};
  screen.parties = {(folder / "parties.csv").string()};
  std::filesystem::path report = report_name(folder, reports + 1);
  screen.report = report.string();
  screen.fail_on.reset();
  TIDEWAITER_TRY(Snapshot snapshot, open_snapshot(demo, screen));
  TIDEWAITER_TRY(Output output, Output::open({}));
  TIDEWAITER_TRY(const int status, screen_into(demo, screen, snapshot, output));
  if (status != kDone) return status;
  made.keep();
  TIDEWAITER_TRY(const std::string written, read_file(report));
  if (const auto last = reports > 0 ? read_file(report_name(folder, reports)) : Result<std::string>{};
      last && *last == written) {
    std::error_code ignored;  // a second one that says the same is no harm
    std::filesystem::remove(report, ignored);
    report = report_name(folder, reports);
  }

  const std::string program = report::shell_word(std::filesystem::read_symlink("/proc/self/exe").string());
  const auto quoted = [&](const char* name) { return report::shell_word((folder / name).string()); };
  TIDEWAITER_CHECK(output.finish(
      fmt::format("\nAll names above are invented. The demo's files stay in {5}; delete it when you are done.\n"
                  "The same as one page for a browser: {6}\n"
                  "Three commands to try next:\n"
                  "  {0} explain D028 --store {1}\n"
                  "  {0} match \"Beiling Advanced Computing\" --lists {2}\n"
                  "  {0} screen {3} --parties {4} --lists {2} --store none --as-of 2023-09-01\n",
                  program, quoted("decisions.db"), quoted("demo.tidelist"), quoted("shipments.csv"),
                  quoted("parties.csv"), report::shell_word(folder.string()), report::shell_word(report.string()))));
  return kDone;
}

}  // namespace

int run_command(const Context& context, const Demo& command) { return told(run_demo(context, command)); }

}  // namespace tidewaiter::cli
