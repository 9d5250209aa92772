#include "tables/parquet.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "base/file.h"
#include "tables/duckdb_handle.h"

namespace tidewaiter::tables {
namespace {

// Measured on a million generated rows of 30 columns, one core: 1.5 s as DuckDB's defaults have it, 1.25 s so, in as
// many bytes. Columns of many values (ids, addresses) give up their dictionary early, and nobody asks for the Bloom
// filters. In groups of six times fewer rows than usual a run of a million holds 200 MB less, for 2 % more bytes.
constexpr std::string_view kOptions =
    "FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 2000, WRITE_BLOOM_FILTER false, "
    "ROW_GROUP_SIZE 20480, USE_TMP_FILE false";
constexpr std::size_t kBlocksWaiting = 4;  // between the callers and each writing thread

// A bounded queue between the threads that add rows and those in which DuckDB writes them.
class BlockQueue {
 public:
  explicit BlockQueue(std::size_t limit) : limit_(limit) {}
  // False if nobody will read it any more.
  bool push(TextColumns block) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return blocks_.size() < limit_ || closed_; });
    if (closed_) return false;
    blocks_.push_back(std::move(block));
    changed_.notify_all();
    return true;
  }
  // nullopt after the last one. Throws if the writer was abandoned.
  std::optional<TextColumns> pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !blocks_.empty() || ended_ || abandoned_; });
    if (abandoned_) throw std::runtime_error("the writer was abandoned");
    if (blocks_.empty()) return std::nullopt;
    TextColumns block = std::move(blocks_.front());
    blocks_.pop_front();
    changed_.notify_all();
    return block;
  }
  void end() { set(ended_); }          // no more will come
  void close() { set(closed_); }       // no more will be read
  void abandon() { set(abandoned_); }  // none of it matters

 private:
  void set(bool& flag) {
    const std::scoped_lock lock(mutex_);
    flag = true;
    changed_.notify_all();
  }
  std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<TextColumns> blocks_;
  bool ended_ = false;
  bool closed_ = false;
  bool abandoned_ = false;
};

// Fills DuckDB's columns from the blocks, for one of its threads. The views given out hold until the next call: by then
// the COPY has taken its own copy of the chunk.
class ChunkSource {
 public:
  explicit ChunkSource(BlockQueue& queue) : queue_(&queue) {}

  std::size_t operator()(std::span<const duck::Column> out, std::size_t capacity) {
    while (!block_ || taken_ == block_->rows) {
      taken_ = 0;
      block_ = queue_->pop();
      if (!block_) return 0;
    }
    const std::size_t rows = std::min(capacity, block_->rows - taken_);
    for (std::size_t i = 0; i < out.size(); ++i) {
      out[i].set_views(std::span(block_->cells).subspan(i * block_->rows + taken_, rows));
    }
    taken_ += rows;
    return rows;
  }

 private:
  BlockQueue* queue_;
  std::optional<TextColumns> block_;  // whose rows DuckDB takes now
  std::size_t taken_ = 0;             // of its rows
};

}  // namespace

struct ParquetWriter::State {
  State(std::filesystem::path target, unsigned threads)
      : path(std::move(target)), writing(writing_name(path)), queue(kBlocksWaiting * threads) {}

  std::filesystem::path path;
  std::filesystem::path writing;
  BlockQueue queue;
  std::unique_ptr<duck::Database> database;
  Result<void> outcome;  // of the thread; read after it ended
  std::thread thread;    // that runs the query; DuckDB adds its own
  bool finished = false;

  ~State() {
    if (thread.joinable()) {
      queue.abandon();
      thread.join();
    }
    if (!finished) ::unlink(writing.c_str());
  }

  // Waits for the thread; its error, if it has one.
  Result<void> stop() {
    if (thread.joinable()) thread.join();
    if (outcome) return {};
    Error error = outcome.error();
    if (error.where.empty()) error.where = path.string();  // else that of the spill folder
    if (error.code == ErrorCode::library_failed) {
      error.code = ErrorCode::file_unwritable;
      error.hint = "free some disk space, or check that the folder may be written to";
    }
    return std::unexpected(std::move(error));
  }
};

