// What a Store holds: the connection, the run locks and the statements that a run repeats.
#pragma once

#include <set>

#include "store/run_lock.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace tidewaiter {

struct Store::Impl {
  store::Database database;
  store::RunLocks locks;
  std::set<RunId> own_runs;                   // begun here and not finished
  store::Statement insert_decision{nullptr};  // prepared where the store may be written, else an error to run
  store::Statement insert_body{nullptr};

  Result<void> insert(RunId run, const PackedDecision& decision);
};

}  // namespace tidewaiter
