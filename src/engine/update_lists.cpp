#include "engine/update_lists.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <system_error>
#include <utility>

#include "base/ascii.h"
#include "base/digest.h"
#include "base/file.h"
#include "engine/compile_lists.h"
#include "engine/earlier_lists.h"
#include "engine/list_book.h"
#include "engine/list_snapshots.h"
#include "engine/snapshot.h"
#include "lists/forms.h"
#include "lists/shape.h"
#include "lists/status.h"

namespace tidewaiter {
namespace {

constexpr std::string_view kDayMark = "{day}";
constexpr int kDaysBack = 10;  // the eCFR is issued on working days

bool stopped(const UpdateOptions& options) { return options.stop != nullptr && *options.stop; }

std::unexpected<Error> interrupted() {
  return fail(ErrorCode::interrupted, "interrupted; the compiled list stays as it is", {}, "run the update again");
}

// Whether so many entries of so many are a loss of more than a tenth (docs/contracts.md, `lists update`).
bool shrank(std::uint64_t before, std::uint64_t after) { return after * 10 < before * 9; }

// One update at a time: the kernel lets go of the lock however the process ends.
class UpdateLock {
 public:
  static Result<UpdateLock> hold(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    UpdateLock lock;
    lock.file_ = ::open((folder / "lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644);
    if (lock.file_ < 0) {
      return fail(ErrorCode::file_unwritable, "the fetched lists cannot be kept here", folder.string(),
                  "make the folder writable");
    }
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
      return fail(ErrorCode::usage, "another update of these lists is running", folder.string(), "wait for it");
    }
    return lock;
  }
  UpdateLock(UpdateLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  UpdateLock& operator=(UpdateLock&&) = delete;
  UpdateLock(const UpdateLock&) = delete;
  UpdateLock& operator=(const UpdateLock&) = delete;
  ~UpdateLock() {
    if (file_ >= 0) ::close(file_);
  }

 private:
  UpdateLock() = default;
  int file_ = -1;
};

// Files on their way in; what is left of them goes.
class Incoming {
 public:
  explicit Incoming(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);  // of an update that was killed
    std::filesystem::create_directories(folder_, error);
  }
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;
  ~Incoming() {
    std::error_code error;
    std::filesystem::remove_all(folder_, error);
  }
  std::filesystem::path path(std::size_t i) const { return folder_ / std::to_string(i); }

 private:
  std::filesystem::path folder_;
};

bool is_web_page(std::string_view bytes) {
  std::string head(lists::trimmed(bytes).substr(0, 14));
  std::ranges::transform(head, head.begin(), to_lower);
  return head.starts_with("<!doctype html") || head.starts_with("<html");
}

// What a source's files hold.
struct Content {
  std::uint64_t entries = 0, unreadable = 0;
  std::optional<Date> day;
  std::vector<lists::Shape> shapes;
};

class Updater {
 public:
  Updater(const Settings& settings, const UpdateOptions& options, const Places& places,
          const lists::ListCatalog& catalog, std::filesystem::path root)
      : settings_(settings), options_(options), places_(places), catalog_(catalog), root_(std::move(root)) {}

  SourceUpdate update(const PublishedList& source) {
    SourceUpdate result{source, UpdateStatus::failed, {}, {}, {}, {}, {}};
    auto snapshots = ListSnapshots::open(root_ / source.id);
    if (!snapshots) {
      tell(snapshots.error(), result);
      return result;
    }
    if (const ListSnapshot* latest = snapshots->latest()) {
      result.day = latest->day;
      result.entries_before = result.entries = latest->entries;
    }
    if (auto done = bring_in(source, *snapshots, result); !done) {
      result.status = UpdateStatus::failed;
      tell(done.error(), result);
    }
    return result;
  }

 private:
  static void tell(const Error& error, SourceUpdate& result) {
    result.message = to_string(Error{error.code, error.message, error.where, {}});
    result.hint = error.hint;
  }

