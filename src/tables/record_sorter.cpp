#include "tables/record_sorter.h"

#include <optional>
#include <utility>

#include "tables/duckdb_handle.h"

namespace tidewaiter::tables {

struct RecordSorter::State {
  duck::Database database;
  std::optional<duck::Stream> stream;  // after the database, so that it is closed before it
  std::size_t rows = 0;
  std::size_t row = 0;
};

RecordSorter::RecordSorter(std::unique_ptr<State> state) : state_(std::move(state)) {}
RecordSorter::RecordSorter(RecordSorter&&) noexcept = default;
RecordSorter& RecordSorter::operator=(RecordSorter&&) noexcept = default;
RecordSorter::~RecordSorter() = default;

Result<RecordSorter> RecordSorter::open(Source source, unsigned threads, const std::filesystem::path& folder) {
  TIDEWAITER_TRY(duck::Database database, duck::Database::open({.threads = threads, .folder = folder}));
  const auto produce = [source = std::move(source)](std::span<const duck::Column> columns, std::size_t capacity) {
    std::size_t row = 0;
    for (KeyedRecord item; row < capacity && source(item); ++row) {
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
  TIDEWAITER_CHECK(database.add_table("records",
                                      {{"key", DUCKDB_TYPE_BLOB},
                                       {"file", DUCKDB_TYPE_UINTEGER},
                                       {"record", DUCKDB_TYPE_UBIGINT},
                                       {"byte", DUCKDB_TYPE_UBIGINT},
                                       {"line", DUCKDB_TYPE_UBIGINT},
                                       {"length", DUCKDB_TYPE_UINTEGER},
                                       {"fault", DUCKDB_TYPE_UTINYINT}},
                                      produce));
  TIDEWAITER_TRY(duck::Stream stream, database.stream("SELECT * FROM records() ORDER BY key, file, record"));
  auto state = std::make_unique<State>(std::move(database), std::nullopt);
  state->stream.emplace(std::move(stream));
  TIDEWAITER_TRY(state->rows, state->stream->next());  // the first chunk comes when everything is sorted
  return RecordSorter(std::move(state));
}

Result<bool> RecordSorter::next(KeyedRecord& out) {
  State& state = *state_;
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
