// The limit that screening is measured against: DuckDB's own full read of the same CSV file, every column as text, all
// chunks fetched. Prints rows and seconds.
//   duckdb_read FILE THREADS
#include <duckdb.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

namespace {

bool query(duckdb_connection connection, const std::string& sql, duckdb_result* result) {
  if (duckdb_query(connection, sql.c_str(), result) == DuckDBSuccess) return true;
  std::fprintf(stderr, "%s\n", duckdb_result_error(result));
  return false;
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: duckdb_read FILE THREADS\n");
    return 2;
  }
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  duckdb_result done{};
  if (duckdb_open(nullptr, &database) != DuckDBSuccess || duckdb_connect(database, &connection) != DuckDBSuccess)
    return 1;
  if (!query(connection, "SET threads=" + std::string(argv[2]), &done)) return 1;
  duckdb_destroy_result(&done);

  const auto started = std::chrono::steady_clock::now();
  duckdb_prepared_statement statement = nullptr;
  duckdb_pending_result pending = nullptr;
  duckdb_result read{};
  const std::string sql = "SELECT * FROM read_csv(" + quoted(argv[1]) +
                          ", all_varchar=true, header=true, delim=',', quote='\"', escape='\"')";
  if (duckdb_prepare(connection, sql.c_str(), &statement) != DuckDBSuccess ||
      duckdb_pending_prepared_streaming(statement, &pending) != DuckDBSuccess ||
      duckdb_execute_pending(pending, &read) != DuckDBSuccess) {
    std::fprintf(stderr, "DuckDB cannot read %s\n", argv[1]);
    return 1;
  }
  std::uint64_t rows = 0;
  while (duckdb_data_chunk chunk = duckdb_fetch_chunk(read)) {
    rows += duckdb_data_chunk_get_size(chunk);
    duckdb_destroy_data_chunk(&chunk);
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  std::printf("%llu rows %.3f seconds\n", static_cast<unsigned long long>(rows), seconds.count());
  duckdb_destroy_result(&read);
  duckdb_destroy_pending(&pending);
  duckdb_destroy_prepare(&statement);
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  return 0;
}
