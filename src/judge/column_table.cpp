#include "judge/column_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <set>
#include <utility>

#include "tables/cell.h"
#include "tables/column_name.h"
#include "tables/csv_table.h"

namespace tidewaiter::judge {

namespace {

constexpr std::uint64_t kReleaseBytes = std::uint64_t{8} << 20;  // what of a file stays mapped behind a read

// What a column said lately: most columns say few things, and a look here is cheaper than one into a pool of millions.
class Lately {
 public:
  Sym intern(std::string_view cell, StringPool& pool) {
    Sym& sym = syms_[place(cell)];
    if (cell != pool.text(sym)) sym = pool.intern(cell);
    return sym;
  }

 private:
  static constexpr std::size_t kBits = 13;  // 32 KiB a column, so that some columns stay in the second cache together
  static std::size_t place(std::string_view cell) {
    std::uint64_t ends[2] = {};  // the first and the last eight bytes
    const std::size_t length = std::min<std::size_t>(cell.size(), sizeof ends[0]);
    std::memcpy(&ends[0], cell.data(), length);
    std::memcpy(&ends[1], cell.data() + cell.size() - length, length);
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;  // 2^64 / golden ratio (Knuth, TAOCP 3, 6.4)
    return ((ends[0] * kOdd) ^ ends[1] ^ cell.size()) * kOdd >> (64 - kBits);
  }
  std::vector<Sym> syms_ = std::vector<Sym>(std::size_t{1} << kBits, Sym::missing);
};

}  // namespace

Result<ColumnTable> ColumnTable::read(const std::filesystem::path& path, std::span<const std::string_view> wanted) {
  std::vector<std::string> folded;
  for (const std::string_view name : wanted) folded.push_back(tables::fold_column_name(name));
  return read(path, [&](std::string_view name) {
    return wanted.empty() || std::ranges::find(folded, tables::fold_column_name(name)) != folded.end();
  });
}

Result<ColumnTable> ColumnTable::read(const std::filesystem::path& path,
                                      const std::function<bool(std::string_view)>& wanted) {
  TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open(path));
  TIDEWAITER_TRY(const tables::CsvFile file, tables::open_csv(std::move(input)));
  ColumnTable table;
  table.file_ = file.input.name();
  table.header_ = file.header.names;
  std::set<std::string> seen;
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < table.header_.size(); ++i) {
    const std::string& name = table.header_[i];
    if (!wanted(name)) continue;
    if (!seen.insert(tables::fold_column_name(name)).second) {
      return fail(ErrorCode::bad_format, fmt::format("the column {} is there twice", name),
                  fmt::format("{}:{}", table.file_, file.header.line));
    }
    kept.push_back(i);
    table.names_.push_back(name);
  }
  if (kept.empty()) {  // titles stand above the header, and the rows below have more cells than they
    for (const tables::CsvHeader& row : tables::rows_below(file)) {
      if (!std::ranges::any_of(row.names, wanted)) continue;
      return fail(ErrorCode::missing_column, "no column is one that is read here",
                  fmt::format("{}:{}", table.file_, file.header.line), tables::header_hint(table.file_, row));
    }
  }
  table.syms_.resize(kept.size());
  tables::CsvScanner scanner(file.input.bytes(), file.header.dialect, file.header.names.size(), file.header.body);
  tables::RecordFields fields;
  std::vector<Lately> lately(kept.size());
  std::uint64_t released = 0;  // of the mapped file: what was parsed is not needed again
  for (tables::RecordRef record; scanner.next(record);) {
    Reject reject;
    if (!tables::check_record(file, record, file.bytes(record), fields, reject)) {
      return fail(ErrorCode::bad_format, reject.reason, fmt::format("{}:{}", table.file_, record.line));
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const std::string_view cell = tables::trim_blanks(fields[kept[i]]);
      table.syms_[i].push_back(cell.empty() ? Sym::missing : lately[i].intern(cell, *table.pool_));
    }
    table.lines_.push_back(static_cast<std::uint32_t>(record.line));
    if (record.byte > released + kReleaseBytes) {
      file.input.release(released, record.byte);
      released = record.byte;
    }
  }
  return table;
}

std::optional<std::size_t> ColumnTable::find(std::string_view name) const {
  const auto found = std::ranges::find(names_, tables::fold_column_name(name), tables::fold_column_name);
  if (found == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names_.begin());
}

Result<std::size_t> ColumnTable::column(std::string_view name) const {
  if (const auto found = find(name)) return *found;
  return fail(ErrorCode::missing_column, fmt::format("there is no column {}", name), file_,
              fmt::format("the columns are: {}", fmt::join(header_, ", ")));
}

std::string ColumnTable::where(std::size_t row) const { return fmt::format("{}:{}", file_, lines_[row]); }

Result<std::optional<double>> ColumnTable::number(std::size_t column, std::size_t row) const {
  const std::string_view text = cell(column, row);
  if (text.empty()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) {
    return fail(
        ErrorCode::bad_value,
        fmt::format("{}: \"{}\" is no number", names_[column], tables::printable(text, tables::kRejectValueBytes)),
        where(row));
  }
  return value;
}

Result<std::optional<Date>> ColumnTable::date(std::size_t column, std::size_t row) const {
  const std::string_view text = cell(column, row);
  if (text.empty()) return std::nullopt;
  const std::optional<Date> day = parse_date(text);
  if (!day) {
    return fail(ErrorCode::bad_value,
                fmt::format("{}: \"{}\" is no day", names_[column], tables::printable(text, tables::kRejectValueBytes)),
                where(row), "days are written YYYY-MM-DD");
  }
  return day;
}

namespace {

std::unexpected<Error> empty_cell(std::string_view column, std::string where) {
  return fail(ErrorCode::bad_value, fmt::format("{} is empty", column), std::move(where));
}

}  // namespace

Result<std::string_view> ColumnTable::needed_text(std::size_t column, std::size_t row) const {
  const std::string_view text = cell(column, row);
  if (text.empty()) return empty_cell(names_[column], where(row));
  return text;
}

Result<double> ColumnTable::needed_number(std::size_t column, std::size_t row) const {
  TIDEWAITER_TRY(const std::optional<double> value, number(column, row));
  if (!value) return empty_cell(names_[column], where(row));
  return *value;
}

Result<Date> ColumnTable::needed_date(std::size_t column, std::size_t row) const {
  TIDEWAITER_TRY(const std::optional<Date> day, date(column, row));
  if (!day) return empty_cell(names_[column], where(row));
  return *day;
}

Result<std::filesystem::path> find_table(const std::filesystem::path& folder, std::string_view name) {
  for (const std::string_view ending : {".csv", ".csv.gz", ".csv.zst", ".ndjson", ".parquet"}) {
    std::filesystem::path path = folder / fmt::format("{}{}", name, ending);
    std::error_code error;
    if (std::filesystem::exists(path, error)) return path;
  }
  return fail(ErrorCode::file_not_found, fmt::format("there is no table {}", name),
              (folder / fmt::format("{}.csv", name)).string(), "name a folder that `tidewaiter simulate` wrote");
}

}  // namespace tidewaiter::judge