  // The newest day for which the publisher has a file, where the address asks for one.
  Result<fetch::Answer> fetch_any_day(fetch::Request& request, const std::filesystem::path& to,
                                      const ListSnapshot* latest, std::optional<Date>& day) const {
    const std::string address = request.address;
    const std::size_t mark = address.find(kDayMark);
    for (int back = 0;; ++back) {
      if (mark != std::string::npos) {
        day = options_.today + -back;
        request.address = std::string(address).replace(mark, kDayMark.size(), day->to_string());
      }
      request.known = {};
      if (latest != nullptr) {
        const auto same = std::ranges::find(latest->files, request.address, &FetchedFile::address);
        if (same != latest->files.end()) request.known = same->validators;
      }
      auto answer = fetch::fetch(request, to, options_.told, options_.stop);
      const bool none_yet = !answer && answer.error().code == ErrorCode::not_found;
      if (mark == std::string::npos || !none_yet || back + 1 == kDaysBack) return answer;
    }
  }

  Result<void> bring_in(const PublishedList& source, ListSnapshots& snapshots, SourceUpdate& result) const {
    const Incoming incoming(root_ / source.id / "incoming");
    const ListSnapshot* latest = snapshots.latest();
    ListSnapshot snapshot;
    std::optional<Date> day;
    bool any_new = false;
    std::vector<std::filesystem::path> files;
    for (std::size_t i = 0; i < source.addresses.size(); ++i) {
      fetch::Request request{source.addresses[i], {}, settings_.update.certificates, settings_.update.limits};
      std::optional<Date> day_asked;
      files.push_back(incoming.path(i));
      TIDEWAITER_TRY(const fetch::Answer answer, fetch_any_day(request, files.back(), latest, day_asked));
      if (answer.not_modified) TIDEWAITER_CHECK(copy_known(snapshots, request.address, files.back()));
      any_new = any_new || !answer.not_modified;
      const std::optional<Date> file_day = day_asked ? day_asked : answer.modified_on;
      if (file_day) day = std::max(day.value_or(*file_day), *file_day);
      snapshot.files.push_back({{}, request.address, answer.validators, {}});
    }
    if (!any_new) {
      result.status = UpdateStatus::unchanged;
      return {};
    }
    return take(source, snapshots, std::move(snapshot), files, day.value_or(options_.today), result);
  }

  // A part that did not change beside one that did.
  static Result<void> copy_known(const ListSnapshots& snapshots, const std::string& address,
                                 const std::filesystem::path& to) {
    const ListSnapshot& latest = *snapshots.latest();
    const auto file = std::ranges::find(latest.files, address, &FetchedFile::address);
    std::error_code error;
    std::filesystem::copy_file(snapshots.path_of(latest, *file), to, error);
    if (!error) return {};
    return fail(ErrorCode::file_unreadable, "this cannot be read: " + error.message(),
                snapshots.path_of(latest, *file).string(),
                "remove the folder of the source; the next update fetches it again");
  }

  Result<void> take(const PublishedList& source, ListSnapshots& snapshots, ListSnapshot snapshot,
                    const std::vector<std::filesystem::path>& files, Date day, SourceUpdate& result) const {
    const ListSnapshot* latest = snapshots.latest();
    bool same = latest != nullptr && latest->files.size() == files.size();
    for (std::size_t i = 0; i < files.size(); ++i) {
      TIDEWAITER_TRY(const MappedFile mapped, MappedFile::open(files[i]));
      snapshot.files[i].digest = digest_of(mapped.bytes()).hex();
      same = same && latest->files[i].digest == snapshot.files[i].digest;
    }
    if (same) {
      result.status = UpdateStatus::unchanged;
      return snapshots.confirm(snapshot.files);
    }
    TIDEWAITER_TRY(const Content content, read(source, files, day));
    snapshot.day = content.day.value_or(day);
    snapshot.entries = content.entries;
    result.entries = content.entries;
    if (latest != nullptr && !options_.accept) {
      TIDEWAITER_TRY(result.message, why_not(source, snapshots, snapshot, content));
      if (!result.message.empty()) {
        result.status = UpdateStatus::refused;
        return {};
      }
    }
    const std::string ending = source.form.substr(source.form.rfind('-') + 1);
    for (std::size_t i = 0; i < files.size(); ++i) {
      const std::string part = files.size() > 1 ? fmt::format("-{}", i + 1) : std::string();
      snapshot.files[i].name = fmt::format("{}{}_{}.{}", source.id, part, snapshot.day.to_string(), ending);
    }
    result.day = snapshot.day;
    result.status = UpdateStatus::updated;
    if (content.unreadable > 0) {
      result.message = fmt::format("{} of the list could not be read and {} not in it; each is told with its place",
                                   content.unreadable == 1 ? "1 row" : fmt::format("{} rows", content.unreadable),
                                   content.unreadable == 1 ? "is" : "are");
    }
    return snapshots.add(std::move(snapshot), files, settings_.update.snapshots);
  }

