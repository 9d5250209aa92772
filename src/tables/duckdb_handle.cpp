#include "tables/duckdb_handle.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <stop_token>

#include "tables/input_file.h"

namespace tidewaiter::tables::duck {
namespace {

// DuckDB has no codes for these, only words. A full disk is told in two ways: as what the system said of a file in the
// folder, or as "failed to offload" where DuckDB keeps within what was free when it began.
std::unexpected<Error> refused(const char* message, const std::filesystem::path& spill_folder) {
  std::string_view text = message == nullptr ? "DuckDB failed without a message" : message;
  text = text.substr(0, text.find('\n'));
  if (text.starts_with("INTERRUPT")) return fail(ErrorCode::interrupted, "interrupted while DuckDB was at work");
  const auto says = [&](std::string_view words) { return text.find(words) != std::string_view::npos; };
  if (says("failed to offload") || (!spill_folder.empty() && says(spill_folder.native()))) {
    return fail(ErrorCode::file_unwritable,
                fmt::format("what does not fit into memory cannot be put aside here ({})", text),
                spill_folder.parent_path().string(), "point TMPDIR to a folder with more room");
  }
  const bool memory = text.starts_with("Out of Memory") || says("failed to allocate");
  return fail(memory ? ErrorCode::out_of_memory : ErrorCode::library_failed, std::string(text));
}

constexpr std::chrono::milliseconds kStopCheck{50};  // within which whoever presses Ctrl-C is heard
constexpr std::string_view kSpillPrefix = "tidewaiter-spill-";

// Removes the folders of processes that are no more: what a killed run could not remove itself.
void remove_leftovers(const std::filesystem::path& parent) {
  std::error_code ignored;  // an unreadable parent, or a folder of another user: not ours to remove
  for (const auto& entry : std::filesystem::directory_iterator(parent, ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(kSpillPrefix)) continue;
    pid_t process = 0;
    const char* digits = name.data() + kSpillPrefix.size();
    const auto [end, error] = std::from_chars(digits, name.data() + name.size(), process);
    if (error != std::errc{} || process <= 0 || end == name.data() + name.size() || *end != '-') continue;
    if (::kill(process, 0) != 0 && errno == ESRCH) std::filesystem::remove_all(entry.path(), ignored);
  }
}

// One folder a database, so that two of a process never share one; for its owner only, as what spills is the user's.
Result<std::filesystem::path> make_spill_folder(const std::filesystem::path& parent) {
  static std::atomic<unsigned> count{0};
  remove_leftovers(parent);
  std::filesystem::path folder = parent / fmt::format("{}{}-{}", kSpillPrefix, ::getpid(), count++);
  if (::mkdir(folder.c_str(), 0700) != 0) {
    return fail(ErrorCode::file_unwritable, std::string("no folder can be made here: ") + std::strerror(errno),
                folder.string(), "point TMPDIR to a folder that may be written to");
  }
  return folder;
}

// DuckDB forgets an interrupt at the beginning of the next query: it is told again until somebody gives up.
void interrupt_when_asked(const std::stop_token& done, duckdb_connection connection, Stop stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  while (!never.wait_for(lock, done, kStopCheck, [&] { return done.stop_requested(); })) {
    if (stop.asked()) duckdb_interrupt(connection);
  }
}

}  // namespace

std::string_view text_at(duckdb_vector vector, std::size_t row) {
  auto* strings = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
  return {duckdb_string_t_data(&strings[row]), duckdb_string_t_length(strings[row])};
}

bool is_null(duckdb_vector vector, std::size_t row) {
  std::uint64_t* validity = duckdb_vector_get_validity(vector);
  return validity != nullptr && !duckdb_validity_row_is_valid(validity, row);
}

Stream::~Stream() {
  if (chunk_ != nullptr) duckdb_destroy_data_chunk(&chunk_);
  if (open_) duckdb_destroy_result(&result_);
}

Result<std::size_t> Stream::next() {
  if (chunk_ != nullptr) duckdb_destroy_data_chunk(&chunk_);
  chunk_ = duckdb_fetch_chunk(result_);
  if (chunk_ == nullptr) {
    const char* message = duckdb_result_error(&result_);
    if (message != nullptr && *message != '\0') return refused(message, spill_folder_);
    return std::size_t{0};
  }
  return static_cast<std::size_t>(duckdb_data_chunk_get_size(chunk_));
}

std::size_t Stream::columns() { return static_cast<std::size_t>(duckdb_column_count(&result_)); }
std::string Stream::column_name(std::size_t i) { return duckdb_column_name(&result_, i); }

Result<Database> Database::open(const Settings& settings) {
  if (const std::string& problem = library().problem; !problem.empty()) {
    return fail(ErrorCode::library_failed, problem, {}, "install Tidewaiter again: DuckDB's library is a part of it");
  }
  Database database;
  TIDEWAITER_TRY(database.spill_folder_,
                 make_spill_folder(settings.folder.empty() ? large_temporary_folder() : settings.folder));
  duckdb_config config = nullptr;
  if (duckdb_create_config(&config) != DuckDBSuccess) {
    duckdb_destroy_config(&config);
    return fail(ErrorCode::out_of_memory, "DuckDB cannot be set up");
  }
  const std::pair<const char*, std::string> options[] = {
      {"threads", std::to_string(settings.threads)},
      {"memory_limit", settings.memory_limit},
      {"temp_directory", database.spill_folder_.string()},
      {"autoinstall_known_extensions", "false"},
      {"autoload_known_extensions", "false"},
      {"preserve_insertion_order", settings.keep_order ? "true" : "false"},
  };
  for (const auto& [name, value] : options) {
    if (duckdb_set_config(config, name, value.c_str()) == DuckDBSuccess) continue;
    duckdb_destroy_config(&config);
    return fail(ErrorCode::library_failed, fmt::format("DuckDB does not take the setting {} = {}", name, value));
  }
  char* message = nullptr;
  const duckdb_state opened = duckdb_open_ext(nullptr, &database.database_, config, &message);
  duckdb_destroy_config(&config);
  if (opened != DuckDBSuccess) {
    auto error = refused(message, database.spill_folder_);
    duckdb_free(message);
    return error;
  }
  if (duckdb_connect(database.database_, &database.connection_) != DuckDBSuccess) {
    return fail(ErrorCode::library_failed, "DuckDB opens no connection");
  }
  if (settings.stop.flag() != nullptr)
    database.watch_ = std::jthread(interrupt_when_asked, database.connection_, settings.stop);
  return database;
}

Database::Database(Database&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)),
      connection_(std::exchange(other.connection_, nullptr)),
      spill_folder_(std::exchange(other.spill_folder_, {})),
      watch_(std::move(other.watch_)) {}

