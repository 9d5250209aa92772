// Fetches the lists anew, and compiles them into the list that screening reads. A list that shrank or changed its form
// waits for a person's word; what cannot be fetched stays as it was.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "engine/list_sources.h"
#include "engine/settings.h"
#include "lists/import.h"

namespace tidewaiter {

enum class UpdateStatus : std::uint8_t { updated, unchanged, refused, failed };
std::string_view to_string(UpdateStatus status);

struct SourceUpdate {
  PublishedList source;
  UpdateStatus status{};
  std::optional<Date> day;                      // of the snapshot that is here now
  std::optional<std::uint64_t> entries_before;  // of the latest snapshot before
  std::optional<std::uint64_t> entries;         // of the one that is here, or was refused
  std::string message;                          // why it was refused or failed, or what is missing in it
  std::string hint;                             // what to do where it failed, or empty
};

struct UpdateResult {
  std::vector<SourceUpdate> sources;
  std::string version_before;  // of the compiled list; empty if there was none
  std::string version;         // empty if none could be compiled, or it was refused
  std::uint64_t entries = 0;   // in the compiled list
  std::string refused;         // why the compiled list was not replaced; empty if it was
  bool acceptable = false;     // what was refused may be taken with UpdateOptions::accept
  std::vector<lists::ImportNote> notes;
};

struct UpdateOptions {
  bool accept = false;            // take what shrank or changed its form
  std::vector<std::string> only;  // ids to fetch; empty: all chosen. The others are compiled as they are
  Date today;
  std::function<void(const std::string&)> told;  // of tries that failed
  const std::atomic<bool>* stop = nullptr;       // set by a signal: nothing more is fetched, and nothing compiled
};

// Errors: usage (no place for lists, another update runs, an id that is not chosen), bad_value (an id that nobody
// describes), file_unwritable, those of
// compile_lists; not_found if there is no file of any list; interrupted. A source that fails is no error: it is told.
Result<UpdateResult> update_lists(const Settings& settings, const UpdateOptions& options);

}  // namespace tidewaiter
