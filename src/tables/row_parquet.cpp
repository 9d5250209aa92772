#include "tables/row_parquet.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "base/file.h"
#include "tables/duckdb_handle.h"

namespace tidewaiter::tables {
namespace {

// The longest row that is read: a shipment of ten thousand lines with its findings takes about a twentieth of it.
constexpr std::size_t kLongestRow = 128U << 20U;

std::string type_of(const SchemaType& type) {
  switch (type.kind) {
    case SchemaKind::text:
      return type.pattern == kDayPattern ? "DATE" : "VARCHAR";
    case SchemaKind::number:
      return "DOUBLE";
    case SchemaKind::integer:
      return "BIGINT";
    case SchemaKind::truth:
      return "BOOLEAN";
    case SchemaKind::array:
      return type_of(type.element.front()) + "[]";
    case SchemaKind::object:
      break;
  }
  std::string members;
  for (const SchemaMember& member : type.members) {
    members += fmt::format("{}{} {}", members.empty() ? "" : ", ", duck::identifier(member.name), type_of(member.type));
  }
  return fmt::format("STRUCT({})", members);
}

}  // namespace

Result<void> rows_to_parquet(const std::filesystem::path& ndjson, const RowSchema& schema,
                             const std::filesystem::path& path, Stop stop) {
  std::string columns;
  for (const SchemaMember& member : schema.row.members) {
    columns += fmt::format("{}{}: {}", columns.empty() ? "" : ", ", duck::literal(member.name),
                           duck::literal(type_of(member.type)));
  }
  const std::filesystem::path writing = writing_name(path);
  duck::Settings settings;
  settings.stop = stop;
  settings.memory_limit = "1GB";  // of which the longest row takes a part, once a thread
  TIDEWAITER_TRY(duck::Database database, duck::Database::open(settings));
  const Result<void> copied =
      database.run(fmt::format("COPY (SELECT * FROM read_json({}, format = 'newline_delimited', columns = {{{}}}, "
                               "maximum_object_size = {})) TO {} (FORMAT parquet, COMPRESSION zstd)",
                               duck::literal(ndjson.string()), columns, kLongestRow, duck::literal(writing.string())));
  std::error_code ignored;  // it may not be there
  if (!copied) {
    std::filesystem::remove(writing, ignored);
    if (copied.error().code == ErrorCode::interrupted || !copied.error().where.empty()) return copied;
    return fail(ErrorCode::file_unwritable, copied.error().message, path.string(),
                "check that the folder may be written to and has room");
  }
  if (std::rename(writing.c_str(), path.c_str()) != 0) {
    const int error = errno;
    std::filesystem::remove(writing, ignored);
    return fail(ErrorCode::file_unwritable, std::string("this cannot be written: ") + std::strerror(error),
                path.string(), "check that the folder may be written to and has room");
  }
  return {};
}

}  // namespace tidewaiter::tables