Database::~Database() {
  watch_ = {};
  if (connection_ != nullptr) duckdb_disconnect(&connection_);
  if (database_ != nullptr) duckdb_close(&database_);
  if (spill_folder_.empty()) return;
  std::error_code ignored;  // the next run removes what could not be removed now
  std::filesystem::remove_all(spill_folder_, ignored);
}

Result<void> Database::run(const std::string& sql) {
  duckdb_result result;
  const duckdb_state state = duckdb_query(connection_, sql.c_str(), &result);
  if (state == DuckDBSuccess) {
    duckdb_destroy_result(&result);
    return {};
  }
  auto error = refused(duckdb_result_error(&result), spill_folder_);
  duckdb_destroy_result(&result);
  return error;
}

Result<Stream> Database::stream(const std::string& sql, std::span<const std::string> parameters) {
  duckdb_prepared_statement statement = nullptr;
  if (duckdb_prepare(connection_, sql.c_str(), &statement) != DuckDBSuccess) {
    auto error = refused(duckdb_prepare_error(statement), spill_folder_);
    duckdb_destroy_prepare(&statement);
    return error;
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    duckdb_bind_varchar_length(statement, i + 1, parameters[i].data(), parameters[i].size());
  }
  duckdb_pending_result pending = nullptr;
  duckdb_result result;
  duckdb_state state = duckdb_pending_prepared_streaming(statement, &pending);
  if (state == DuckDBSuccess) {
    state = duckdb_execute_pending(pending, &result);
    if (state != DuckDBSuccess) {
      auto error = refused(duckdb_result_error(&result), spill_folder_);
      duckdb_destroy_result(&result);
      duckdb_destroy_pending(&pending);
      duckdb_destroy_prepare(&statement);
      return error;
    }
  } else {
    auto error = refused(duckdb_pending_error(pending), spill_folder_);
    duckdb_destroy_pending(&pending);
    duckdb_destroy_prepare(&statement);
    return error;
  }
  duckdb_destroy_pending(&pending);
  duckdb_destroy_prepare(&statement);
  return Stream(result, spill_folder_);
}

