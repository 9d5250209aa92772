#include "engine/list_snapshots.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "base/json_reader.h"
#include "base/json_writer.h"

namespace tidewaiter {
namespace {

constexpr const char* kState = "state.json";
constexpr double kMostEntries = 1e15;  // a double counts so far exactly

std::string text_at(const json::Value& object, std::string_view key) {
  const auto value = object.find(key);
  return value ? std::string(value->string().value_or(std::string_view())) : std::string();
}

// A name that leads out of the folder is no name.
bool is_name(const std::string& name) {
  return !name.empty() && name.front() != '.' && name.find('/') == std::string::npos;
}

Result<std::vector<ListSnapshot>> read_state(const std::filesystem::path& path) {
  const auto broken = [&] {
    return fail(ErrorCode::corrupt_file, "what is known of the fetched lists cannot be read", path.string(),
                "remove the folder that it is in; the next update fetches the lists again");
  };
  TIDEWAITER_TRY(const std::string text, read_file(path));
  const auto document = json::Document::parse(text, path.string());
  if (!document) return broken();
  std::vector<ListSnapshot> snapshots;
  const auto all = document->root().find("snapshots");
  if (!all || all->kind() != json::Kind::array) return broken();
  for (const json::Value& each : all->elements()) {
    ListSnapshot snapshot;
    snapshot.folder = text_at(each, "folder");
    const auto day = parse_date(text_at(each, "day"));
    const auto entries = each.find("entries");
    const double count = entries ? entries->number().value_or(-1) : -1;
    const auto files = each.find("files");
    if (!day || !(count >= 0 && count < kMostEntries) || !files || !is_name(snapshot.folder)) {
      return broken();
    }
    snapshot.day = *day;
    snapshot.entries = static_cast<std::uint64_t>(count);
    for (const json::Value& file : files->elements()) {
      snapshot.files.push_back({text_at(file, "name"),
                                text_at(file, "address"),
                                {text_at(file, "etag"), text_at(file, "last_modified")},
                                text_at(file, "digest")});
      if (!is_name(snapshot.files.back().name)) return broken();
    }
    snapshots.push_back(std::move(snapshot));
  }
  return snapshots;
}

Error unwritable(const std::filesystem::path& path, const std::error_code& error) {
  return {ErrorCode::file_unwritable, fmt::format("the fetched list cannot be kept: {}", error.message()),
          path.string(), "make the folder writable, or free space"};
}

}  // namespace

Result<ListSnapshots> ListSnapshots::open(const std::filesystem::path& folder) {
  ListSnapshots snapshots;
  snapshots.folder_ = folder;
  std::error_code error;
  if (!std::filesystem::exists(folder / kState, error)) return snapshots;
  TIDEWAITER_TRY(snapshots.snapshots_, read_state(folder / kState));
  return snapshots;
}

std::filesystem::path ListSnapshots::path_of(const ListSnapshot& snapshot, const FetchedFile& file) const {
  return folder_ / snapshot.folder / file.name;
}

std::vector<std::filesystem::path> ListSnapshots::files() const {
  std::vector<std::filesystem::path> paths;
  for (const ListSnapshot& snapshot : snapshots_) {
    for (const FetchedFile& file : snapshot.files) paths.push_back(path_of(snapshot, file));
  }
  return paths;
}

Result<void> ListSnapshots::add(ListSnapshot snapshot, const std::vector<std::filesystem::path>& incoming,
                                std::size_t keep) {
  std::error_code error;
  for (int copy = 0;; ++copy) {  // a folder of its own, so that nothing that counts is touched before the state is
    snapshot.folder = copy == 0 ? snapshot.day.to_string() : fmt::format("{}.{}", snapshot.day.to_string(), copy);
    if (std::filesystem::create_directories(folder_ / snapshot.folder, error)) break;
    if (error) return std::unexpected(unwritable(folder_ / snapshot.folder, error));
  }
  for (std::size_t i = 0; i < incoming.size(); ++i) {
    std::filesystem::rename(incoming[i], path_of(snapshot, snapshot.files[i]), error);
    if (error) return std::unexpected(unwritable(path_of(snapshot, snapshot.files[i]), error));
  }
  std::vector<ListSnapshot> kept = snapshots_;
  std::erase_if(kept, [&](const ListSnapshot& other) { return other.day >= snapshot.day; });
  kept.push_back(std::move(snapshot));
  if (kept.size() > keep) kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(keep));
  TIDEWAITER_CHECK(write(kept));
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    const std::string name = entry.path().filename().string();
    const bool counts = std::ranges::find(kept, name, &ListSnapshot::folder) != kept.end();
    if (entry.is_directory(error) && !counts) std::filesystem::remove_all(entry.path(), error);
  }
  snapshots_ = std::move(kept);
  return {};
}

Result<void> ListSnapshots::confirm(const std::vector<FetchedFile>& files) {
  std::vector<ListSnapshot> kept = snapshots_;
  for (std::size_t i = 0; i < files.size() && i < kept.back().files.size(); ++i) {
    kept.back().files[i].address = files[i].address;
    kept.back().files[i].validators = files[i].validators;
  }
  TIDEWAITER_CHECK(write(kept));
  snapshots_ = std::move(kept);
  return {};
}

Result<void> ListSnapshots::write(const std::vector<ListSnapshot>& snapshots) {
  std::string text;
  JsonWriter json(text);
  json.begin_object().key("snapshots").begin_array();
  for (const ListSnapshot& snapshot : snapshots) {
    json.begin_object().member("folder", snapshot.folder).member("day", snapshot.day.to_string());
    json.member("entries", snapshot.entries).key("files").begin_array();
    for (const FetchedFile& file : snapshot.files) {
      json.begin_object().member("name", file.name).member("address", file.address);
      json.member("etag", file.validators.etag).member("last_modified", file.validators.last_modified);
      json.member("digest", file.digest).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return replace_file(folder_ / kState, text + "\n");
}

}  // namespace tidewaiter
