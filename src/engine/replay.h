// A stored decision computed again from what its run kept: rows, tables, lists, law and catalogue, exceptions, options.
// A release is stored as its outcome and digest only, and `explain` shows the rest so; of every decision it can be
// asked whether the same bytes come out.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/snapshot.h"
#include "model/decision.h"
#include "model/decision_json.h"
#include "model/reasoning.h"
#include "store/store.h"
#include "tables/parquet.h"

namespace tidewaiter {

// What the command line names comes before what the run kept, and this before what stands now where the run found it.
struct ReplaySources {
  std::string lists;              // "none", a path, or empty: those of the run
  std::string rules;              // a folder, or empty: those of the run
  Settings settings = {};         // for what an older program did not record
  std::filesystem::path kept_in;  // folder of kept rows and lists
};
Result<Snapshot> snapshot_of_run(const Store& store, const RunRecord& run, const ReplaySources& sources);

// The accepted rows of a shipment in the order of the run's input, without the column of their numbers.
Result<tables::TextTable> kept_rows_of(const std::filesystem::path& kept, std::string_view shipment_id);

struct Replay {
  std::vector<LineReasoning> reasoning;  // of each line, in their order
  Decision decision;
  CanonicalDecision canonical_form;
  std::optional<DigestFront> rows;  // of the rows, as they are now
};

// Screens the kept rows of one shipment again, those that were rejected too. Errors: not_found where the run kept no
// rows, those of reading them.
Result<Replay> replay(const Snapshot& snapshot, const RunRecord& run, std::string_view shipment_id);

// In what the stored decision and the computed one differ: members, digests, files that are not as the run kept them, a
// stored text that was changed. Empty: the same bytes.
std::vector<std::string> differences(const StoredDecision& stored, const Replay& again, const RunRecord& run,
                                     const std::vector<KeptFile>& kept);
// What of lists, rules, catalogue and program is another than the run's: a reason to differ.
std::vector<std::string> other_versions(const RunRecord& run, const Snapshot& snapshot);

}  // namespace tidewaiter
