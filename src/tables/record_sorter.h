// References to records, ordered by a key outside memory: DuckDB's external sort. A reference is a few dozen bytes, so
// a file of any size is brought into the order of its shipments without being held.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "tables/csv.h"
#include "tables/stop.h"

namespace tidewaiter::tables {

struct KeyedRecord {
  std::string_view key;    // any bytes
  std::uint32_t file = 0;  // index into the run's input files
  RecordRef record;
};

class RecordSorter {
 public:
  // Gives the next record, false at the end; the key must stay valid until the next call. Called during open(), by one
  // thread at a time, not always the caller's.
  using Source = std::function<bool(KeyedRecord&)>;

  // So many records, or so many bytes of keys, are sorted in place.
  static constexpr std::size_t kFewRecords = std::size_t{1} << 16;
  static constexpr std::size_t kFewBytes = std::size_t{16} << 20;

  // Reads the whole source and sorts it: by the bytes of the key, then file, then record number. Beyond 512 MB it
  // spills into `folder` (empty: large_temporary_folder()). Errors: library_failed, out_of_memory,
  // file_unwritable where the folder has no room, interrupted.
  static Result<RecordSorter> open(Source source, unsigned threads, const std::filesystem::path& folder = {},
                                   Stop stop = {});
  RecordSorter(RecordSorter&&) noexcept;
  RecordSorter& operator=(RecordSorter&&) noexcept;
  ~RecordSorter();

  // The next record in order; false at the end. The key is valid until the next call.
  Result<bool> next(KeyedRecord& out);

 private:
  struct State;
  explicit RecordSorter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tidewaiter::tables
