// The files of one published list that were fetched, by day: what `lists update` compares with, asks the publisher
// about, and compiles. One folder a source; `state.json` in it is replaced in one step and says which files count.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "fetch/fetch.h"

namespace tidewaiter {

struct FetchedFile {
  std::string name;     // with the day, below the snapshot's folder
  std::string address;  // that it came from
  fetch::Validators validators;
  std::string digest;
};

struct ListSnapshot {
  std::string folder;  // below the source's
  Date day;
  std::uint64_t entries = 0;
  std::vector<FetchedFile> files;
};

class ListSnapshots {
 public:
  // A source that was never fetched has none. Errors: file_unreadable, corrupt_file.
  static Result<ListSnapshots> open(const std::filesystem::path& folder);

  const std::vector<ListSnapshot>& all() const { return snapshots_; }  // oldest first
  const ListSnapshot* latest() const { return snapshots_.empty() ? nullptr : &snapshots_.back(); }
  std::filesystem::path path_of(const ListSnapshot& snapshot, const FetchedFile& file) const;
  std::vector<std::filesystem::path> files() const;  // of all snapshots

  // Takes the files at `incoming` (in the order of snapshot.files) and makes them the latest snapshot; one of the same
  // day or later goes, and so do the oldest beyond `keep`. Whole or not at all. Errors: file_unwritable.
  Result<void> add(ListSnapshot snapshot, const std::vector<std::filesystem::path>& incoming, std::size_t keep);

  // The latest snapshot is the publisher's present one, under these validators. Errors: file_unwritable.
  Result<void> confirm(const std::vector<FetchedFile>& files);

 private:
  Result<void> write(const std::vector<ListSnapshot>& snapshots);
  std::filesystem::path folder_;
  std::vector<ListSnapshot> snapshots_;
};

}  // namespace tidewaiter
