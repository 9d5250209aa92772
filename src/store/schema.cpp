#include "store/schema.h"

#include <fmt/format.h>

#include <iterator>

namespace tidewaiter::store {
namespace {

// `decision` is the large one: one B-tree in the order of its key, no second index. screen() gives shipments in
// ascending order, so a run is appended to the right of the tree and its pages fill up; a shipment is looked up run by
// run. A body lies apart: beside the short rows it would make them sparse.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE run(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started TEXT NOT NULL,
  inputs TEXT NOT NULL,                -- names, one a line
  options TEXT NOT NULL,
  accepted_input TEXT NOT NULL,
  lists_version TEXT NOT NULL,
  rules_version TEXT NOT NULL,
  engine_version TEXT NOT NULL,
  exceptions_known INTEGER NOT NULL,   -- last event of exception_event when the run began
  finished TEXT,                       -- NULL: still going, or interrupted
  rows_read INTEGER NOT NULL DEFAULT 0,
  rows_rejected INTEGER NOT NULL DEFAULT 0,
  shipments INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE decision(
  run INTEGER NOT NULL,
  shipment_id TEXT NOT NULL,
  date INTEGER NOT NULL,               -- days since 1970-01-01; -2147483648: none
  codes INTEGER NOT NULL,              -- disposition + 4 * determination + 32 * policy + 256 * (1000 * risk)
  digest BLOB NOT NULL,                -- first 8 bytes
  body INTEGER,                        -- NULL for a release
  PRIMARY KEY(run, shipment_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE body(
  id INTEGER PRIMARY KEY,
  json BLOB NOT NULL                   -- canonical JSON in a zstd frame
) STRICT;
CREATE TABLE exception_event(          -- append-only: a removal is a row of its own
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  removes INTEGER UNIQUE REFERENCES exception_event(number),
  created TEXT NOT NULL,
  said_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  until INTEGER,
  party_id TEXT, party_folded TEXT, party_country TEXT, party_name TEXT, party_digest BLOB,
  list TEXT, entry_id TEXT, entry_name TEXT, entry_digest BLOB
) STRICT;
CREATE TRIGGER exception_event_keeps_rows BEFORE DELETE ON exception_event
  BEGIN SELECT RAISE(ABORT, 'exceptions are append-only'); END;
CREATE TRIGGER exception_event_keeps_values BEFORE UPDATE ON exception_event
  BEGIN SELECT RAISE(ABORT, 'exceptions are append-only'); END;
)sql";

// Version 2: analysts' answers; the digest of a shipment's rows beside that of its decision; what a run kept, with
// digests; the texts of law and catalogue that it rested on; when it was pruned. Adding columns rewrites no row.
constexpr const char* kStepTo2 = R"sql(
ALTER TABLE decision ADD COLUMN row_digest BLOB;            -- first 8 bytes; NULL: of an older program
ALTER TABLE run ADD COLUMN data_version TEXT NOT NULL DEFAULT '';
ALTER TABLE run ADD COLUMN pruned TEXT;                    -- when its decisions and rows were removed
CREATE TABLE kept_file(
  run INTEGER NOT NULL,
  name TEXT NOT NULL,                  -- in the folder of kept rows
  bytes INTEGER NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY(run, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE data_text(                -- rules, catalogue, places: everything but the lists
  version TEXT PRIMARY KEY,
  texts BLOB NOT NULL                  -- JSON in a zstd frame
) STRICT;
CREATE TABLE answer(                   -- append-only
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  shipment_id TEXT NOT NULL,
  resolution TEXT NOT NULL,
  reason TEXT NOT NULL,
  said_by TEXT NOT NULL,
  created TEXT NOT NULL,
  run INTEGER NOT NULL,
  decision TEXT NOT NULL, row_digest TEXT NOT NULL,
  lists TEXT NOT NULL, rules TEXT NOT NULL, data TEXT NOT NULL, engine TEXT NOT NULL
) STRICT;
CREATE INDEX answer_by_shipment ON answer(shipment_id);
CREATE TRIGGER answer_keeps_rows BEFORE DELETE ON answer
  BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TRIGGER answer_keeps_values BEFORE UPDATE ON answer
  BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
)sql";

// The only way from one version to the next; a new file goes it from the beginning.
constexpr const char* kSteps[] = {kVersion1, kStepTo2};
static_assert(std::size(kSteps) == kSchemaVersion);

// 0: an empty file.
Result<int> version_of(const Database& database) {
  TIDEWAITER_TRY(const std::int64_t application, database.integer("PRAGMA application_id"));
  TIDEWAITER_TRY(const std::int64_t tables, database.integer("SELECT count(*) FROM sqlite_schema"));
  if (application == 0 && tables == 0) return 0;
  if (application != kApplicationId) {
    return fail(ErrorCode::bad_format, "this database belongs to another program", database.path().string(),
                "name the store's file with --store FILE");
  }
  TIDEWAITER_TRY(const std::int64_t version, database.integer("PRAGMA user_version"));
  if (version > kSchemaVersion) {
    return fail(ErrorCode::wrong_version,
                fmt::format("the store has schema version {}, this program knows {}", version, kSchemaVersion),
                database.path().string(), "use the newer Tidewaiter that wrote it");
  }
  if (version < 1) {
    return fail(ErrorCode::corrupt_file, "the store does not say which version it is of", database.path().string(),
                "restore it from a backup, or move it away and screen again");
  }
  return static_cast<int>(version);
}

}  // namespace

Result<int> prepare_schema(const Database& database, bool may_write) {
  TIDEWAITER_TRY(const int found, version_of(database));
  if (found == kSchemaVersion) return found;
  if (!may_write) {
    if (found > 0) return found;
    return fail(ErrorCode::not_found, "the store is empty", database.path().string(), "screen some shipments first");
  }
  TIDEWAITER_TRY(Transaction transaction, Transaction::begin(database));
  TIDEWAITER_TRY(const int version, version_of(database));  // another process may have been here meanwhile
  if (version == 0) {
    TIDEWAITER_CHECK(database.execute(fmt::format("PRAGMA application_id = {}", kApplicationId).c_str()));
  }
  for (int step = version; step < kSchemaVersion; ++step) TIDEWAITER_CHECK(database.execute(kSteps[step]));
  if (version < kSchemaVersion) {
    TIDEWAITER_CHECK(database.execute(fmt::format("PRAGMA user_version = {}", kSchemaVersion).c_str()));
  }
  TIDEWAITER_CHECK(transaction.commit());
  return kSchemaVersion;
}

}  // namespace tidewaiter::store
