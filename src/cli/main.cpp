#include <unistd.h>

#include <csignal>
#include <exception>
#include <new>
#include <variant>

#include "base/unfinished.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace {

// A mapped file that becomes shorter, or whose disk fails, while it is read raises this signal: the end of the run, but
// with a message. Only what is safe in a signal handler.
extern "C" void end_by_bus_error(int) {
  static constexpr char kText[] =
      "error[file_unreadable]: a file became shorter, or could not be read any more, while it was being read\n"
      "  hint: run again once nothing writes to it\n";
  tidewaiter::remove_unfinished();
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, kText, sizeof kText - 1);
  ::_exit(tidewaiter::cli::kRefused);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace tidewaiter;
  using namespace tidewaiter::cli;
  std::signal(SIGBUS, end_by_bus_error);
  std::signal(SIGPIPE, SIG_IGN);  // a reader that has seen enough is no failure; see Output
  auto parsed = parse_arguments(argc, argv);
  if (const int* status = std::get_if<int>(&parsed)) return *status;
  const Arguments& arguments = std::get<Arguments>(parsed);
  try {
    auto settings = load_settings(".");
    if (!settings) {
      tell(settings.error());
      return kRefused;
    }
    Context context{arguments.common, std::move(*settings)};
    if (!context.common.lists.empty()) context.settings.lists = context.common.lists;
    if (!context.common.rules.empty()) context.settings.rules = context.common.rules;
    if (!context.common.store.empty()) context.settings.store = context.common.store;
    return std::visit([&](const auto& command) { return run_command(context, command); }, arguments.command);
  } catch (const std::bad_alloc&) {
    tell(Error{ErrorCode::out_of_memory, "there is not enough memory", {}, "free some, or split the input"});
  } catch (const std::exception& error) {
    tell(Error{ErrorCode::internal, error.what(), {}, "please report this"});
  }
  return kRefused;
}
