#include "ingest/reject_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/file.h"
#include "tables/cell.h"

namespace tidewaiter::ingest {
namespace {

constexpr std::string_view kHeader = "file,record,byte,line,column,value,reason\n";

std::unexpected<Error> write_error(const std::filesystem::path& path, int error) {
  const char* hint = error == ENOSPC
                         ? "free some disk space, or write somewhere else"
                         : "check that the folder exists and may be written to, or name another file with --rejects";
  return fail(ErrorCode::file_unwritable, std::string("this cannot be written: ") + std::strerror(error), path.string(),
              hint);
}

}  // namespace

bool are_reject_columns(std::span<const std::string> names) {
  return fmt::format("{}\n", fmt::join(names, ",")) == kHeader;
}

RejectFile::~RejectFile() {
  if (!file_) return;
  file_.reset();
  if (writing_ != path_) ::unlink(writing_.c_str());
}

Result<void> RejectFile::begin() {
  std::error_code ignored;  // of a path that does not exist yet: an ordinary file is made
  const auto status = std::filesystem::status(path_, ignored);
  const bool special = std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
  writing_ = special ? path_ : writing_name(path_);
  file_.reset(std::fopen(writing_.c_str(), "we"));
  if (!file_) return write_error(path_, errno);
  return write(kHeader);
}

Result<void> RejectFile::write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return write_error(path_, errno);
  return {};
}

Result<void> RejectFile::add(const Reject& reject) {
  if (!file_) TIDEWAITER_CHECK(begin());
  line_.clear();
  tables::append_csv_cell(line_, reject.file);
  line_ += fmt::format(",{},{},{},", reject.record, reject.byte, reject.line);
  tables::append_csv_cell(line_, reject.column);
  line_ += ',';
  tables::append_csv_cell(line_, reject.value);
  line_ += ',';
  tables::append_csv_cell(line_, reject.reason);
  line_ += '\n';
  ++count_;
  return write(line_);
}

Result<void> RejectFile::finish() {
  std::error_code ignored;  // no such file: nothing to empty
  if (!file_ && std::filesystem::is_regular_file(path_, ignored)) TIDEWAITER_CHECK(begin());
  if (!file_) return {};
  if (std::fflush(file_.get()) != 0) return write_error(path_, errno);
  if (writing_ != path_) {
    if (::fsync(::fileno(file_.get())) != 0) return write_error(path_, errno);
    if (::rename(writing_.c_str(), path_.c_str()) != 0) return write_error(path_, errno);
  }
  file_.reset();
  return {};
}

}  // namespace tidewaiter::ingest
