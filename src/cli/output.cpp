#include "cli/output.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "report/text.h"

namespace tidewaiter::cli {
namespace {

std::size_t terminal_width(int descriptor) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return std::min<std::size_t>(size.ws_col, 160);
  return 100;
}

std::unexpected<Error> unwritable(const std::string& path, int error) {
  const char* hint = error == ENOSPC ? "free some disk space, or write somewhere else"
                                     : "check that the folder exists and may be written to";
  return fail(ErrorCode::file_unwritable, std::string("this cannot be written: ") + std::strerror(error),
              path.empty() ? "standard output" : path, hint);
}

}  // namespace

void Output::Close::operator()(std::FILE* file) const {
  if (file != stdout) std::fclose(file);
}

Result<Output> Output::open(const std::string& path) {
  (void)listen_for_interrupts();  // whatever makes a file takes it away again
  Output output;
  output.path_ = path;
  if (path.empty() || path == "-") {
    output.path_.clear();
    output.file_.reset(stdout);
    return output;
  }
  // a device or a pipe is written as it is; an ordinary file comes into its place whole
  const bool special = std::filesystem::exists(path) && !std::filesystem::is_regular_file(path);
  output.writing_ = special ? path : writing_name(path).string();
  output.file_.reset(std::fopen(output.writing_.c_str(), "wb"));
  if (!output.file_) return unwritable(path, errno);
  return output;
}

Output::~Output() {
  if (!writing_.empty() && writing_ != path_) ::unlink(writing_.c_str());  // also where finish() failed
}

Result<void> Output::write(std::string_view bytes) {
  if (closed_by_reader_ || bytes.empty()) return {};
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) == bytes.size()) return {};
  if (errno == EPIPE) {
    closed_by_reader_ = true;
    return {};
  }
  return unwritable(path_, errno);
}

Result<void> Output::flush() {
  if (std::fflush(file_.get()) == 0) return {};
  if (errno != EPIPE) return unwritable(path_, errno);
  closed_by_reader_ = true;
  return {};
}

Result<void> Output::finish(std::string_view last) {
  if (!file_) return {};
  TIDEWAITER_CHECK(write(last));
  TIDEWAITER_CHECK(flush());
  if (writing_.empty()) return {};
  const bool synced = writing_ == path_ || ::fsync(::fileno(file_.get())) == 0;
  const int error = errno;
  file_.reset();
  if (!synced) return unwritable(path_, error);
  if (writing_ != path_ && ::rename(writing_.c_str(), path_.c_str()) != 0) return unwritable(path_, errno);
  writing_.clear();
  return {};
}

Result<void> refuse_same_file(const std::string& output, const std::vector<std::string>& inputs) {
  if (output.empty() || output == "-") return {};
  for (const std::string& input : inputs) {
    std::error_code ignored;  // a file that is not there yet is no input
    if (!input.empty() && std::filesystem::is_regular_file(output, ignored) &&
        std::filesystem::equivalent(output, input, ignored)) {
      return fail(ErrorCode::usage, "the output would replace the input", output, "name another file");
    }
  }
  return {};
}

Result<void> refuse_one_file_for_two(const std::vector<std::pair<std::string, std::string>>& outputs) {
  std::map<std::filesystem::path, std::string> named;  // by place, the option
  for (const auto& [option, file] : outputs) {
    if (file.empty() || file == "-") continue;
    std::error_code ignored;  // what cannot be looked at is told by whoever writes it
    if (std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored)) continue;
    const auto [first, fresh] =
        named.emplace(std::filesystem::weakly_canonical(std::filesystem::absolute(file, ignored), ignored), option);
    if (fresh) continue;
    return fail(ErrorCode::usage, fmt::format("{} and {} name one file", first->second, option), file,
                "give each a file of its own");
  }
  return {};
}

report::Layout layout_of_output(bool to_file) {
  report::Layout layout;
  const bool terminal = !to_file && ::isatty(STDOUT_FILENO) == 1;
  if (terminal) layout.width = terminal_width(STDOUT_FILENO);
  const char* no_colour = std::getenv("NO_COLOR");
  layout.colour = terminal && (no_colour == nullptr || *no_colour == '\0');
  return layout;
}

bool progress_wanted() { return ::isatty(STDERR_FILENO) == 1; }

void tell(std::string_view text) {
  clear_progress();
  std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

void tell(const Error& error) {
  const std::string text = to_string(error);
  std::string shown;  // a file's bytes and names may stand in it
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    shown += report::printable(line);
    if (!rest.empty()) shown += '\n';
  }
  tell(shown);
}

int told(const Error& error) {
  tell(error);
  return error.code == ErrorCode::interrupted ? kInterrupted : kRefused;
}

int told(const Result<int>& status) {
  if (status) return *status;
  return told(status.error());
}

void tell_progress(const std::string& line) {
  if (progress_wanted()) std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
}

void clear_progress() {
  if (progress_wanted()) std::fputs("\r\x1b[K", stderr);
}

bool ProgressPace::due() {
  const auto now = std::chrono::steady_clock::now();
  if (!progress_wanted() || now - told_ < std::chrono::milliseconds(100)) return false;
  told_ = now;
  return true;
}

std::chrono::milliseconds ProgressPace::elapsed() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started_);
}

}  // namespace tidewaiter::cli
