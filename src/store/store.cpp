#include "store/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "store/impl.h"
#include "store/schema.h"

namespace tidewaiter {
namespace {

using store::Database;
using store::RunLocks;
using store::Statement;
using store::SyncedCommits;
using store::Transaction;

std::string join_lines(const std::vector<std::string>& texts) { return fmt::format("{}", fmt::join(texts, "\n")); }

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// A decision without a date; no day is that early.
constexpr std::int32_t kNoDate = std::numeric_limits<std::int32_t>::min();

RunRecord read_run(const Statement& row, const RunLocks& locks, const std::set<RunId>& own_runs) {
  RunRecord run;
  run.id = row.integer(0);
  run.info.started = row.text(1);
  run.info.inputs = split_lines(row.text(2));
  run.info.options = row.text(3);
  run.info.accepted_input = row.text(4);
  run.info.versions = {std::string(row.text(5)), std::string(row.text(6)), std::string(row.text(7))};
  run.exceptions_known = row.integer(8);
  run.summary = {std::string(row.text(9)), static_cast<std::uint64_t>(row.integer(10)),
                 static_cast<std::uint64_t>(row.integer(11)), static_cast<std::uint64_t>(row.integer(12))};
  run.info.data_version = row.text(13);
  run.pruned = row.text(14);
  if (!row.is_null(9)) {
    run.state = RunState::finished;
  } else {
    run.state = own_runs.contains(run.id) || locks.held_by_others(run.id) ? RunState::running : RunState::interrupted;
  }
  return run;
}

}  // namespace

std::string Store::Impl::select_runs() const {
  return fmt::format(
      "SELECT id, started, inputs, options, accepted_input, lists_version, rules_version, engine_version,"
      " exceptions_known, finished, rows_read, rows_rejected, shipments, {}, {} FROM run",
      since_2("data_version"), since_2("pruned"));
}

std::string_view to_string(RunState state) {
  static constexpr std::array<std::string_view, 3> kNames{"running", "finished", "interrupted"};
  return kNames[static_cast<std::size_t>(state)];
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Result<Store> Store::open(const std::filesystem::path& path, std::chrono::milliseconds wait_for_lock) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return fail(ErrorCode::not_a_file, "this is a folder, not a store", path.string(), "name a file");
  }
  error.clear();  // of a file that is not there yet
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
  if (error) {
    return fail(ErrorCode::file_unwritable, "the store's folder cannot be made: " + error.message(),
                path.parent_path().string(), "name another place with --store FILE, or use --store none");
  }
  auto impl = std::make_unique<Impl>();
  TIDEWAITER_TRY(impl->database, Database::open(path, Database::Access::read_write, wait_for_lock));
  const Result<int> version = store::prepare_schema(impl->database, true);
  if (!version) return std::unexpected(version.error());
  impl->version = version.value_or(0);
  // WAL with NORMAL: a commit is in the system's hands when it returns, so it survives the death of the process; only a
  // power loss may take commits since the last sync. finish_run() and exceptions sync for themselves.
  TIDEWAITER_CHECK(impl->database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL"));
  TIDEWAITER_TRY(impl->locks, RunLocks::open(path, true));
  TIDEWAITER_TRY(impl->insert_decision,
                 impl->database.prepare("INSERT INTO decision(run, shipment_id, date, codes, digest, body,"
                                        " row_digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
  TIDEWAITER_TRY(impl->insert_body, impl->database.prepare("INSERT INTO body(json) VALUES (?1)"));
  return Store(std::move(impl));
}

Result<Store> Store::open_read_only(const std::filesystem::path& path, std::chrono::milliseconds wait_for_lock) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return fail(ErrorCode::file_not_found, "there is no store here", path.string(),
                "screen some shipments first, or name the store with --store FILE");
  }
  if (std::filesystem::is_directory(path, error)) {
    return fail(ErrorCode::not_a_file, "this is a folder, not a store", path.string(), "name a file");
  }
  auto impl = std::make_unique<Impl>();
  TIDEWAITER_TRY(impl->database, Database::open(path, Database::Access::read_only, wait_for_lock));
  auto ready = store::prepare_schema(impl->database, false);
  const std::filesystem::path log = path.string() + "-wal";
  // SQLite leaves an empty log where the disk has no room for its index
  const bool no_log = !std::filesystem::exists(log, error) || std::filesystem::file_size(log, error) == 0;
  if (!ready && ready.error().code == ErrorCode::file_unwritable && no_log) {
    // A folder in which SQLite may not put its shared index. Without a log nobody has anything pending: read it as is.
    TIDEWAITER_TRY(impl->database, Database::open(path, Database::Access::read_only_media, wait_for_lock));
    ready = store::prepare_schema(impl->database, false);
  }
  if (!ready) return std::unexpected(ready.error());
  impl->version = ready.value_or(0);
  TIDEWAITER_TRY(impl->locks, RunLocks::open(path, false));
  return Store(std::move(impl));
}

Result<RunId> Store::begin_run(const RunInfo& info) {
  TIDEWAITER_TRY(Transaction transaction, Transaction::begin(impl_->database));
  TIDEWAITER_TRY(Statement insert,
                 impl_->database.prepare("INSERT INTO run(started, inputs, options, accepted_input, lists_version,"
                                         " rules_version, engine_version, data_version, exceptions_known) VALUES (?1,"
                                         " ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
                                         " (SELECT coalesce(max(number), 0) FROM exception_event))"));
  const std::string inputs = join_lines(info.inputs);
  insert.bind(1, std::string_view(info.started)).bind(2, std::string_view(inputs));
  insert.bind(3, std::string_view(info.options)).bind(4, std::string_view(info.accepted_input));
  insert.bind(5, std::string_view(info.versions.lists)).bind(6, std::string_view(info.versions.rules));
  insert.bind(7, std::string_view(info.versions.engine)).bind(8, std::string_view(info.data_version));
  TIDEWAITER_CHECK(insert.run());
  const RunId run = impl_->database.last_row();
  TIDEWAITER_TRY(Statement keep, impl_->database.prepare("INSERT INTO kept_file(run, name, bytes, digest)"
                                                         " VALUES (?1, ?2, ?3, ?4)"));
  for (const KeptFile& file : info.kept) {
    keep.bind(1, run).bind(2, std::string_view(file.name)).bind(3, static_cast<std::int64_t>(file.bytes));
    TIDEWAITER_CHECK(keep.bind(4, std::span<const std::uint8_t>(file.digest.bytes)).run());
  }
  TIDEWAITER_CHECK(impl_->locks.hold(run));  // before anybody can see the run
  TIDEWAITER_CHECK(transaction.commit());
  impl_->own_runs.insert(run);
  return run;
}

Result<void> Store::finish_run(RunId run, const RunSummary& summary) {
  TIDEWAITER_TRY(const SyncedCommits synced, SyncedCommits::begin(impl_->database));
  TIDEWAITER_TRY(Transaction transaction, Transaction::begin(impl_->database));
  TIDEWAITER_TRY(Statement update,
                 impl_->database.prepare("UPDATE run SET finished = ?2, rows_read = ?3, rows_rejected = ?4,"
                                         " shipments = ?5 WHERE id = ?1 AND finished IS NULL RETURNING id"));
  update.bind(1, run).bind(2, std::string_view(summary.finished));
  update.bind(3, static_cast<std::int64_t>(summary.rows_read));
  update.bind(4, static_cast<std::int64_t>(summary.rows_rejected));
  update.bind(5, static_cast<std::int64_t>(summary.shipments));
  TIDEWAITER_TRY(const bool found, update.step());
  if (!found) return fail(ErrorCode::not_found, fmt::format("there is no unfinished run {}", run));
  update.reset();
  TIDEWAITER_CHECK(transaction.commit());
  impl_->own_runs.erase(run);
  impl_->locks.release(run);
  return {};
}

Result<RunRecord> Store::run(RunId id) const {
  TIDEWAITER_TRY(Statement select, impl_->database.prepare((impl_->select_runs() + " WHERE id = ?1").c_str()));
  select.bind(1, id);
  TIDEWAITER_TRY(const bool found, select.step());
  if (!found) return fail(ErrorCode::not_found, fmt::format("there is no run {}", id), impl_->database.path().string());
  return read_run(select, impl_->locks, impl_->own_runs);
}

Result<std::vector<RunRecord>> Store::runs() const {
  TIDEWAITER_TRY(Statement select, impl_->database.prepare((impl_->select_runs() + " ORDER BY id").c_str()));
  std::vector<RunRecord> runs;
  while (true) {
    TIDEWAITER_TRY(const bool found, select.step());
    if (!found) return runs;
    runs.push_back(read_run(select, impl_->locks, impl_->own_runs));
  }
}

Result<void> Store::Impl::insert(RunId run, const PackedDecision& decision) {
  std::optional<std::int64_t> body;
  if (!decision.body.empty()) {
    TIDEWAITER_CHECK(insert_body.bind(1, std::span(decision.body)).run());
    body = database.last_row();
  }
  insert_decision.bind(1, run).bind(2, std::string_view(decision.shipment_id));
  insert_decision.bind(3, decision.date ? decision.date->days_since_1970() : kNoDate)
      .bind(4, static_cast<std::int64_t>(decision.codes));
  insert_decision.bind(5, std::span<const std::uint8_t>(decision.digest)).bind(6, body);
  insert_decision.bind(7,
                       decision.rows ? std::span<const std::uint8_t>(*decision.rows) : std::span<const std::uint8_t>{});
  return insert_decision.run();
}

Result<void> Store::append(RunId run, std::span<const PackedDecision> decisions) {
  if (!impl_->own_runs.contains(run)) return fail(ErrorCode::internal, fmt::format("run {} was not begun here", run));
  TIDEWAITER_TRY(Transaction transaction, Transaction::begin(impl_->database));
  for (const PackedDecision& decision : decisions) TIDEWAITER_CHECK(impl_->insert(run, decision));
  return transaction.commit();
}

Result<void> Store::append(RunId run, std::span<const Decision> decisions) {
  std::vector<PackedDecision> packed;
  packed.reserve(decisions.size());
  for (const Decision& decision : decisions) packed.push_back(pack(decision, canonical(decision)));
  return append(run, packed);
}

namespace {

std::optional<DigestFront> front_or_none(const Statement& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(front_of(row.bytes(column)));
}

// The row of a query for run, date, codes, digest, row_digest, json.
Result<StoredDecision> read_decision(const Statement& row, std::string_view shipment_id, const Database& database) {
  StoredDecision decision;
  decision.run = row.integer(0);
  decision.shipment_id = shipment_id;
  if (const auto day = static_cast<std::int32_t>(row.integer(1)); day != kNoDate) {
    decision.date = Date::from_days(day);
  }
  decode_codes(row.integer(2), decision);
  decision.digest = front_of(row.bytes(3));
  decision.rows = front_or_none(row, 4);
  if (!row.is_null(5)) {
    TIDEWAITER_TRY(decision.json, unpack(row.bytes(5), database.path().string()));
  }
  return decision;
}

// Every stored decision on the shipment, newest run first, at most `limit`. `row_digest`: the column, or NULL.
Result<std::vector<StoredDecision>> find_decisions(const Database& database, const char* row_digest,
                                                   std::string_view shipment_id, std::int64_t limit) {
  // CROSS JOIN keeps this order: run by run, one look-up in each, instead of reading every decision.
  TIDEWAITER_TRY(
      Statement select,
      database.prepare(fmt::format("SELECT decision.run, date, codes, digest, {}, json FROM run CROSS JOIN decision"
                                   " ON decision.run = run.id AND decision.shipment_id = ?1"
                                   " LEFT JOIN body ON body.id = decision.body ORDER BY run.id DESC LIMIT ?2",
                                   row_digest)
                           .c_str()));
  select.bind(1, shipment_id).bind(2, limit);
  std::vector<StoredDecision> found;
  while (true) {
    TIDEWAITER_TRY(const bool row, select.step());
    if (!row) return found;
    TIDEWAITER_TRY(StoredDecision decision, read_decision(select, shipment_id, database));
    found.push_back(std::move(decision));
  }
}

}  // namespace

Result<std::optional<StoredDecision>> Store::latest(std::string_view shipment_id) const {
  TIDEWAITER_TRY(std::vector<StoredDecision> found,
                 find_decisions(impl_->database, impl_->since_2("row_digest"), shipment_id, 1));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

Result<std::vector<StoredDecision>> Store::all(std::string_view shipment_id) const {
  return find_decisions(impl_->database, impl_->since_2("row_digest"), shipment_id, -1);
}

Result<std::string> Store::id_in_other_case(std::string_view shipment_id) const {
  TIDEWAITER_TRY(
      Statement select,
      impl_->database.prepare("SELECT shipment_id FROM decision WHERE shipment_id = ?1 COLLATE NOCASE LIMIT 1"));
  TIDEWAITER_TRY(const bool found, select.bind(1, shipment_id).step());
  return found ? std::string(select.text(0)) : std::string{};
}

Result<std::optional<StoredDecision>> Store::decided_in(RunId run, std::string_view shipment_id) const {
  TIDEWAITER_TRY(
      Statement select,
      impl_->database.prepare(fmt::format("SELECT run, date, codes, digest, {}, json FROM decision LEFT JOIN body"
                                          " ON body.id = decision.body WHERE run = ?1 AND shipment_id = ?2",
                                          impl_->since_2("row_digest"))
                                  .c_str()));
  TIDEWAITER_TRY(const bool found, select.bind(1, run).bind(2, shipment_id).step());
  if (!found) return std::nullopt;
  TIDEWAITER_TRY(StoredDecision decision, read_decision(select, shipment_id, impl_->database));
  return decision;
}

Result<std::optional<StoredOutcome>> Store::last_finished(std::string_view shipment_id, RunId before) const {
  std::optional<Statement>& prepared = impl_->find_last;
  if (!prepared) {
    TIDEWAITER_TRY(Statement select,
                   impl_->database.prepare(
                       fmt::format("SELECT decision.run, codes, digest, {} FROM run CROSS JOIN decision"
                                   " ON decision.run = run.id AND decision.shipment_id = ?1"
                                   " WHERE run.finished IS NOT NULL AND run.id < ?2 ORDER BY run.id DESC LIMIT 1",
                                   impl_->since_2("row_digest"))
                           .c_str()));
    prepared.emplace(std::move(select));
  }
  Statement& select = *prepared;
  select.bind(1, shipment_id).bind(2, before);
  const Result<bool> found = select.step();
  std::optional<StoredOutcome> outcome;
  if (found && *found) {
    StoredDecision codes;
    decode_codes(select.integer(1), codes);
    outcome = StoredOutcome{select.integer(0), codes.disposition,         codes.determination,
                            codes.policy,      front_of(select.bytes(2)), front_or_none(select, 3)};
  }
  select.reset();
  if (!found) return std::unexpected(found.error());
  return outcome;
}

Result<void> Store::each_decision(const std::function<Result<void>(const StoredDecision&)>& visit) const {
  TIDEWAITER_TRY(Statement select,
                 impl_->database.prepare(fmt::format("SELECT run, date, codes, digest, {}, json, shipment_id"
                                                     " FROM decision LEFT JOIN body ON body.id = decision.body"
                                                     " ORDER BY run, shipment_id",
                                                     impl_->since_2("row_digest"))
                                             .c_str()));
  while (true) {
    TIDEWAITER_TRY(const bool row, select.step());
    if (!row) return {};
    TIDEWAITER_TRY(const StoredDecision decision, read_decision(select, select.text(6), impl_->database));
    TIDEWAITER_CHECK(visit(decision));
  }
}

}  // namespace tidewaiter
