#include "tables/record_sorter.h"

#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tables/duckdb_handle.h"

namespace tidewaiter::tables {

namespace {

struct HeldRecord {
  std::string key;
  std::uint32_t file;
  RecordRef record;
  auto order() const { return std::tie(key, file, record.record); }
  KeyedRecord view() const { return {key, file, record}; }
};

}  // namespace

struct RecordSorter::State {
  std::vector<HeldRecord> few;  // if there is no database
  std::unique_ptr<duck::Database> database;
  std::unique_ptr<duck::Stream> stream;  // after the database, so that it is closed before it
  std::size_t rows = 0;
  std::size_t row = 0;
};

RecordSorter::RecordSorter(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordSorter::RecordSorter(RecordSorter&&) noexcept = default;
RecordSorter& RecordSorter::operator=(RecordSorter&&) noexcept = default;
RecordSorter::~RecordSorter() = default;

Result<RecordSorter> RecordSorter::open(Source source, unsigned threads, const std::filesystem::path& folder,
                                        Stop stop) {
  auto state = std::make_unique<State>();
  std::vector<HeldRecord>& few = state->few;
  bool more = true;
  try {
    KeyedRecord item;
    for (std::size_t bytes = 0; few.size() < kFewRecords && bytes < kFewBytes && (more = source(item));) {
      few.push_back({std::string(item.key), item.file, item.record});
      bytes += item.key.size();
    }
    if (!more) {
      std::ranges::sort(few, {}, &HeldRecord::order);
      state->rows = few.size();
      return RecordSorter(std::move(state));
    }
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::out_of_memory, "there is not enough memory to order the records");
  } catch (const std::exception& error) {
    return fail(ErrorCode::library_failed, error.what());
  }

  TIDEWAITER_TRY(duck::Database database, duck::Database::open({.threads = threads, .folder = folder, .stop = stop}));
  state->database = std::make_unique<duck::Database>(std::move(database));
  auto next = [&few, at = std::size_t{0}, &source](KeyedRecord& item) mutable {
    if (at == few.size()) return source(item);
    item = few[at++].view();
    return true;
  };
  auto produce = [next](std::span<const duck::Column> columns, std::size_t capacity) mutable {
    std::size_t row = 0;
    for (KeyedRecord item; row < capacity && next(item); ++row) {
      columns[0].set_text(row, item.key);
      columns[1].data<std::uint32_t>()[row] = item.file;
      columns[2].data<std::uint64_t>()[row] = item.record.record;
      columns[3].data<std::uint64_t>()[row] = item.record.byte;
      columns[4].data<std::uint64_t>()[row] = item.record.line;
      columns[5].data<std::uint32_t>()[row] = item.record.length;
      columns[6].data<std::uint8_t>()[row] = std::to_underlying(item.record.fault);
    }
    return row;
  };
  // A BLOB compares by its bytes, whatever they are.
  TIDEWAITER_CHECK(state->database->add_table("records",
                                              {{"key", DUCKDB_TYPE_BLOB},
                                               {"file", DUCKDB_TYPE_UINTEGER},
                                               {"record", DUCKDB_TYPE_UBIGINT},
                                               {"byte", DUCKDB_TYPE_UBIGINT},
                                               {"line", DUCKDB_TYPE_UBIGINT},
                                               {"length", DUCKDB_TYPE_UINTEGER},
                                               {"fault", DUCKDB_TYPE_UTINYINT}},
                                              [produce] { return duck::Producer(produce); }));
  TIDEWAITER_TRY(duck::Stream stream, state->database->stream("SELECT * FROM records() ORDER BY key, file, record"));
  state->stream = std::make_unique<duck::Stream>(std::move(stream));
  TIDEWAITER_TRY(state->rows, state->stream->next());  // the first chunk comes when everything is read and sorted
  few = {};
  return RecordSorter(std::move(state));
}

Result<bool> RecordSorter::next(KeyedRecord& out) {
  State& state = *state_;
  if (!state.database) {
    if (state.row == state.rows) return false;
    out = state.few[state.row++].view();
    return true;
  }
  if (state.row == state.rows) {
    if (state.rows == 0) return false;
    TIDEWAITER_TRY(state.rows, state.stream->next());
    state.row = 0;
    if (state.rows == 0) return false;
  }
  const std::size_t row = state.row++;
  const duck::Stream& stream = *state.stream;
  const auto number = [&]<class T>(std::size_t column, T& value) {
    value = duck::Column(stream.column(column)).data<const T>()[row];
  };
  std::uint8_t fault = 0;
  out.key = duck::text_at(stream.column(0), row);
  number(1, out.file);
  number(2, out.record.record);
  number(3, out.record.byte);
  number(4, out.record.line);
  number(5, out.record.length);
  number(6, fault);
  out.record.fault = static_cast<RecordFault>(fault);
  return true;
}

}  // namespace tidewaiter::tables
