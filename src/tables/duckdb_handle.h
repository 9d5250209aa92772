// DuckDB's C handles as owned values, for the .cpp files of this room only. A database here lives in memory, spills
// into a folder of its own when it outgrows its limit, reaches no network and loads no extension.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/result.h"
#include "tables/duckdb_library.h"
#include "tables/stop.h"

namespace tidewaiter::tables::duck {

struct Settings {
  unsigned threads = 1;
  std::string memory_limit = "512MB";  // docs/contracts.md: the external sort's limit
  std::filesystem::path folder{};      // where spilled data may go; empty: large_temporary_folder()
  bool keep_order = true;              // whether rows come out in the order in which they went in
  Stop stop{};                         // ends every query: interrupted
};

// One column of a chunk that a Producer fills.
class Column {
 public:
  explicit Column(duckdb_vector vector) : vector_(vector) {}
  template <class T>
  T* data() const {
    return static_cast<T*>(duckdb_vector_get_data(vector_));
  }
  void set_text(std::size_t row, std::string_view text) const {
    duckdb_vector_assign_string_element_len(vector_, row, text.data(), text.size());
  }
  // The column's texts as views, an empty one as NULL: what they view must last as long as the chunk is used.
  void set_views(std::span<const std::string_view> texts) const;
  void set_null(std::size_t row) const {
    duckdb_vector_ensure_validity_writable(vector_);
    duckdb_validity_set_row_invalid(duckdb_vector_get_validity(vector_), row);
  }

 private:
  duckdb_vector vector_;
};

struct ColumnType {
  std::string name;
  duckdb_type type;
};

// Fills at most `capacity` rows and returns how many; 0: it has no more. May throw: the query then fails with the
// exception's text.
using Producer = std::function<std::size_t(std::span<const Column> columns, std::size_t capacity)>;

// The text of a cell of a result; valid as long as its chunk.
std::string_view text_at(duckdb_vector vector, std::size_t row);
bool is_null(duckdb_vector vector, std::size_t row);

// Rows of a query, chunk by chunk, never held whole.
class Stream {
 public:
  Stream(duckdb_result result, std::filesystem::path spill_folder)
      : result_(result), open_(true), spill_folder_(std::move(spill_folder)) {}
  Stream(Stream&& other) noexcept
      : result_(other.result_),
        chunk_(other.chunk_),
        open_(other.open_),
        spill_folder_(std::move(other.spill_folder_)) {
    other.chunk_ = nullptr;
    other.open_ = false;
  }
  Stream& operator=(Stream&&) = delete;
  Stream(const Stream&) = delete;
  ~Stream();

  // Moves to the next chunk; its number of rows, 0 at the end. Errors: as of Database::run.
  Result<std::size_t> next();
  duckdb_vector column(std::size_t i) const { return duckdb_data_chunk_get_vector(chunk_, i); }
  std::size_t columns();
  std::string column_name(std::size_t i);

 private:
  duckdb_result result_;
  duckdb_data_chunk chunk_ = nullptr;
  bool open_;
  std::filesystem::path spill_folder_;
};

class Database {
 public:
  static Result<Database> open(const Settings& settings);
  Database(Database&& other) noexcept;
  Database& operator=(Database&&) = delete;
  Database(const Database&) = delete;
  ~Database();

  // Errors: library_failed or out_of_memory with DuckDB's message, its first line; file_unwritable where what is
  // spilled finds no room; interrupted.
  Result<void> run(const std::string& sql);
  Result<Stream> stream(const std::string& sql, std::span<const std::string> parameters = {});

  // Makes `name()` a table function of one pass over the rows of the producers: each thread of DuckDB that reads it, at
  // most `threads`, makes one and calls no other. What they refer to must outlive the queries.
  Result<void> add_table(const std::string& name, std::vector<ColumnType> columns,
                         std::function<Producer()> make_producer, unsigned threads = 1);

 private:
  Database() = default;
  struct ProducedTable;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
  std::filesystem::path spill_folder_;
  std::jthread watch_;  // of the flag; ends before the connection does
};

// `text` as an SQL string literal or as a quoted identifier.
std::string literal(std::string_view text);
std::string identifier(std::string_view text);

}  // namespace tidewaiter::tables::duck
