// Which column of a file is which field of a contract table: names are matched without case, spaces, underscores and
// hyphens, or as the user's column map says; near misses are suggested, never taken.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/fields.h"
#include "tables/csv.h"

namespace tidewaiter::ingest {

// The candidate whose name is nearest to `name`, if any is near enough to be meant.
std::optional<std::string_view> near_miss(std::string_view name, std::span<const std::string_view> candidates);

// The column among `columns` that may be meant by a field: the near miss, else one that has all words of the field
// ("ship date", "shipdate" for date), else one whose words the field has, in most of its letters ("description" for
// item_description, "end user" for end_user_name).
std::optional<std::string_view> column_meant(std::string_view field, std::span<const std::string_view> columns);

// "FILE: 2 columns are not used: price (did you mean …?), remark", for people; `free`: the fields that have no column.
// REQUIRES: unused is not empty.
std::string unused_columns_note(const std::string& file, std::span<const std::string> unused,
                                std::span<const std::string_view> free);

// `--map FILE`: a table with the columns `column,field`, and perhaps `rank`; an empty field says that the column is to
// be ignored. Where several columns of a file are one field, the one with the lowest rank is it, and its own name comes
// before all of them; without ranks that is an error. One map may name fields of several tables.
class ColumnMap {
 public:
  ColumnMap() = default;
  // A file, or the name of a preset. Errors: those of read_csv_table; missing_column; bad_value for a field that no
  // table has, a column that is mapped twice, a rank that is no number, or a row that cannot be read.
  // `encoding`: stated, for a file that is not UTF-8.
  static Result<ColumnMap> open(const std::filesystem::path& path, const std::string& encoding = {});
  // Several as one: files in their order, then presets. What an earlier one says of a column holds, and its columns of
  // a field come before those of a later one. Errors: those of each.
  static Result<ColumnMap> open(std::span<const std::filesystem::path> paths, const std::string& encoding = {});

  // The field that a column is mapped to ("" to ignore it), or nullopt if the map does not name it.
  std::optional<std::string_view> find(std::string_view column) const;
  // Its rank in the map, none if it has none.
  std::optional<unsigned> rank(std::string_view column) const;
  // The columns that it maps to a field, as it writes them, the lowest rank first.
  std::vector<std::string> columns_of(std::string_view field) const;
  bool empty() const { return meanings_.empty(); }
  // As a file that open() reads as the same map. REQUIRES: made of several, so that every column has a rank.
  std::string csv() const;

 private:
  struct Meaning {
    std::string field;
    std::optional<unsigned> rank;
    std::string column;  // as it is written
  };
  void add(const ColumnMap& later);
  std::map<std::string, Meaning, std::less<>> meanings_;  // by folded column
};

inline constexpr std::int32_t kNoColumn = -1;

struct ColumnPlan {
  std::vector<std::int32_t> column_of;  // by field; kNoColumn if the file does not have it
  std::vector<std::string> unused;      // names of the other columns, in their order
  std::vector<std::string> notes;       // for people: what is not used, with near misses
};

// Errors: bad_format if two columns are the same field.
Result<ColumnPlan> plan_columns(const tables::CsvHeader& header, const std::string& file,
                                std::span<const FieldInfo> fields, const ColumnMap& map);

// One error that names every missing requirement, with near misses among the unused columns; nullopt if none is
// missing, and the names by which the map knows them. A requirement is met by any one of its fields. Where one of the
// rows `below` has all that is required, the error says that it looks like the header.
std::optional<Error> missing_columns(const ColumnPlan& plan, const tables::CsvHeader& header, const std::string& file,
                                     std::span<const FieldInfo> fields,
                                     std::span<const std::vector<std::size_t>> requirements, const ColumnMap& map,
                                     std::span<const tables::CsvHeader> below = {});

}  // namespace tidewaiter::ingest