ParquetWriter::ParquetWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ParquetWriter::ParquetWriter(ParquetWriter&&) noexcept = default;
ParquetWriter& ParquetWriter::operator=(ParquetWriter&&) noexcept = default;
ParquetWriter::~ParquetWriter() = default;

Result<ParquetWriter> ParquetWriter::open(std::filesystem::path path, std::vector<std::string> columns,
                                          unsigned threads) {
  auto state = std::make_unique<State>(std::move(path), threads);
  duck::Settings settings;
  settings.threads = threads;
  settings.keep_order = threads == 1;
  TIDEWAITER_TRY(duck::Database database, duck::Database::open(settings));
  state->database = std::make_unique<duck::Database>(std::move(database));
  std::vector<duck::ColumnType> types;
  types.reserve(columns.size());
  for (std::string& name : columns) types.push_back({std::move(name), DUCKDB_TYPE_VARCHAR});
  State* const raw = state.get();  // outlives the database and the thread
  TIDEWAITER_CHECK(state->database->add_table(
      "rows", std::move(types), [raw] { return duck::Producer(ChunkSource(raw->queue)); }, threads));
  state->thread = std::thread([raw] {
    raw->outcome = raw->database->run(
        fmt::format("COPY (SELECT * FROM rows()) TO {} ({})", duck::literal(raw->writing.string()), kOptions));
    raw->queue.close();
  });
  return ParquetWriter(std::move(state));
}

Result<void> ParquetWriter::add(TextColumns rows) {
  if (rows.rows == 0 || state_->queue.push(std::move(rows))) return {};
  return state_->stop();
}

void ParquetWriter::end() { state_->queue.end(); }

Result<void> ParquetWriter::finish() {
  end();
  TIDEWAITER_CHECK(state_->stop());
  if (::rename(state_->writing.c_str(), state_->path.c_str()) != 0) {
    return fail(ErrorCode::file_unwritable, std::string("this cannot be written: ") + std::strerror(errno),
                state_->path.string(), "check that the folder exists and may be written to");
  }
  state_->finished = true;
  return {};
}

Result<TextTable> read_parquet_where(const std::filesystem::path& path, std::string_view column,
                                     const std::string& value) {
  std::error_code ignored;  // what cannot be looked at cannot be read either
  if (!std::filesystem::exists(path, ignored)) {
    return fail(ErrorCode::file_not_found, "there is no such file", path.string(), "check the path");
  }
  TIDEWAITER_TRY(duck::Database database, duck::Database::open({}));
  const std::string source = fmt::format("read_parquet({})", duck::literal(path.string()));
  TextTable table;
  {
    auto probe = database.stream(fmt::format("SELECT * FROM {} LIMIT 0", source));
    if (!probe) return fail(ErrorCode::bad_format, probe.error().message, path.string(), "name a Parquet file");
    bool found = false;
    for (std::size_t i = 0; i < probe->columns(); ++i) {
      table.columns.push_back(probe->column_name(i));
      found = found || table.columns.back() == column;
    }
    if (!found) return fail(ErrorCode::missing_column, fmt::format("there is no column {}", column), path.string());
  }
  const std::string parameters[] = {value};
  TIDEWAITER_TRY(duck::Stream stream, database.stream(fmt::format("SELECT COLUMNS(*)::VARCHAR FROM {} WHERE {} = ?",
                                                                  source, duck::identifier(column)),
                                                      parameters));
  for (;;) {
    TIDEWAITER_TRY(const std::size_t rows, stream.next());
    if (rows == 0) return table;
    for (std::size_t row = 0; row < rows; ++row) {
      std::vector<std::string>& cells = table.rows.emplace_back();
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const duckdb_vector vector = stream.column(i);
        cells.emplace_back(duck::is_null(vector, row) ? std::string_view{} : duck::text_at(vector, row));
      }
    }
  }
}

}  // namespace tidewaiter::tables