  // Errors: bad_format where the files are not of the source's form.
  Result<Content> read(const PublishedList& source, const std::vector<std::filesystem::path>& files, Date day) const {
    const lists::Reading reading{catalog_, places_, day, {}, options_.stop};
    std::vector<lists::ParsedFile> parsed;
    Content content;
    for (std::size_t i = 0; i < files.size(); ++i) {
      TIDEWAITER_TRY(const MappedFile mapped, MappedFile::open(files[i]));
      const std::string& address = source.addresses[i];
      if (is_web_page(mapped.bytes())) {
        return fail(ErrorCode::bad_format, "the address answers with a web page, not with the list", address,
                    "the publisher may have moved the file: give its new address in tidewaiter.toml");
      }
      auto file = lists::read_any_form(mapped.bytes(), "fetched", reading);
      if (!file) {
        return fail(ErrorCode::bad_format, fmt::format("what was fetched cannot be read: {}", file.error().message),
                    address, "run the update again");
      }
      if (to_string(file->form) != source.form) {
        return fail(ErrorCode::bad_format,
                    fmt::format("what was fetched is of the form {}, not {}", to_string(file->form), source.form),
                    address, "the publisher may have changed it: correct the source in tidewaiter.toml");
      }
      content.shapes.push_back(lists::shape_of(mapped.bytes(), file->form, file->entries.size()));
      file->source.digest = digest_of(mapped.bytes()).hex();
      parsed.push_back(std::move(*file));
    }
    TIDEWAITER_TRY(parsed, lists::join_parts(std::move(parsed)));
    for (const lists::ParsedFile& file : parsed) {
      content.entries += file.entries.size();
      content.unreadable += static_cast<std::uint64_t>(std::ranges::count_if(file.notes, &lists::ImportNote::lost));
      if (file.source.date) content.day = std::max(content.day.value_or(*file.source.date), *file.source.date);
    }
    return content;
  }

  // Why a person should look first; empty if nothing speaks against it.
  Result<std::string> why_not(const PublishedList& source, const ListSnapshots& snapshots, const ListSnapshot& snapshot,
                              const Content& content) const {
    const ListSnapshot& latest = *snapshots.latest();
    std::vector<std::string> reasons;
    if (snapshot.day < latest.day) {
      reasons.push_back(fmt::format("it is of {}, and the one that is here is of {}", snapshot.day.to_string(),
                                    latest.day.to_string()));
    }
    if (shrank(latest.entries, snapshot.entries)) {
      reasons.push_back(fmt::format("it has {} entries where there were {}, a loss of more than a tenth",
                                    snapshot.entries, latest.entries));
    }
    std::vector<std::filesystem::path> files;
    files.reserve(latest.files.size());
    for (const FetchedFile& file : latest.files) files.push_back(snapshots.path_of(latest, file));
    if (files.size() == source.addresses.size()) {
      TIDEWAITER_TRY(const Content before, read(source, files, latest.day));
      for (std::size_t i = 0; i < files.size(); ++i) {
        std::ranges::move(lists::shape_changes(before.shapes[i], content.shapes[i]), std::back_inserter(reasons));
      }
    }
    return fmt::format("{}", fmt::join(reasons, "; "));
  }

