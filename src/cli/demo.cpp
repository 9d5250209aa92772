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

Result<int> run_demo(const Context& context, const Demo& command) {
  TIDEWAITER_TRY(const std::filesystem::path folder, demo_folder(command));
  MadeFolder made(command.folder.empty() ? folder : std::filesystem::path{});
  std::filesystem::path list_source;
  for (const SourceText& file : demo_files()) {
    const std::filesystem::path path = folder / std::filesystem::path(file.name).filename();
    TIDEWAITER_CHECK(replace_file(path, file.text));
    if (path.filename() == "list.csv") list_source = path;
  }
  const std::filesystem::path compiled = folder / "demo.tidelist";
  TIDEWAITER_TRY(const CompiledLists lists, compile_lists(std::span(&list_source, 1)));
  TIDEWAITER_CHECK(replace_file(compiled, lists.bytes));

  Context demo = context;
  demo.settings.lists = compiled;
  demo.settings.store = folder / "decisions.db";
  demo.common.store = demo.settings.store.string();
  Screen screen;
  screen.shipments = {(folder / "shipments.csv").string()};
  screen.parties = {(folder / "parties.csv").string()};
  screen.report = (folder / "report.html").string();
  screen.fail_on.reset();
  TIDEWAITER_TRY(Snapshot snapshot, open_snapshot(demo, screen));
  TIDEWAITER_TRY(Output output, Output::open({}));
  TIDEWAITER_TRY(const int status, screen_into(demo, screen, snapshot, output));
  if (status != kDone) return status;
  made.keep();

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
                  quoted("parties.csv"), report::shell_word(folder.string()), quoted("report.html"))));
  return kDone;
}

}  // namespace

int run_command(const Context& context, const Demo& command) { return told(run_demo(context, command)); }

}  // namespace tidewaiter::cli
