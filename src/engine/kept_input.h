// The accepted rows of a run, kept beside the store, and a decision computed again from them: a release is stored as
// its outcome and digest only, and `explain` shows the rest by screening its rows once more.
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
#include "model/decision_json.h"
#include "model/reasoning.h"
#include "store/store.h"
#include "tables/parquet.h"

namespace tidewaiter {

// The tables beside the shipments; empty paths are none.
struct KeptTables {
  std::vector<std::filesystem::path> parties;
  std::filesystem::path ownership;
  std::filesystem::path licences;
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

// What a run's options were, beside its versions: enough to screen again.
std::string options_json(const Snapshot& snapshot);

// Where the run's lists and rules stood; nothing where an older program did not record it.
struct RunSources {
  std::optional<std::string> lists;  // or "none"
  std::optional<std::string> rules;  // empty: only the shipped ones
};
Result<RunSources> sources_of(const std::string& options);
Result<void> apply_options(const std::string& json, Snapshot& snapshot);

struct Replay {
  std::vector<LineReasoning> reasoning;  // of each line, in their order
  Decision decision;
  CanonicalDecision canonical_form;
};

// Screens the kept rows of one shipment again under `snapshot`, after apply_options(). Errors: not_found where the run
// kept no rows, those of reading them.
Result<Replay> replay(const Snapshot& snapshot, const RunRecord& run, std::string_view shipment_id);

}  // namespace tidewaiter