  const Settings& settings_;
  const UpdateOptions& options_;
  const Places& places_;
  const lists::ListCatalog& catalog_;
  std::filesystem::path root_;
};

// The lists that lost more than a tenth of their entries, in words; empty if none did.
std::string shrunken(const lists::ListStatus& before, const std::vector<ListEntry>& entries) {
  std::map<std::string_view, std::uint64_t> counts;
  for (const ListEntry& entry : entries) ++counts[entry.list];
  std::vector<std::string> words;
  for (const lists::ListCount& count : before.lists) {
    const std::uint64_t after = counts[count.list];
    if (shrank(count.entries, after))
      words.push_back(fmt::format("{} from {} to {} entries", count.list, count.entries, after));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

Result<void> compile(const Settings& settings, const UpdateOptions& options,
                     const std::vector<std::filesystem::path>& files, UpdateResult& result) {
  Result<CompiledLists> compiled_now = compile_lists(files, std::nullopt, {}, options.stop);
  if (!compiled_now && compiled_now.error().code == ErrorCode::interrupted) return interrupted();
  TIDEWAITER_TRY(CompiledLists compiled, std::move(compiled_now));
  result.notes = std::move(compiled.imported.notes);
  result.entries = compiled.imported.entries.size();
  if (const auto present = ListBook::open(settings.lists)) {
    result.version_before = present->version();
    const std::string lost = shrunken(lists::status_of(present->entries(), options.today), compiled.imported.entries);
    if (!lost.empty() && !options.accept) {
      result.refused = "the compiled list would shrink: " + lost;
      result.acceptable = true;
      return {};
    }
  }
  TIDEWAITER_CHECK(replace_lists(settings.lists, compiled.bytes));
  TIDEWAITER_TRY(const ListBook book, ListBook::open(settings.lists));
  result.version = book.version();
  return {};
}

}  // namespace

std::string_view to_string(UpdateStatus status) {
  static constexpr std::array<std::string_view, 4> kWords{"updated", "unchanged", "refused", "failed"};
  return kWords[static_cast<std::size_t>(status)];
}

Result<UpdateResult> update_lists(const Settings& settings, const UpdateOptions& options) {
  if (settings.lists == "none") {
    return fail(ErrorCode::usage, "the settings say that there are no lists", settings.file,
                "name a file with --lists");
  }
  TIDEWAITER_TRY(const std::vector<PublishedList> chosen, chosen_lists(settings.update));
  for (const std::string& id : options.only) {
    if (std::ranges::find(chosen, id, &PublishedList::id) != chosen.end()) continue;
    TIDEWAITER_TRY(const std::vector<PublishedList> known, known_lists(settings.update));
    if (std::ranges::find(known, id, &PublishedList::id) == known.end()) return no_such_list(id, known);
    return fail(ErrorCode::usage, fmt::format("the source {} is not among those chosen", id), settings.file,
                "choose it in tidewaiter.toml: [update] sources = [...]");
  }
  TIDEWAITER_TRY(const RuleTexts texts, rule_texts({}));
  TIDEWAITER_TRY(const Places places, Places::load(texts.places));
  TIDEWAITER_TRY(const lists::ListCatalog catalog, lists::ListCatalog::load(texts.lists));
  const std::filesystem::path root = settings.lists.string() + ".sources";
  TIDEWAITER_TRY(const UpdateLock lock, UpdateLock::hold(root));
  Updater updater(settings, options, places, catalog, root);
  UpdateResult result;
  for (const PublishedList& source : chosen) {
    if (!options.only.empty() && std::ranges::find(options.only, source.id) == options.only.end()) continue;
    if (stopped(options)) break;
    result.sources.push_back(updater.update(source));
  }
  if (stopped(options)) return interrupted();
  std::vector<std::filesystem::path> files = settings.update.files;
  for (const PublishedList& source : chosen) {
    const auto snapshots = ListSnapshots::open(root / source.id);
    if (snapshots) std::ranges::move(snapshots->files(), std::back_inserter(files));
  }
  if (files.empty()) {
    result.refused = "no list was ever fetched, so there is nothing to compile";
    if (const auto present = ListBook::open(settings.lists)) result.version_before = present->version();
    return result;
  }
  TIDEWAITER_CHECK(compile(settings, options, files, result));
  return result;
}

}  // namespace tidewaiter
