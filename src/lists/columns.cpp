#include "lists/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "text/fold.h"

namespace tidewaiter::lists {
namespace {

constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

}  // namespace

std::string column_key(std::string_view name) {
  std::string key = text::fold(name);
  std::erase_if(key, [](char c) { return c == ' ' || c == '_'; });
  return key;
}

bool has_column(std::span<const std::string> names, std::string_view wanted) {
  const std::string key = column_key(wanted);
  return std::ranges::any_of(names, [&](const std::string& name) { return column_key(name) == key; });
}

std::string_view Row::operator[](std::size_t column) const {
  const std::size_t place = columns_[column];
  return place < fields_.size() ? fields_[place] : std::string_view();
}

bool Row::ends_before(std::size_t column) const {
  return columns_[column] != kAbsent && columns_[column] >= fields_.size();
}

bool Row::blank() const {
  return std::ranges::all_of(
      fields_.cells(), [](std::string_view cell) { return cell.find_first_not_of(" \t") == std::string_view::npos; });
}

std::string Row::where(const std::string& file) const { return fmt::format("{}:{}", file, line_); }

Rows::Rows(std::string_view bytes, std::string file, tables::CsvHeader header)
    : bytes_(bytes),
      file_(std::move(file)),
      header_(std::move(header)),
      scanner_(bytes, header_.dialect, header_.names.size(), header_.body) {
  for (std::size_t i = 0; i < header_.names.size(); ++i) {
    if (!header_.names[i].empty()) named_ = i + 1;
  }
}

Result<Rows> Rows::open(std::string_view bytes, std::string file, std::span<const std::string_view> columns) {
  TIDEWAITER_TRY(tables::CsvHeader header, tables::read_csv_header(bytes, file));
  Rows rows(bytes, std::move(file), std::move(header));
  rows.columns_.assign(columns.size(), kAbsent);
  std::vector<std::string> keys;
  for (const std::string_view column : columns) keys.push_back(column_key(column));
  for (std::size_t i = 0; i < rows.header_.names.size(); ++i) {
    const std::string& written = rows.header_.names[i];
    const auto found = std::ranges::find(keys, column_key(written));
    if (found == keys.end()) {
      if (!written.empty()) rows.ignored_.push_back(written);
      continue;
    }
    std::size_t& place = rows.columns_[static_cast<std::size_t>(found - keys.begin())];
    if (place != kAbsent) {
      return fail(ErrorCode::bad_format, fmt::format("the column \"{}\" is there twice", written),
                  fmt::format("{}:{}", rows.file_, rows.header_.line), "remove or rename one of them");
    }
    place = i;
  }
  if (rows.columns_[0] == kAbsent) {
    return fail(ErrorCode::missing_column, fmt::format("there is no column \"{}\"", columns[0]),
                fmt::format("{}:{}", rows.file_, rows.header_.line),
                fmt::format("the file has {}", fmt::join(rows.header_.names, ", ")));
  }
  return rows;
}

const Row* Rows::next(std::vector<ImportNote>& notes, Short on_short) {
  tables::RecordRef record;
  while (scanner_.next(record)) {
    const auto lost = [&](std::string message) {
      notes.push_back({fmt::format("{}:{}", file_, record.line), std::move(message), true});
    };
    tables::RecordFault fault = record.fault;
    if (fault == tables::RecordFault::none) {
      fault = row_.fields_.split(bytes_.substr(record.byte, record.length), header_.dialect);
    }
    if (fault != tables::RecordFault::none) {
      lost(fmt::format("the row cannot be read: {}", tables::reason(fault)));
      continue;
    }
    const std::size_t cells = row_.fields_.size();
    if (cells < named_ && record.byte + record.length == bytes_.size()) {
      lost(fmt::format("the row has {} cells, the header {}, and no line break behind it: the file is cut short here",
                       cells, header_.names.size()));
      continue;
    }
    if (cells > header_.names.size() || (cells < named_ && on_short == Short::lost)) {
      lost(fmt::format("the row has {} cells, the header {}", cells, header_.names.size()));
      continue;
    }
    row_.line_ = record.line;
    row_.columns_ = columns_;
    return &row_;
  }
  return nullptr;
}

}  // namespace tidewaiter::lists
