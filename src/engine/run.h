// A run: shipment files through both passes, decisions stored and then handed over in order.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/licences.h"
#include "engine/patterns.h"
#include "engine/screen.h"
#include "engine/since_last.h"
#include "engine/snapshot.h"
#include "ingest/shipment_input.h"
#include "model/decision.h"
#include "model/decision_json.h"
#include "store/store.h"

namespace tidewaiter {

struct RunOptions {
  std::vector<std::filesystem::path> shipments;
  std::vector<SourceText> texts;               // instead of files, for a replay: then no reject file is written
  std::vector<std::filesystem::path> parties;  // a later table fills what an earlier left empty
  std::filesystem::path ownership;             // empty: none
  std::filesystem::path licences;              // the licence register; empty: none
  std::optional<UsedUp> used_up;               // of a replay: what the whole run found used up; else its own rows count
  std::shared_ptr<const Patterns> patterns;    // of a replay: what the whole run showed; else its own rows count
  std::vector<Reject> kept_rejects = {};       // of a replay: rejected rows of its shipment
  std::optional<Date> latest_date;             // of a replay: of the rows of the whole run; else of its own
  bool one_by_one = false;                     // what several shipments show together is not looked for
  std::vector<std::filesystem::path> maps;     // or names of presets, which files win over
  std::string sheet;                           // of shipments in workbooks; empty: the first
  std::string encoding;                        // as the user states it, of tables beside the shipments: for those that
                                               // are not UTF-8; empty: found
  std::filesystem::path rejects;               // empty: beside the first input
  std::filesystem::path keep_in;  // folder for the accepted rows, so that they can be screened again; empty: not kept
  bool without_rejects = false;   // no file of rejected rows
  unsigned threads = 0;           // 0: as many as the machine has
  std::size_t batch_rows = 2048;
};

enum class Phase : std::uint8_t { reading, matching, screening };

struct RunProgress {
  Phase phase{};
  std::uint64_t done = 0;   // bytes, parties, rows
  std::uint64_t total = 0;  // 0: not known
  std::uint64_t rows = 0;   // records read, or rows screened
};

struct RunHooks {
  // Decisions in the order of their ids, each after the store has committed it; an error ends the run.
  std::function<Result<void>(const Decision&, const CanonicalDecision&)> decided;
  // May be empty; how each decision stands to the last one, before decided() is told of it. An unchanged one is stored,
  // and decided() is not told. Needs a store.
  std::function<Result<void>(const Decision&, const SinceLast&)> since_last;
  std::function<void(const DigestFront&)> rows;      // may be empty; the digest of its rows, before each decided()
  bool wants_json = true;                            // false: decided() gets the digests alone, `json` is empty
  bool wants_digest = true;                          // false, and not wants_json: without a store not even those
  std::function<Result<void>()> committed;           // may be empty; after a group of decisions was handed over
  std::function<void(const RunProgress&)> progress;  // may be empty; one call at a time
  std::function<void(const std::string&)> note;      // may be empty; something that the user should know
  // May be empty; an observer for the lines of one slice, which lives as long as the slice is screened.
  std::function<std::unique_ptr<LineObserver>(const RunTables&)> observer;
  std::function<std::string()> now;                // may be empty; the time, ISO 8601 in UTC, for the store
  const std::atomic<bool>* interrupted = nullptr;  // set by a signal: the run ends after what is under way
};

struct RunResult {
  ingest::Survey survey;
  RunId run = 0;  // in the store; 0: there is none
  std::uint64_t shipments = 0;
  std::uint64_t parties = 0;                  // distinct
  std::uint64_t party_rows = 0;               // records of the party table, rejected ones too
  std::uint64_t party_rows_rejected = 0;      // these stand in the reject file too
  std::uint64_t ownership_rows_rejected = 0;  // and so do these
  std::uint64_t licence_rows_rejected = 0;    // and these
  std::uint64_t market_rows_rejected = 0;     // and these
  std::vector<std::string> read_as_unknown;   // for people: words and countries that nobody knows, noted too
  // For people, noted too: in which encoding a file was read and the like, where that is not plain; files with the same
  // rows.
  std::vector<std::string> how_read;
  std::string rejects_file;  // empty: no row was rejected
};

// Errors: those of the input before anything is written; then those of the store, the reject file and the hooks. What
// was decided before an error stays stored. `open_store` is called once the input is known to be readable; if it leaves
// `store` empty, nothing is kept.
Result<RunResult> run(const Snapshot& snapshot, const RunOptions& options,
                      const std::function<Result<void>()>& open_store, std::optional<Store>& store,
                      const RunHooks& hooks);

}  // namespace tidewaiter
