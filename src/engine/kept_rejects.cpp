#include "engine/kept_rejects.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/file.h"
#include "base/json_reader.h"
#include "base/json_writer.h"

namespace tidewaiter {
namespace {
constexpr double kMostCounted = 1e15;  // a double counts so far exactly
}

void append_reject(std::string& out, const Reject& reject) {
  JsonWriter json(out);
  json.begin_object().member("shipment_id", reject.shipment_id);
  json.member("date", reject.date ? reject.date->to_string() : std::string{}).member("file", reject.file);
  json.member("record", reject.record).member("byte", reject.byte).member("line", reject.line);
  json.member("column", reject.column).member("value", reject.value).member("reason", reject.reason).end_object();
  out += '\n';
}

KeptRejects::~KeptRejects() {
  if (!file_) return;
  file_.reset();
  ::unlink(writing_.c_str());
}

std::unexpected<Error> KeptRejects::unwritable(int error) const {
  return fail(ErrorCode::file_unwritable, std::string("this cannot be written: ") + std::strerror(error),
              path_.string(), "free some disk space, or name another store with --store, or --store none");
}

Result<void> KeptRejects::add(const Reject& reject) {
  if (reject.shipment_id.empty()) return {};
  if (!file_) {
    writing_ = writing_name(path_);
    file_.reset(std::fopen(writing_.c_str(), "we"));
    if (!file_) return unwritable(errno);
  }
  line_.clear();
  append_reject(line_, reject);
  if (std::fwrite(line_.data(), 1, line_.size(), file_.get()) != line_.size()) return unwritable(errno);
  return {};
}

Result<void> KeptRejects::finish() {
  if (!file_) return {};
  if (std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0) return unwritable(errno);
  if (::rename(writing_.c_str(), path_.c_str()) != 0) return unwritable(errno);
  file_.reset();
  return {};
}

Result<std::vector<Reject>> read_kept_rejects(const std::filesystem::path& path, std::string_view shipment_id) {
  std::vector<Reject> rejects;
  if (!std::filesystem::exists(path)) return rejects;
  TIDEWAITER_TRY(const MappedFile file, MappedFile::open(path));
  std::string begin = "{\"shipment_id\":";
  append_json_string(begin, shipment_id);
  begin += ',';
  for (std::string_view rest = file.bytes(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (!line.starts_with(begin)) continue;
    TIDEWAITER_TRY(const json::Document document, json::Document::parse(line, path.string()));
    const auto text = [&](std::string_view key) {
      const auto value = document.root().find(key);
      return value ? std::string(value->string().value_or(std::string_view{})) : std::string{};
    };
    const auto number = [&](std::string_view key) {
      const auto value = document.root().find(key);
      const double read = value ? value->number().value_or(0) : 0;
      return read > 0 && read < kMostCounted ? static_cast<std::uint64_t>(read) : std::uint64_t{0};
    };
    rejects.push_back({text("file"), number("record"), number("byte"), number("line"), text("column"), text("value"),
                       text("reason"), text("shipment_id"), parse_date(text("date"))});
  }
  return rejects;
}

}  // namespace tidewaiter
