// Screening as several commands use it: `screen` itself and `demo`.
#pragma once

#include <string>

#include "cli/commands.h"
#include "cli/output.h"
#include "engine/run.h"
#include "engine/snapshot.h"

namespace tidewaiter::cli {

std::string now_in_utc();  // 2026-03-02T08:15:00Z

// The snapshot that the settings and the command line ask for.
Result<Snapshot> open_snapshot(const Context& context);
// With the prices and rates that the command names.
Result<Snapshot> open_snapshot(const Context& context, const Screen& command);

// Puts the store's exceptions into the snapshot without writing to the store. Without a store there are none. Errors:
// those of a store that is there and cannot be read.
Result<void> read_exceptions(const Context& context, Snapshot& snapshot);

// What the command line says of the input; what is kept, and where rejects go, the caller adds.
RunOptions run_options(const Screen& command);

// Screens into `output`, tells errors and notes, and gives the exit status. kRefused and kInterrupted: the output is
// not whole.
int screen_into(const Context& context, const Screen& command, Snapshot& snapshot, Output& output);

// screen --format parquet: decisions as a Parquet file, by way of NDJSON beside it.
int screen_to_parquet(const Context& context, const Screen& command, Snapshot& snapshot);

// screen --against DATE: what the law of `day` would change.
int screen_against(const Context& context, const Screen& command, Date day);

// screen --changed-since VERSION: what the changes of the lists touch.
int screen_changed_since(const Context& context, const Screen& command);

// screen --questions: what no column shows.
int screen_questions(const Context& context, const Screen& command);

}  // namespace tidewaiter::cli