void Column::set_views(std::span<const std::string_view> texts) const {
  static constexpr std::size_t kInlined = sizeof(duckdb_string_t::value.inlined.inlined);
  auto* const out = data<duckdb_string_t>();
  for (std::size_t row = 0; row < texts.size(); ++row) {
    const std::string_view text = texts[row];
    duckdb_string_t& cell = out[row];
    cell = {};  // DuckDB compares the padding of short texts too
    cell.value.inlined.length = static_cast<std::uint32_t>(text.size());
    if (text.empty()) {
      set_null(row);
    } else if (text.size() <= kInlined) {
      std::memcpy(cell.value.inlined.inlined, text.data(), text.size());
    } else {
      std::memcpy(cell.value.pointer.prefix, text.data(), sizeof cell.value.pointer.prefix);
      cell.value.pointer.ptr = const_cast<char*>(text.data());  // DuckDB only reads it
    }
  }
}

struct Database::ProducedTable {
  std::vector<ColumnType> columns;
  std::function<Producer()> make_producer;
  unsigned threads;

  static void bind(duckdb_bind_info info) {
    const auto* table = static_cast<const ProducedTable*>(duckdb_bind_get_extra_info(info));
    for (const ColumnType& column : table->columns) {
      duckdb_logical_type type = duckdb_create_logical_type(column.type);
      duckdb_bind_add_result_column(info, column.name.c_str(), type);
      duckdb_destroy_logical_type(&type);
    }
  }
  static void init(duckdb_init_info info) {
    duckdb_init_set_max_threads(info, static_cast<const ProducedTable*>(duckdb_init_get_extra_info(info))->threads);
  }
  static void init_thread(duckdb_init_info info) {
    const auto* table = static_cast<const ProducedTable*>(duckdb_init_get_extra_info(info));
    try {
      duckdb_init_set_init_data(info, std::make_unique<Producer>(table->make_producer()).release(),
                                [](void* data) { delete static_cast<Producer*>(data); });
    } catch (const std::exception& error) {
      duckdb_init_set_error(info, error.what());
    }
  }
  static void produce(duckdb_function_info info, duckdb_data_chunk output) {
    const auto* table = static_cast<const ProducedTable*>(duckdb_function_get_extra_info(info));
    const auto& producer = *static_cast<const Producer*>(duckdb_function_get_local_init_data(info));
    try {
      std::vector<Column> columns;
      columns.reserve(table->columns.size());
      for (std::size_t i = 0; i < table->columns.size(); ++i) {
        columns.emplace_back(duckdb_data_chunk_get_vector(output, i));
      }
      duckdb_data_chunk_set_size(output, producer(columns, duckdb_vector_size()));
    } catch (const std::exception& error) {
      duckdb_function_set_error(info, error.what());
    }
  }
};

Result<void> Database::add_table(const std::string& name, std::vector<ColumnType> columns,
                                 std::function<Producer()> make_producer, unsigned threads) {
  auto table = std::make_unique<ProducedTable>(std::move(columns), std::move(make_producer), threads);
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, name.c_str());
  duckdb_table_function_set_extra_info(function, table.release(),
                                       [](void* data) { delete static_cast<ProducedTable*>(data); });
  duckdb_table_function_set_bind(function, &ProducedTable::bind);
  duckdb_table_function_set_init(function, &ProducedTable::init);
  duckdb_table_function_set_local_init(function, &ProducedTable::init_thread);
  duckdb_table_function_set_function(function, &ProducedTable::produce);
  const duckdb_state state = duckdb_register_table_function(connection_, function);
  duckdb_destroy_table_function(&function);
  if (state != DuckDBSuccess) return fail(ErrorCode::library_failed, "DuckDB takes no table function");
  return {};
}

std::string literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string identifier(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace tidewaiter::tables::duck
