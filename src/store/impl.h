// What a Store holds: the connection, the run locks and the statements that a run repeats.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "store/run_lock.h"
#include "store/sqlite.h"
#include "store/store.h"

namespace tidewaiter {

struct Store::Impl {
  store::Database database;
  int version = 0;  // of the file's tables; older ones are only read
  store::RunLocks locks;
  std::set<RunId> own_runs;                   // begun here and not finished
  store::Statement insert_decision{nullptr};  // prepared where the store may be written, else an error to run
  store::Statement insert_body{nullptr};
  std::optional<store::Statement> find_last;  // made when it is first asked for

  std::string select_runs() const;
  Result<void> check_answers(StoreCheck& result) const;

  Result<void> insert(RunId run, const PackedDecision& decision);
  // Columns that came with version 2, as nothing where the file is older.
  const char* since_2(const char* column, const char* otherwise = "NULL") const {
    return version >= 2 ? column : otherwise;
  }
};

}  // namespace tidewaiter
