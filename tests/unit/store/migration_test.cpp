// A store of version 1, as the program before wrote it: read as it is where nothing may be written, and taken to the
// newest version, with everything that it holds, by whoever may write.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "sample_decisions.h"
#include "store/store.h"
#include "store/temporary_folder.h"

namespace tidewaiter {
namespace {

using testing::ElementsAre;

// The tables of version 1, word for word.
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

// Makes `old.db` out of what a newer store holds.
void make_version_1(const TemporaryFolder& folder) {
  {
    auto store = Store::open(folder / "new.db");
    const RunId run = store->begin_run({"2025-03-02T01:00:00Z", {"night.csv"}, "{}", "x", samples::versions()}).value();
    ASSERT_TRUE(store->append(run, std::vector{samples::hold("S1"), samples::release(7)}));
    ASSERT_TRUE(store->finish_run(run, {"2025-03-02T01:00:05Z", 3, 1, 2}));
    ListException exception;
    exception.party.folded_name = "gulf star";
    exception.entry_id = "MEU-1";
    exception.by = "J. Doe";
    exception.reason = "another company";
    ASSERT_TRUE(store->add_exception(exception));
  }
  ASSERT_EQ(folder.sqlite("old.db", kVersion1), "");
  ASSERT_EQ(folder.sqlite("old.db", "PRAGMA application_id = 1413764948; PRAGMA user_version = 1"), "");
  const std::string copy = "ATTACH '" + (folder / "new.db").string() +
                           "' AS new; INSERT INTO run SELECT id, started, inputs, options, accepted_input,"
                           " lists_version, rules_version, engine_version, exceptions_known, finished, rows_read,"
                           " rows_rejected, shipments FROM new.run; INSERT INTO decision SELECT run, shipment_id, date,"
                           " codes, digest, body FROM new.decision; INSERT INTO body SELECT * FROM new.body;"
                           " INSERT INTO exception_event SELECT * FROM new.exception_event";
  ASSERT_EQ(folder.sqlite("old.db", copy.c_str()), "");
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void expect_the_same_content(const Store& store) {
  const auto hold = store.latest("S1");
  ASSERT_TRUE(hold && *hold) << to_string(hold.error());
  EXPECT_EQ((*hold)->json, canonical(samples::hold("S1")).json);
  EXPECT_FALSE((*hold)->rows);
  EXPECT_TRUE(store.latest(samples::release(7).shipment_id).value());
  const auto runs = store.runs();
  ASSERT_TRUE(runs) << to_string(runs.error());
  ASSERT_EQ(runs->size(), 1U);
  EXPECT_EQ(runs->front().state, RunState::finished);
  EXPECT_EQ(runs->front().info.data_version, "");
  EXPECT_EQ(store.exceptions()->size(), 1U);
  EXPECT_TRUE(store.answers()->empty());
  EXPECT_TRUE(store.kept_files(1)->empty());
  EXPECT_THAT(store.check()->problems, ElementsAre());
}

TEST(StoreMigration, AnOlderStoreIsReadWithoutAChange) {
  const TemporaryFolder folder;
  make_version_1(folder);
  const std::string before = bytes_of(folder / "old.db");
  {
    const auto store = Store::open_read_only(folder / "old.db");
    ASSERT_TRUE(store) << to_string(store.error());
    expect_the_same_content(*store);
    EXPECT_FALSE(store->has_data("v").value());
    EXPECT_TRUE(store->last_finished("S1", 99).value());
  }
  EXPECT_EQ(bytes_of(folder / "old.db"), before);
}

TEST(StoreMigration, AnOlderStoreIsTakenAlongByWhoeverWrites) {
  const TemporaryFolder folder;
  make_version_1(folder);
  {
    auto store = Store::open(folder / "old.db");
    ASSERT_TRUE(store) << to_string(store.error());
    expect_the_same_content(*store);
    const RunId run = store->begin_run({"2025-03-03T01:00:00Z", {}, "{}", "", samples::versions()}).value();
    EXPECT_EQ(run, 2);
    ASSERT_TRUE(store->append(run, std::vector{samples::hold("S1")}));
    Answer answer;
    answer.shipment_id = "S1";
    answer.by = "J. Doe";
    answer.reason = "looked at";
    ASSERT_TRUE(store->add_answer(answer));
  }
  const auto again = Store::open(folder / "old.db");
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ(again->answers()->size(), 1U);
  EXPECT_EQ(again->all("S1")->size(), 2U);
}

TEST(StoreMigration, AProgramThatWroteMeanwhileGoesOn) {
  const TemporaryFolder folder;
  make_version_1(folder);
  sqlite3* older = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "old.db").c_str(), &older), SQLITE_OK);
  sqlite3_stmt* insert = nullptr;
  ASSERT_EQ(sqlite3_prepare_v2(older,
                               "INSERT INTO decision(run, shipment_id, date, codes, digest, body)"
                               " VALUES (1, 'S2', 0, 0, x'00', NULL)",
                               -1, &insert, nullptr),
            SQLITE_OK);
  ASSERT_TRUE(Store::open(folder / "old.db"));
  EXPECT_EQ(sqlite3_step(insert), SQLITE_DONE) << sqlite3_errmsg(older);
  sqlite3_finalize(insert);
  sqlite3_close(older);
  EXPECT_TRUE(Store::open(folder / "old.db")->latest("S2").value());
}

TEST(StoreMigration, AStoreWithoutAVersionIsLeftAlone) {
  const TemporaryFolder folder;
  make_version_1(folder);
  ASSERT_EQ(folder.sqlite("old.db", "PRAGMA user_version = 0"), "");
  EXPECT_EQ(Store::open(folder / "old.db").error().code, ErrorCode::corrupt_file);
}

}  // namespace
}  // namespace tidewaiter
