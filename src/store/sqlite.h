// The part of SQLite that the store uses: a connection, prepared statements, transactions; its errors as ours.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace tidewaiter::store {

class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  // Parameters from 1. The text must live until the statement is run.
  Statement& bind(int at, std::int64_t value);
  Statement& bind(int at, std::string_view text);
  Statement& bind(int at, std::optional<std::int64_t> value);
  Statement& bind(int at, std::span<const std::uint8_t> bytes);

  // True: a row is there. False: done.
  Result<bool> step();
  // For statements that answer nothing; ready to be bound again afterwards, whatever happened.
  Result<void> run();
  void reset();

  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  bool is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
  std::string_view text(int column) const;  // until the next step
  std::span<const std::uint8_t> bytes(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  enum class Access { read_write, read_only, read_only_media };
  static Result<Database> open(const std::filesystem::path& path, Access access, std::chrono::milliseconds wait);

  Result<Statement> prepare(const char* sql) const;
  Result<void> execute(const char* sql) const;
  Result<std::int64_t> integer(const char* sql) const;  // first column of the first row
  std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }
  const std::filesystem::path& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  std::unique_ptr<sqlite3, Close> handle_;
  std::filesystem::path path_;
};

// Rolls back unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(const Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(const Database& database) : database_(&database) {}
  const Database* database_;
};

// While it lives, a commit is on disk when it returns, and with it every commit before it.
class SyncedCommits {
 public:
  // REQUIRES: no transaction is open.
  static Result<SyncedCommits> begin(const Database& database);
  SyncedCommits(SyncedCommits&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  SyncedCommits(const SyncedCommits&) = delete;
  SyncedCommits& operator=(const SyncedCommits&) = delete;
  SyncedCommits& operator=(SyncedCommits&&) = delete;
  ~SyncedCommits();

 private:
  explicit SyncedCommits(const Database& database) : database_(&database) {}
  const Database* database_;
};

// The last error of the connection, in the words of the person who reads it.
Error error_of(sqlite3* handle, int result);

}  // namespace tidewaiter::store
