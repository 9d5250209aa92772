#include "store/sqlite.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tidewaiter::store {

Error error_of(sqlite3* handle, int result) {
  const char* name = handle == nullptr ? nullptr : sqlite3_db_filename(handle, "main");
  Error error{ErrorCode::store_failed, handle == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(handle),
              name == nullptr ? "" : name, ""};
  const int system = handle == nullptr ? 0 : sqlite3_system_errno(handle);
  switch (result & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      error.message = "the store is locked by another process";
      error.hint = "wait until it has finished, or give this run its own store with --store FILE";
      break;
    case SQLITE_FULL:
      error.code = ErrorCode::file_unwritable;
      error.message = "the disk is full";
      error.hint = "free some disk space and run again: what was acknowledged is kept";
      break;
    case SQLITE_IOERR:
      error.code = ErrorCode::file_unwritable;
      if (result == SQLITE_IOERR_WRITE || result == SQLITE_IOERR_SHMSIZE) {
        // A size limit (ulimit -f) comes here, not to SQLITE_FULL, and its errno is gone by now.
        error.message = "the store cannot grow: the disk is full, or a limit on the size of files is met";
        error.hint = "free some disk space or raise the limit, and run again: what was acknowledged is kept";
      } else {
        if (system != 0) error.message += fmt::format(" ({})", std::strerror(system));
        error.hint = "check the disk, and that the folder may be written to";
      }
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      error.code = ErrorCode::file_unwritable;
      error.message = system != 0 ? fmt::format("the store cannot be opened or written: {}", std::strerror(system))
                                  : "the store cannot be opened or written";
      error.hint = "the folder and the file must be writable (SQLite keeps a log beside it); or name another --store";
      break;
    case SQLITE_CORRUPT:
      error.code = ErrorCode::corrupt_file;
      error.message = "the store is damaged";
      error.hint = "restore it from a backup, or move it away and screen again";
      break;
    case SQLITE_NOTADB:
      error.code = ErrorCode::bad_format;
      error.message = "this is not a store, nor any SQLite database";
      error.hint = "name the store's file with --store FILE";
      break;
    case SQLITE_NOMEM:
      error.code = ErrorCode::out_of_memory;
      error.message = "no memory left for the store";
      break;
    default:
      break;
  }
  return error;
}

Statement& Statement::bind(int at, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), at, value);
  return *this;
}

Statement& Statement::bind(int at, std::string_view text) {
  // A null pointer would bind NULL, an empty text is meant.
  sqlite3_bind_text64(statement_.get(), at, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind(int at, std::optional<std::int64_t> value) {
  if (value) return bind(at, *value);
  sqlite3_bind_null(statement_.get(), at);
  return *this;
}

Statement& Statement::bind(int at, std::span<const std::uint8_t> bytes) {
  sqlite3_bind_blob64(statement_.get(), at, bytes.data(), bytes.size(), SQLITE_STATIC);
  return *this;
}

Result<bool> Statement::step() {
  const int result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  return std::unexpected(error_of(sqlite3_db_handle(statement_.get()), result));
}

Result<void> Statement::run() {
  const Result<bool> row = step();
  reset();
  if (!row) return std::unexpected(row.error());
  return {};
}

void Statement::reset() {
  sqlite3_reset(statement_.get());  // repeats the error of the last step, which step() has reported
  sqlite3_clear_bindings(statement_.get());
}

std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  return data == nullptr
             ? std::string_view{}
             : std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

std::span<const std::uint8_t> Statement::bytes(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  return {data, data == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

Result<Database> Database::open(const std::filesystem::path& path, Access access, std::chrono::milliseconds wait) {
  std::string name = path.string();
  int flags = access == Access::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  if (access == Access::read_only_media) {
    // `immutable`: no log, no locks, nothing beside the file. Characters with a meaning in a URI are escaped.
    std::string escaped;
    for (const char c : name) {
      if (c == '%' || c == '?' || c == '#') {
        escaped += fmt::format("%{:02x}", static_cast<unsigned char>(c));
      } else {
        escaped += c;
      }
    }
    name = fmt::format("file:{}?immutable=1", escaped);
    flags |= SQLITE_OPEN_URI;
  }
  Database database;
  database.path_ = path;
  sqlite3* handle = nullptr;
  const int result =
      sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  database.handle_.reset(handle);
  if (result != SQLITE_OK) {
    Error error = error_of(handle, result);
    error.where = path.string();
    // Where it may make no file SQLite tries to read one, and then knows of that only.
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    if (access == Access::read_write && (result & 0xFF) == SQLITE_CANTOPEN &&
        ::access(folder.c_str(), W_OK | X_OK) != 0) {
      error.message = fmt::format("the store cannot be opened or written: {}", std::strerror(errno));
    }
    return std::unexpected(std::move(error));
  }
  sqlite3_busy_timeout(handle, static_cast<int>(wait.count()));
  return database;
}

Result<Statement> Database::prepare(const char* sql) const {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v2(handle_.get(), sql, -1, &statement, nullptr);
  if (result != SQLITE_OK) return std::unexpected(error_of(handle_.get(), result));
  return Statement(statement);
}

Result<void> Database::execute(const char* sql) const {
  const int result = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) return std::unexpected(error_of(handle_.get(), result));
  return {};
}

Result<std::int64_t> Database::integer(const char* sql) const {
  TIDEWAITER_TRY(Statement statement, prepare(sql));
  TIDEWAITER_TRY(const bool row, statement.step());
  return row ? statement.integer(0) : 0;
}

Result<Transaction> Transaction::begin(const Database& database) {
  // IMMEDIATE: waits for other writers here, where nothing is half done, not at the first insert.
  TIDEWAITER_CHECK(database.execute("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Result<void> Transaction::commit() {
  TIDEWAITER_CHECK(database_->execute("COMMIT"));
  database_ = nullptr;
  return {};
}

Transaction::~Transaction() {
  // Nothing is left to say if the rollback fails: the log is rolled back by whoever opens the file next.
  if (database_ != nullptr) static_cast<void>(database_->execute("ROLLBACK"));
}

Result<SyncedCommits> SyncedCommits::begin(const Database& database) {
  TIDEWAITER_CHECK(database.execute("PRAGMA synchronous = FULL"));
  return SyncedCommits(database);
}

SyncedCommits::~SyncedCommits() {
  // Sets a number in the connection; were it to fail, commits would only be slower.
  if (database_ != nullptr) static_cast<void>(database_->execute("PRAGMA synchronous = NORMAL"));
}

}  // namespace tidewaiter::store
