#include "judge/column_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "tables/cell.h"
#include "tables/column_name.h"
#include "tables/csv_table.h"

namespace tidewaiter::judge {

Result<ColumnTable> ColumnTable::read(const std::filesystem::path& path, std::span<const std::string_view> wanted) {
  TIDEWAITER_TRY(tables::InputFile input, tables::InputFile::open(path));
  TIDEWAITER_TRY(const tables::CsvFile file, tables::open_csv(std::move(input)));
  ColumnTable table;
  table.file_ = file.input.name();
  table.header_ = file.header.names;
  std::vector<std::string> folded, wanted_folded;
  for (const std::string& name : table.header_) folded.push_back(tables::fold_column_name(name));
  for (const std::string_view name : wanted) wanted_folded.push_back(tables::fold_column_name(name));
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (!wanted.empty() && std::ranges::find(wanted_folded, folded[i]) == wanted_folded.end()) continue;
    if (std::ranges::find(folded.begin(), folded.begin() + static_cast<std::ptrdiff_t>(i), folded[i]) !=
        folded.begin() + static_cast<std::ptrdiff_t>(i)) {
      return fail(ErrorCode::bad_format, fmt::format("the column {} is there twice", table.header_[i]),
                  fmt::format("{}:{}", table.file_, file.header.line));
    }
    kept.push_back(i);
    table.names_.push_back(table.header_[i]);
  }
  table.syms_.resize(kept.size());
  tables::CsvScanner scanner(file.input.bytes(), file.header.dialect, file.header.names.size(), file.header.body);
  tables::RecordFields fields;
  std::vector<Sym> last(kept.size(), Sym::missing);
  for (tables::RecordRef record; scanner.next(record);) {
    Reject reject;
    if (!tables::check_record(file, record, file.bytes(record), fields, reject)) {
      return fail(ErrorCode::bad_format, reject.reason, fmt::format("{}:{}", table.file_, record.line));
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const std::string_view cell = tables::trim_blanks(fields[kept[i]]);
      // A column often says the same as in the row before: a comparison is cheaper than a look-up.
      if (cell != table.pool_->text(last[i])) last[i] = table.pool_->intern(cell);
      table.syms_[i].push_back(last[i]);
    }
    table.lines_.push_back(static_cast<std::uint32_t>(record.line));
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

Result<std::string_view> ColumnTable::needed_text(std::size_t column, std::size_t row) const {
  const std::string_view text = cell(column, row);
  if (text.empty()) return fail(ErrorCode::bad_value, fmt::format("{} is empty", names_[column]), where(row));
  return text;
}

Result<double> ColumnTable::needed_number(std::size_t column, std::size_t row) const {
  TIDEWAITER_CHECK(needed_text(column, row));
  TIDEWAITER_TRY(const std::optional<double> value, number(column, row));
  return *value;
}

Result<Date> ColumnTable::needed_date(std::size_t column, std::size_t row) const {
  TIDEWAITER_CHECK(needed_text(column, row));
  TIDEWAITER_TRY(const std::optional<Date> day, date(column, row));
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
