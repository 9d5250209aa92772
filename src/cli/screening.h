// Screening as several commands use it: `screen` itself in all its forms, and `demo`.
#pragma once

#include <string>

#include "cli/commands.h"
#include "cli/output.h"
#include "engine/run.h"
#include "engine/snapshot.h"
#include "report/decisions.h"

namespace tidewaiter::cli {

std::string now_in_utc();  // 2026-03-02T08:15:00Z

// The snapshot that the settings and the command line ask for, with the prices and rates that the command names.
Result<Snapshot> open_snapshot(const Context& context, const Screen& command);

// What the command line says of the input; what is kept, and where rejects go, the caller adds.
RunOptions run_options(const Context& context, const Screen& command);

// What --against and --changed-since ask: what would come out, with the exceptions of the store, where there is one,
// and nothing stored. Rejected rows are written only where --rejects names a file. Errors: also those of
// a store that is there and cannot be read.
Result<Snapshot> open_question(const Context& context, const Screen& command);
RunOptions question_options(const Context& context, const Screen& command);
Result<RunResult> run_question(const Snapshot& snapshot, const RunOptions& options, const RunHooks& hooks);

report::RowFormat row_format(Format format);  // of decisions; ndjson for a form that has no rows

// Errors: usage, where options do not go together, and what inputs.h refuses.
Result<void> check_options(const Context& context, const Screen& command);

// Screens into `output`, tells notes, and gives the exit status. After an error and kInterrupted, which is told, the
// output is not whole.
Result<int> screen_into(const Context& context, const Screen& command, Snapshot& snapshot, Output& output);

// screen --format parquet: decisions as a Parquet file, by way of NDJSON beside it.
Result<int> screen_to_parquet(const Context& context, const Screen& command, Snapshot& snapshot);

// screen --against DATE: what the law of `day` would change.
Result<int> screen_against(const Context& context, const Screen& command, Date day);

// screen --changed-since VERSION: what the changes of the lists touch.
Result<int> screen_changed_since(const Context& context, const Screen& command);

}  // namespace tidewaiter::cli
