// What a run keeps beside the store, so that its decisions can be computed again (engine/replay.h): the accepted rows,
// its other tables, what its shipments showed together, its rejects, the lists.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/licences.h"
#include "engine/snapshot.h"
#include "ingest/shipment_input.h"
#include "model/decision.h"
#include "store/run_lock.h"
#include "store/store.h"
#include "tables/parquet.h"

namespace tidewaiter {

// The tables beside the shipments; empty paths are none.
struct KeptTables {
  std::vector<std::filesystem::path> parties;
  std::filesystem::path ownership;
  std::filesystem::path licences;
  std::vector<std::filesystem::path> maps;  // of their columns, or names of presets
  std::string encoding = {};                // stated of those that are not UTF-8
  std::string_view stream = {};             // what the one that is "-" held
};

// Writes the rows while the first pass reads them; they are whole before the first decision is stored, so a run that is
// killed later still explains what it acknowledged.
class KeptInputWriter {
 public:
  // Rows go to a new file in `folder`, which is made if need be, written by `threads`; the other tables, if any, are
  // copied beside it. Errors: file_unwritable, library_failed.
  static Result<KeptInputWriter> open(const std::filesystem::path& folder, const std::string& run_started,
                                      const ingest::ShipmentInput& input, const KeptTables& tables, unsigned threads);

  // Any thread. The first error is kept for finish().
  void add(ShipmentBatch batch);
  // No more rows come; the rest is written meanwhile.
  void end();
  Result<void> finish();

  const std::string& path() const { return path_; }

 private:
  KeptInputWriter(std::string path, tables::ParquetWriter writer, std::vector<ShipmentField> fields);
  struct Shared {
    std::mutex mutex;
    tables::ParquetWriter writer;
    std::optional<Error> error;
  };
  std::string path_;
  std::vector<ShipmentField> fields_;
  std::unique_ptr<Shared> shared_;
};

// Removes what a run kept: the rows and the copy of its party table.
void remove_kept(const std::filesystem::path& path);
// Removes files of `folder` that no run of the store names and whose writer is dead: it was killed, or ended by an
// error, before its run began.
void remove_orphans(const std::filesystem::path& folder, const std::vector<RunRecord>& runs);

// What the licence register's numbers no longer cover, beside the kept rows, so that a replay of one shipment knows
// what the others took.
Result<void> keep_used_up(const std::filesystem::path& kept, const UsedUp& used_up);

// What the shipments of the run showed together, for the same reason.
Result<void> keep_patterns(const std::filesystem::path& kept, const Patterns& patterns);

// Copies the compiled list beside the kept rows, once for each version: `lists import` replaces it, and a decision is
// computed again with the lists that it was made with. Errors: file_unwritable, those of reading it; corrupt_file where
// it is another by now. REQUIRES: the list is shared (RunLocks::share_list).
Result<void> keep_lists(const std::filesystem::path& folder, const std::filesystem::path& lists,
                        const std::string& version);
std::filesystem::path kept_lists_of(const std::filesystem::path& folder, const std::string& version);
// The version of a kept list, or of one that is being written, by the name of its file; empty: it is another file.
std::string kept_list_version(std::string_view name);
// The locks beside the store whose kept files `folder` holds.
Result<store::RunLocks> locks_of(const std::filesystem::path& folder, bool create);
// Removes the kept lists (one of them, where a version is given) that no run names, unless a run is about to: the store
// names it once its first pass is done, and until then it shares the list by a lock. What cannot go is tried again by
// the next run.
void drop_lists(const std::filesystem::path& folder, const Store& store, store::RunLocks& locks,
                const std::string& version = {});

// Everything that stands beside the kept rows and belongs to them, with digests; not the lists, which carry their own.
Result<std::vector<KeptFile>> describe_kept(const std::filesystem::path& kept);

// What is wrong with what a run kept: files that are gone, or whose bytes are others. Empty: sound.
std::vector<std::string> check_kept(const std::filesystem::path& kept, const std::vector<KeptFile>& files);

// Where the rows of a run are: in `folder`, beside the store that is asked, wherever that stood when the run named
// them.
std::filesystem::path find_kept(const std::string& accepted_input, const std::filesystem::path& folder);

// The files beside `kept`; each may be there or not.
std::filesystem::path kept_parties(const std::filesystem::path& kept, std::size_t table);  // from 0
std::filesystem::path kept_ownership(const std::filesystem::path& kept);
std::filesystem::path kept_licences(const std::filesystem::path& kept);
std::filesystem::path kept_used_up(const std::filesystem::path& kept);
std::filesystem::path kept_patterns(const std::filesystem::path& kept);
std::filesystem::path kept_rejects(const std::filesystem::path& kept);
std::filesystem::path kept_map(const std::filesystem::path& kept);

}  // namespace tidewaiter
