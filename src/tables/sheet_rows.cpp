#include "tables/sheet_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "tables/cell.h"

namespace tidewaiter::tables {
namespace {

// Excel's limits (its "specifications and limits").
constexpr std::uint64_t kMostRows = 1'048'576;
constexpr std::size_t kMostColumns = 16'384;

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// "AB12" -> 27; nullopt if it is no place.
std::optional<std::size_t> column_of(std::string_view place) {
  std::size_t column = 0;
  std::size_t letters = 0;
  for (; letters < place.size() && is_upper(place[letters]); ++letters) {
    column = 26 * column + static_cast<std::size_t>(place[letters] - 'A') + 1;
    if (column > kMostColumns) return std::nullopt;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

std::string letters_of(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(0, 1, static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

// _x000D_ in a text stands for the character of that number (22.9.2.19).
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    if (text.substr(i).starts_with("_x") && text.size() - i >= 7 && text[i + 6] == '_') {
      const auto read = std::from_chars(text.data() + i + 2, text.data() + i + 6, code, 16);
      if (read.ec == std::errc{} && read.ptr == text.data() + i + 6 && code < 0x80) {
        out += static_cast<char>(code);
        i += 6;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

}  // namespace

void SheetReader::damaged(const std::string& why) {
  stop({ErrorCode::bad_format, fmt::format("the workbook is damaged: {}", why), fmt::format("{}:{}", file_, row_),
        "open it where it was made, save it again, or save the sheet as CSV (UTF-8)"});
}

void SheetReader::open(std::string_view name, const Attributes& attributes) {
  if (name == "row") {
    const std::string_view at = find(attributes, "r");
    const auto number = at.empty() ? std::optional(row_ + 1) : number_of(at);
    if (!number || *number <= row_ || *number > kMostRows) {
      return damaged(fmt::format("row \"{}\" follows row {}", printable(at, 20), row_));
    }
    row_ = *number;
    cells_.clear();
    fault_.reset();
    next_ = 0;
  } else if (name == "c") {
    begin_cell(attributes);
  } else if (name == "f") {
    formula_ = true;
  } else if (name == "rPh") {
    in_reading_ = true;
  } else if (name == "v" || (name == "t" && !in_reading_)) {
    in_value_ = in_cell_;
  }
}

void SheetReader::begin_cell(const Attributes& attributes) {
  const std::string_view place = find(attributes, "r");
  if (!place.empty()) {
    const auto column = column_of(place);
    if (!column) return damaged(fmt::format("\"{}\" is no place of a cell", printable(place, 20)));
    if (*column < next_) return damaged(fmt::format("the cell {} stands twice", printable(place, 20)));
    column_ = *column;
  } else {
    column_ = next_;
    if (column_ >= kMostColumns) return damaged("a row has too many cells");
  }
  next_ = column_ + 1;
  kind_ = find(attributes, "t");
  style_ = find(attributes, "s");
  value_.clear();
  formula_ = false;
  in_cell_ = true;
}

void SheetReader::text(std::string_view piece) {
  if (!in_value_) return;
  value_ += piece;
  if (value_.size() > kMaxRecordBytes) damaged("a cell is longer than 16 MiB");
}

void SheetReader::close(std::string_view name) {
  if (name == "v" || name == "t") in_value_ = false;
  if (name == "rPh") in_reading_ = false;
  if (name == "c" && in_cell_) end_cell();
  if (name == "row") {
    if (auto ended = end_row(); !ended) stop(std::move(ended).error());
  }
}

void SheetReader::end_cell() {
  in_cell_ = false;
  std::string text;
  std::string problem;
  if (kind_ == "s") {
    const auto number = number_of(value_);
    const auto shared = number ? context_.texts.at(static_cast<std::size_t>(*number)) : std::nullopt;
    if (!shared && !value_.empty()) {
      return damaged(fmt::format("the cell {}{} refers to a text that is not there", letters_of(column_), row_));
    }
    text = unescaped(shared.value_or(std::string_view{}));
  } else if (kind_ == "inlineStr" || kind_ == "str") {
    text = unescaped(value_);
  } else if (kind_ == "b") {
    text = value_ == "1" ? "TRUE" : value_ == "0" ? "FALSE" : value_;
  } else if (kind_ == "e") {
    text = value_;
    problem = fmt::format("the cell {}{} holds an error", letters_of(column_), row_);
  } else if (kind_ == "d") {
    text = value_;
  } else {
    const auto style = number_of(style_).value_or(0);
    static const CellFormat kPlain;
    const CellFormat& format = style < context_.formats.size() ? context_.formats[style] : kPlain;
    text = format.text(value_, context_.from_1904);
    if (!format.currency().empty() && !text.empty()) ++currencies_[{column_, std::string(format.currency())}];
  }
  if (formula_ && value_.empty() && kind_ != "str") {
    problem = fmt::format("the cell {}{} holds a formula without its value: open the workbook and save it",
                          letters_of(column_), row_);
  }
  if (!problem.empty() && !fault_) fault_ = Fault{column_, text, std::move(problem)};
  if (trim_blanks(text).empty() && !(fault_ && fault_->column == column_)) return;
  cells_.resize(column_);
  cells_.push_back(std::move(text));
}

Result<void> SheetReader::end_row() {
  if (cells_.empty()) return {};
  const auto names = [&] {
    std::vector<std::string> trimmed;
    for (const std::string& cell : cells_) trimmed.emplace_back(trim_blanks(cell));
    return trimmed;
  };
  if (!rows_) {
    header_row_ = written_ = row_;
    names_ = names();
    rows_.emplace(names_.size());
    return {};
  }
  if (below_.size() < kRowsBelow) below_.push_back({{.made = true}, names(), row_, {}});
  for (; written_ + 1 < row_; ++written_) TIDEWAITER_CHECK(rows_->blank_row());
  written_ = row_;
  if (cells_.size() > names_.size()) ++beyond_;
  for (std::size_t i = 0; i < std::min(cells_.size(), names_.size()); ++i) rows_->cell(cells_[i]);
  if (!fault_ || fault_->column >= names_.size() || names_[fault_->column].empty()) return rows_->end_row();
  return rows_->end_faulty_row(names_[fault_->column], fault_->value, fault_->reason);
}

Result<CsvFile> SheetReader::finish() && {
  if (!rows_) {
    return fail(ErrorCode::empty_file, "the sheet holds no row", file_,
                "its first row must name the columns; --sheet names another sheet");
  }
  TIDEWAITER_TRY(InputFile made, std::move(*rows_).finish(file_));
  CsvFile table = made_table(std::move(made), std::move(names_), header_row_);
  table.sheet_below = std::move(below_);
  for (const auto& [key, cells] : currencies_) table.currencies.push_back({key.first, key.second, cells});
  if (beyond_ > 0) {
    table.notes.push_back(fmt::format("{}: {} have values right of the last named column; they are not used", file_,
                                      beyond_ == 1 ? "1 row" : fmt::format("{} rows", beyond_)));
  }
  return table;
}

}  // namespace tidewaiter::tables
