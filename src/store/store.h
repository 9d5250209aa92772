// The SQLite file of decisions, answers and exceptions. A Store belongs to one thread at a time; several processes may
// share the file. Errors: file_unwritable (read-only, full disk), store_failed (locked by another process),
// corrupt_file, bad_format (another program's file), wrong_version, not_found, bad_value; none ends the process.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/answer.h"
#include "model/decision.h"
#include "model/decision_json.h"
#include "model/list_exception.h"
#include "store/packed_decision.h"

namespace tidewaiter {

// A file of what a run kept, in the folder of kept rows.
struct KeptFile {
  std::string name;
  std::uint64_t bytes = 0;
  Digest digest;
};

// What a run of `screen` starts from. The store reads no clock: times are the caller's, ISO 8601 in UTC.
struct RunInfo {
  std::string started;
  std::vector<std::string> inputs;  // files as named on the command line
  std::string options;              // the options that change answers, as JSON, so that `explain` can repeat the run
  std::string accepted_input;       // Parquet file of the accepted rows, empty if none is kept
  Versions versions;
  std::string data_version = {};  // of the texts of law and catalogue, kept under it (keep_data); empty if they are not
  std::vector<KeptFile> kept = {};  // given to begin_run(); Store::kept_files() tells them
};

struct RunSummary {
  std::string finished;
  std::uint64_t rows_read = 0;
  std::uint64_t rows_rejected = 0;
  std::uint64_t shipments = 0;
};

enum class RunState : std::uint8_t { running, finished, interrupted };
std::string_view to_string(RunState state);

using RunId = std::int64_t;

struct RunRecord {
  RunId id = 0;
  RunInfo info;
  RunState state = RunState::running;
  RunSummary summary;                 // of a finished run
  std::int64_t exceptions_known = 0;  // see Store::exceptions: what was on file when the run began
  std::string pruned;                 // when its decisions and rows were removed; empty: they are there
};

struct StoredDecision {
  RunId run = 0;
  std::string shipment_id;
  std::optional<Date> date;
  Disposition disposition{};
  Determination determination{};
  Policy policy{};
  double risk = 0;  // three decimals
  DigestFront digest{};
  std::optional<DigestFront> rows;  // of the rows that it was made from; none: of an older program
  std::string json;                 // canonical; empty for a release, which is computed again
};

// What a decision was, without its text.
struct StoredOutcome {
  RunId run = 0;
  Disposition disposition{};
  Determination determination{};
  Policy policy{};
  DigestFront digest{};
  std::optional<DigestFront> rows;
};

// What a run has in the store.
struct RunContent {
  RunId run = 0;
  std::uint64_t decisions = 0;
  std::optional<Date> latest;  // day of its latest shipment
};

struct StoreCheck {
  std::uint64_t runs = 0;
  std::uint64_t decisions = 0;
  std::uint64_t bodies = 0;
  std::vector<std::string> problems;  // empty: sound
};

class Store {
 public:
  // Opens the file for reading and writing; makes it, and its folder, if it is not there.
  static Result<Store> open(const std::filesystem::path& path,
                            std::chrono::milliseconds wait_for_lock = std::chrono::seconds(10));
  // For `explain`: never changes the file. Works on read-only media too.
  static Result<Store> open_read_only(const std::filesystem::path& path,
                                      std::chrono::milliseconds wait_for_lock = std::chrono::seconds(10));
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  // --- runs ---
  Result<RunId> begin_run(const RunInfo& info);
  // Once it returns, the run and all its decisions are on disk, safe from a power loss too.
  Result<void> finish_run(RunId run, const RunSummary& summary);
  Result<RunRecord> run(RunId id) const;
  Result<std::vector<RunRecord>> runs() const;  // oldest first

  // --- decisions ---
  // One transaction: all or none. Once it returns, the decisions are acknowledged: they survive a kill -9 of the
  // process at any moment. (A power loss may take the last batches of a run that had not finished; such a run has to be
  // repeated anyway.) REQUIRES: a shipment id at most once a run; fastest and smallest in ascending order of id, as
  // screen() gives them.
  Result<void> append(RunId run, std::span<const PackedDecision> decisions);
  Result<void> append(RunId run, std::span<const Decision> decisions);
  Result<std::optional<StoredDecision>> latest(std::string_view shipment_id) const;
  Result<std::vector<StoredDecision>> all(std::string_view shipment_id) const;  // newest run first
  // An id that differs in the case of Latin letters alone; empty if none does. Looks at every decision.
  Result<std::string> id_in_other_case(std::string_view shipment_id) const;

  Result<std::optional<StoredDecision>> decided_in(RunId run, std::string_view shipment_id) const;
  // Of the last run that came to its end and decided on the shipment, not counting runs from `before` on: what somebody
  // saw whole. Meant for many ids in ascending order.
  Result<std::optional<StoredOutcome>> last_finished(std::string_view shipment_id, RunId before) const;
  // Every stored decision, run by run, in the order of the ids; an error of `visit` ends it.
  Result<void> each_decision(const std::function<Result<void>(const StoredDecision&)>& visit) const;

  // --- what runs rest on ---
  Result<bool> has_data(std::string_view version) const;
  Result<void> keep_data(std::string_view version, std::string_view texts);
  Result<std::string> data(std::string_view version) const;  // not_found
  Result<std::vector<KeptFile>> kept_files(RunId run) const;

  // --- answers ---
  // Gives the answer its number; `number` of the argument is ignored. On disk once it returns.
  Result<std::int64_t> add_answer(const Answer& answer);
  // In the order of their numbers; of one shipment, or of all.
  Result<std::vector<Answer>> answers(std::optional<std::string_view> shipment_id = std::nullopt) const;

  // --- exceptions ---
  // Gives the exception its number; `number` and `removal` of the argument are ignored. On disk once it returns.
  Result<std::int64_t> add_exception(const ListException& exception);
  Result<void> remove_exception(std::int64_t number, const ListException::Removal& removal);
  // All of them in the order of their numbers, removed ones too. `known_at`: as they stood when a run began
  // (RunRecord::exceptions_known), so that a replay sees what the run saw.
  Result<std::vector<ListException>> exceptions(std::optional<std::int64_t> known_at = std::nullopt) const;

  // --- retention ---
  Result<std::vector<RunContent>> contents() const;  // of every run with decisions, oldest first
  // Removes the run's decisions and the list of its files, and texts of law that no other run rests on; the run's
  // record stays, marked with the time. Answers and exceptions stay. On disk once it returns. The files are the
  // caller's.
  Result<void> prune(RunId run, std::string_view when);
  // Gives what was removed back to the disk. Errors: file_unwritable (it needs as much room again), store_failed.
  Result<void> compact();

  // SQLite's own integrity check; every kept body against its digest and the outcome beside it; every decision against
  // its run, every answer against the decision that it names; the texts of law and catalogue against their use.
  Result<StoreCheck> check() const;

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidewaiter
