#include "engine/earlier_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "base/section_file.h"
#include "engine/kept_input.h"
#include "engine/list_book.h"

namespace tidewaiter {
namespace {

constexpr std::string_view kEnding = ".tidelist";
constexpr std::size_t kShortestWord = 6;  // characters of a version

std::filesystem::path folder_of(const std::filesystem::path& lists) { return lists.string() + ".earlier"; }

// The version of a compiled list; empty if there is none to read.
std::string version_of(const std::filesystem::path& lists) {
  const auto file = SectionFile::open(lists);
  return file ? ListBook::version_of(*file) : std::string();
}

// The lists that runs were made with, by version, in the order of their names.
std::vector<EarlierList> lists_of_runs(const std::filesystem::path& runs) {
  std::vector<EarlierList> found;
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(runs, error)) {
    const std::string stem = file.path().stem().string();
    const std::size_t dash = stem.rfind('-');
    if (file.path().extension() != kEnding || dash == std::string::npos) continue;
    const std::string version = stem.substr(dash + 1);
    if (file.path() == kept_lists_of(runs, version)) found.push_back({version, file.path()});
  }
  std::ranges::sort(found, {}, &EarlierList::version);
  return found;
}

Result<void> keep(const std::filesystem::path& lists, const std::string& version) {
  const std::filesystem::path folder = folder_of(lists);
  const std::filesystem::path kept = folder / (version + std::string(kEnding));
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  std::filesystem::remove(kept, error);                   // a list that comes back is the newest again
  std::filesystem::create_hard_link(lists, kept, error);  // costs no room; the present name gets another file anyway
  if (error) {
    std::filesystem::copy_file(lists, kept, std::filesystem::copy_options::overwrite_existing, error);
  }
  if (!error) std::filesystem::last_write_time(kept, std::filesystem::file_time_type::clock::now(), error);
  if (error) {
    return fail(ErrorCode::file_unwritable,
                fmt::format("the present list cannot be kept for later comparison: {}", error.message()), kept.string(),
                "free space, or make the folder writable");
  }
  const std::vector<EarlierList> all = earlier_lists(lists);
  for (std::size_t i = kEarlierListsKept; i < all.size(); ++i) {
    std::filesystem::remove(all[i].file, error);  // one more that stays does no harm
  }
  return {};
}

}  // namespace

std::vector<EarlierList> earlier_lists(const std::filesystem::path& lists) {
  std::vector<std::pair<std::filesystem::file_time_type, EarlierList>> found;
  std::error_code error;
  for (const auto& file : std::filesystem::directory_iterator(folder_of(lists), error)) {
    if (file.path().extension() != kEnding) continue;
    const auto written = file.last_write_time(error);
    found.push_back({written, {file.path().stem().string(), file.path()}});
  }
  std::ranges::sort(found, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second.version < b.second.version;
  });
  std::vector<EarlierList> newest_first;
  newest_first.reserve(found.size());
  for (auto& [written, list] : found) newest_first.push_back(std::move(list));
  return newest_first;
}

Result<void> replace_lists(const std::filesystem::path& lists, std::string_view bytes) {
  const std::string present = version_of(lists);
  if (present.empty()) return replace_file(lists, bytes);
  const auto mapped = MappedFile::open(lists);
  if (mapped && mapped->bytes() == bytes) return {};
  TIDEWAITER_CHECK(keep(lists, present));
  return replace_file(lists, bytes);
}

Result<std::filesystem::path> find_lists(const std::filesystem::path& lists, const std::string& word,
                                         const std::filesystem::path& runs) {
  std::error_code error;
  if (std::filesystem::exists(word, error)) return std::filesystem::path(word);
  std::vector<EarlierList> known = earlier_lists(lists);
  if (std::string present = version_of(lists); !present.empty()) known.insert(known.begin(), {present, lists});
  std::ranges::move(lists_of_runs(runs), std::back_inserter(known));
  std::vector<EarlierList> found;
  for (const EarlierList& list : known) {
    const auto is_it = [&](const EarlierList& other) { return other.version == list.version; };
    if (word.size() >= kShortestWord && list.version.starts_with(word) && std::ranges::none_of(found, is_it)) {
      found.push_back(list);
    }
  }
  if (found.size() == 1) return found.front().file;
  if (found.size() > 1) {
    return fail(ErrorCode::usage, fmt::format("several versions of the lists begin with \"{}\"", word), {},
                "write more of it");
  }
  std::string versions;
  for (const EarlierList& list : known) {
    if (versions.find(list.version) == std::string::npos) versions += (versions.empty() ? "" : ", ") + list.version;
  }
  if (word.size() < kShortestWord)
    versions += fmt::format("; of a version, write at least {} characters", kShortestWord);
  return fail(ErrorCode::not_found,
              fmt::format("\"{}\" is no file and no version of the lists that is kept here, so what changed since "
                          "cannot be known",
                          word),
              {},
              known.empty() ? std::string("no version is kept yet; make a list with: tidewaiter lists import FILE...")
                            : "known: " + versions);
}

}  // namespace tidewaiter
