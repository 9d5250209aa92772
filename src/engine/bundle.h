// Everything that a stored decision rests on, as files for the archive: readable without this program for as long as
// records have to be kept (15 CFR 762).
#pragma once

#include <vector>

#include "base/source_text.h"
#include "engine/replay.h"
#include "engine/snapshot.h"
#include "store/store.h"

namespace tidewaiter {

// rows.csv (and rejected.ndjson), parties.csv, ownership.csv and licences.csv as far as they name its parties,
// rules.toml (the rules that the decision names, as they are written), list-entries.json (the entries that it names,
// and the lists' sources), run.json, and the folder law/ with all rules, the catalogue and the places of that version.
// `snapshot`: snapshot_of_run(). Errors: those of reading what the run kept.
Result<std::vector<SourceText>> bundle_files(const Snapshot& snapshot, const RunRecord& run, const Decision& decision,
                                             const std::vector<KeptFile>& kept);

}  // namespace tidewaiter
