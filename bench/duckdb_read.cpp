// What screening is measured against: DuckDB reading the same CSV file, every column as text. Into a table of its own
// is the full read (what `CREATE TABLE … AS` costs before anybody asks a question); the scan adds up the length of
// every cell and keeps nothing, the least that a reader can do. Prints rows and the seconds of each.
//   duckdb_read FILE THREADS
#include <duckdb.h>

#include <chrono>
#include <cstdio>
#include <string>

namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

class Connection {
 public:
  Connection() {
    if (duckdb_open(nullptr, &database_) == DuckDBSuccess) duckdb_connect(database_, &connection_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }

  // Its seconds, negative if it failed; `first` is the first cell as a number.
  double run(const std::string& sql, long long& first) {
    const auto started = std::chrono::steady_clock::now();
    duckdb_result result{};
    const bool done = duckdb_query(connection_, sql.c_str(), &result) == DuckDBSuccess;
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
    if (done) first = duckdb_value_int64(&result, 0, 0);
    if (!done) std::fprintf(stderr, "%s\n", duckdb_result_error(&result));
    duckdb_destroy_result(&result);
    return done ? seconds.count() : -1;
  }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: duckdb_read FILE THREADS\n");
    return 2;
  }
  const std::string source =
      "read_csv(" + quoted(argv[1]) + ", all_varchar=true, header=true, delim=',', quote='\"', escape='\"')";
  Connection connection;
  long long ignored = 0;
  long long rows = 0;
  if (connection.run("SET threads=" + std::string(argv[2]), ignored) < 0) return 1;
  const double scan = connection.run("SELECT sum(length(COLUMNS(*))) FROM " + source, ignored);
  const double table = connection.run("CREATE TABLE shipment AS SELECT * FROM " + source, ignored);
  if (scan < 0 || table < 0 || connection.run("SELECT count(*) FROM shipment", rows) < 0) return 1;
  std::printf("%lld rows, into a table %.3f seconds, scan %.3f seconds\n", rows, table, scan);
  return 0;
}
