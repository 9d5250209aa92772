#include "tables/parquet_table.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tables/duckdb_handle.h"
#include "tables/spool.h"

namespace tidewaiter::tables {
namespace {

constexpr std::size_t kDeepest = 16;  // structures within each other

struct ParquetColumn {
  std::string name;
  std::string text;   // SQL: its text
  std::string joins;  // SQL: whether a value of the list holds what stands between values; empty: no list
};

bool is_nested(std::string_view type) {
  return type.ends_with(']') || type.starts_with("STRUCT(") || type.starts_with("MAP(") || type.starts_with("UNION(");
}

class ParquetReader {
 public:
  ParquetReader(duck::Database& database, const InputFile& file)
      : database_(database),
        name_(file.name()),
        // DuckDB opens files by path, and this one may have none. What a writer left unmarked is text.
        source_(fmt::format("read_parquet({}, binary_as_string = true)",
                            duck::literal(fmt::format("/proc/self/fd/{}", file.descriptor())))) {}

  Result<void> find_columns() { return find_columns("*", {}, {}, 0); }
  const std::vector<ParquetColumn>& columns() const { return columns_; }

  Result<void> read(RowSpool& spool) {
    std::string select;
    std::size_t lists = 0;
    for (const ParquetColumn& column : columns_) select += fmt::format("{}{}", select.empty() ? "" : ", ", column.text);
    for (const ParquetColumn& column : columns_) {
      if (column.joins.empty()) continue;
      select += fmt::format(", {}", column.joins);
      ++lists;
    }
    TIDEWAITER_TRY(duck::Stream stream, stream_of(fmt::format("SELECT {} FROM {}", select, source_)));
    for (;;) {
      auto rows = stream.next();
      if (!rows) return damaged(rows.error());
      if (*rows == 0) return {};
      for (std::size_t row = 0; row < *rows; ++row) TIDEWAITER_CHECK(add(stream, row, lists, spool));
    }
  }

 private:
  Result<duck::Stream> stream_of(const std::string& sql) {
    auto stream = database_.stream(sql);
    if (!stream) return damaged(stream.error());
    return stream;
  }
  std::unexpected<Error> damaged(const Error& error) const {
    if (error.code == ErrorCode::out_of_memory || error.code == ErrorCode::interrupted ||
        error.code == ErrorCode::file_unwritable) {
      return std::unexpected(error);
    }
    std::string why = error.message;
    const std::string_view asked = " in file '/proc/self/fd/";  // where it stands for DuckDB says nothing to people
    if (const std::size_t at = why.find(asked); at != std::string::npos) {
      why.erase(at, why.find('\'', at + asked.size()) + 1 - at);
    }
    return fail(ErrorCode::bad_format, fmt::format("this Parquet file cannot be read: {}", why), name_,
                "write it again where it was made");
  }

  Result<void> find_columns(const std::string& what, const std::string& outer, const std::string& prefix,
                            std::size_t depth) {
    std::vector<std::pair<std::string, std::string>> found;
    {
      TIDEWAITER_TRY(
          duck::Stream stream,
          stream_of(fmt::format("SELECT column_name, column_type FROM (DESCRIBE SELECT {} FROM {})", what, source_)));
      for (;;) {
        auto rows = stream.next();
        if (!rows) return damaged(rows.error());
        if (*rows == 0) break;
        for (std::size_t row = 0; row < *rows; ++row) {
          found.emplace_back(duck::text_at(stream.column(0), row), duck::text_at(stream.column(1), row));
        }
      }
    }
    for (const auto& [name, type] : found) {
      const std::string value =
          outer.empty() ? duck::identifier(name) : fmt::format("struct_extract({}, {})", outer, duck::literal(name));
      const std::string full = prefix.empty() ? name : fmt::format("{}_{}", prefix, name);
      if (type.starts_with("STRUCT(") && !type.ends_with(']') && depth < kDeepest) {
        TIDEWAITER_CHECK(find_columns(fmt::format("unnest({})", value), value, full, depth + 1));
      } else if (type.ends_with("[]") && !is_nested(type.substr(0, type.size() - 2))) {
        columns_.push_back(
            {full, fmt::format("array_to_string(list_transform({}, lambda v: coalesce(v::VARCHAR, '')), '|')", value),
             fmt::format("len(list_filter({}, lambda v: contains(v::VARCHAR, '|'))) > 0", value)});
      } else if (is_nested(type)) {
        columns_.push_back({full + "[]", "NULL::VARCHAR", {}});
      } else {
        columns_.push_back({full, fmt::format("{}::VARCHAR", value), {}});
      }
    }
    return {};
  }

  Result<void> add(const duck::Stream& stream, std::size_t row, std::size_t lists, RowSpool& spool) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const duckdb_vector vector = stream.column(i);
      spool.cell(duck::is_null(vector, row) ? std::string_view{} : duck::text_at(vector, row));
    }
    std::size_t list = columns_.size();
    for (std::size_t i = 0; lists > 0 && i < columns_.size(); ++i) {
      if (columns_[i].joins.empty()) continue;
      const duckdb_vector vector = stream.column(list++);
      const bool joins = !duck::is_null(vector, row) && static_cast<bool*>(duck::duckdb_vector_get_data(vector))[row];
      if (!joins) continue;
      return spool.end_faulty_row(columns_[i].name, duck::text_at(stream.column(i), row),
                                  "a value of the list holds '|', which stands between values");
    }
    return spool.end_row();
  }

  duck::Database& database_;
  std::string name_;
  std::string source_;
  std::vector<ParquetColumn> columns_;
};

}  // namespace

bool looks_like_parquet(std::string_view bytes) { return bytes.starts_with("PAR1"); }

Result<CsvFile> read_parquet_table(InputFile file, Stop stop) {
  if (file.descriptor() < 0) {
    Spool spool(stop, 0);  // a file from the first byte on
    TIDEWAITER_CHECK(spool.add(file.bytes()));
    TIDEWAITER_TRY(file, std::move(spool).finish(file.name()));
  }
  TIDEWAITER_TRY(duck::Database database, duck::Database::open({.folder = {}, .stop = stop}));
  TIDEWAITER_CHECK(database.run("SET TimeZone = 'UTC'"));  // an instant is the same day wherever it is read
  ParquetReader reader(database, file);
  TIDEWAITER_CHECK(reader.find_columns());
  std::vector<std::string> names;
  for (const ParquetColumn& column : reader.columns()) names.push_back(column.name);
  RowSpool spool(names.size(), stop);
  TIDEWAITER_CHECK(reader.read(spool));
  TIDEWAITER_TRY(InputFile made, std::move(spool).finish(file.name()));
  return made_table(std::move(made), std::move(names));
}

}  // namespace tidewaiter::tables
