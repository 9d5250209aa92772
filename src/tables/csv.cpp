#include "tables/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/utf8.h"
#include "tables/cell.h"

namespace tidewaiter::tables {

std::string_view reason(RecordFault fault) {
  switch (fault) {
    case RecordFault::none:
      return "well formed";
    case RecordFault::stray_quote:
      return "a quote stands inside a cell that does not begin with one; write the cell in quotes and double the quote";
    case RecordFault::text_after_quote:
      return "text follows the closing quote of a cell; double a quote that belongs to the text";
    case RecordFault::unclosed_quote:
      return "a quoted cell is not closed on its line, and reading on over the next lines gives no good row";
    case RecordFault::too_long:
      return "the row is longer than 16 MiB";
  }
  return "unreadable";
}

std::size_t CsvScanner::Finder::first(std::string_view bytes, std::size_t at, std::size_t limit) {
  if (at >= limit) return limit;
  if (found && known >= at) return std::min(known, limit);
  if (!found && known >= limit) return limit;
  const std::size_t from = found ? at : std::max(at, known);
  const void* hit = std::memchr(bytes.data() + from, byte, limit - from);
  found = hit != nullptr;
  known = found ? static_cast<std::size_t>(static_cast<const char*>(hit) - bytes.data()) : limit;
  return known;
}

CsvScanner::CsvScanner(std::string_view bytes, Dialect dialect, std::size_t columns, ScanStart start)
    : bytes_(bytes),
      dialect_(dialect),
      columns_(columns),
      at_(static_cast<std::size_t>(start.byte)),
      line_(start.line),
      record_(start.record) {}

std::size_t CsvScanner::line_end(std::size_t at) {
  // Searched by windows: a file that ends its lines in CR alone has no LF, and looking for one must not read it all.
  for (std::size_t window = 4096;; window *= 2) {
    const std::size_t limit = std::min(bytes_.size(), at + window);
    const std::size_t lf = lf_.first(bytes_, at, limit);
    const std::size_t end = cr_.first(bytes_, at, lf);
    if (end < limit || limit == bytes_.size()) return end;
  }
}

std::size_t CsvScanner::after_break(std::size_t end) const {
  if (end == bytes_.size()) return end;
  const bool crlf = bytes_[end] == '\r' && end + 1 < bytes_.size() && bytes_[end + 1] == '\n';
  return end + (crlf ? 2 : 1);
}

std::uint64_t CsvScanner::breaks(std::size_t from, std::size_t to) const {
  std::uint64_t count = 0;
  for (std::size_t i = from; i < to; ++i) {
    count += bytes_[i] == '\n' || (bytes_[i] == '\r' && !(i + 1 < bytes_.size() && bytes_[i + 1] == '\n')) ? 1 : 0;
  }
  return count;
}

bool CsvScanner::next(RecordRef& out) {
  while (at_ < bytes_.size() && (bytes_[at_] == '\n' || bytes_[at_] == '\r')) {
    at_ = after_break(at_);
    ++line_;
  }
  if (at_ >= bytes_.size()) return false;

  const std::size_t start = at_;
  const std::size_t first_end = line_end(start);
  const std::size_t limit = std::min(bytes_.size(), start + kMaxRecordBytes);
  const Finder saved[] = {lf_, cr_, quote_};
  RecordFault fault = first_end > limit ? RecordFault::too_long : RecordFault::none;
  std::size_t end = first_end;
  std::size_t at = start;
  std::size_t close = start;
  while (fault == RecordFault::none) {
    const std::size_t open = quote_.first(bytes_, at, end);
    if (open == end) break;  // the rest of the line holds no quote
    if (open != start && bytes_[open - 1] != dialect_.delimiter) {
      fault = RecordFault::stray_quote;
      break;
    }
    close = open + 1;
    for (;;) {
      close = quote_.first(bytes_, close, limit);
      if (close >= limit || close + 1 == bytes_.size() || bytes_[close + 1] != '"') break;
      close += 2;
    }
    if (close >= limit) {
      fault = RecordFault::unclosed_quote;
      break;
    }
    at = close + 1;
    if (at < bytes_.size() && bytes_[at] != dialect_.delimiter && bytes_[at] != '\n' && bytes_[at] != '\r') {
      fault = RecordFault::text_after_quote;
    } else if (at > end) {
      end = line_end(at);
      if (end > limit) fault = RecordFault::too_long;
    }
  }
  if (fault != RecordFault::none && close > first_end) fault = RecordFault::unclosed_quote;
  if (fault == RecordFault::none && end != first_end && columns_ != 0 && !dialect_.made) {
    RecordFields fields;
    fields.split(bytes_.substr(start, end - start), dialect_, columns_ + 1);
    if (fields.size() != columns_) fault = RecordFault::unclosed_quote;
  }

  out.byte = start;
  out.record = record_++;
  out.line = line_;
  out.fault = fault;
  if (fault != RecordFault::none) {
    end = first_end;  // only the first physical line is lost; go on after it with what was known there
    lf_ = saved[0];
    cr_ = saved[1];
    quote_ = saved[2];
  } else if (end != first_end && !dialect_.made) {
    line_ += breaks(first_end, end);
  }
  out.length = static_cast<std::uint32_t>(std::min(end - start, kMaxRecordBytes));
  at_ = after_break(end);
  ++line_;
  return true;
}

namespace {

// Excel's first line "sep=;", which says what separates the columns and is no row.
std::optional<char> stated_delimiter(std::string_view bytes) {
  constexpr std::string_view kWord = "sep=";
  if (bytes.size() <= kWord.size()) return std::nullopt;
  for (std::size_t i = 0; i < kWord.size(); ++i) {
    if (bytes[i] != kWord[i] && !(i < 3 && bytes[i] == kWord[i] - 'a' + 'A')) return std::nullopt;
  }
  const std::string_view line = bytes.substr(0, bytes.find_first_of("\r\n"));
  return line.size() == kWord.size() + 1 ? std::optional<char>(line.back()) : std::nullopt;
}

}  // namespace

Result<CsvHeader> read_csv_header(std::string_view bytes, const std::string& file, std::string_view encoding) {
  ScanStart start;
  start.byte = bytes.size() - without_byte_order_mark(bytes).size();
  std::vector<char> delimiters{',', ';', '\t'};
  if (const auto stated = stated_delimiter(bytes.substr(start.byte))) {
    if (std::ranges::find(delimiters, *stated) == delimiters.end()) {
      return fail(ErrorCode::bad_format,
                  fmt::format("the first line says that '{}' separates the columns", printable({&*stated, 1}, 4)),
                  fmt::format("{}:1", file), "separate them by commas, semicolons or tabs");
    }
    delimiters = {*stated};
    start.byte = bytes.find_first_of("\r\n", start.byte);
    if (start.byte == std::string_view::npos) start.byte = bytes.size();
    if (bytes.substr(start.byte).starts_with("\r\n")) ++start.byte;
    if (start.byte < bytes.size()) ++start.byte;
    ++start.line;
  }

  std::optional<CsvHeader> best;
  RecordRef record;
  RecordFields fields;
  for (const char delimiter : delimiters) {
    CsvScanner scanner(bytes, Dialect{delimiter}, 0, start);
    if (!scanner.next(record)) {
      return fail(ErrorCode::empty_file, "the file holds no header and no rows", file,
                  "the first line must name the columns");
    }
    if (record.fault != RecordFault::none) continue;
    fields.split(bytes.substr(static_cast<std::size_t>(record.byte), record.length), Dialect{delimiter});
    if (best && fields.size() <= best->names.size()) continue;
    best = CsvHeader{{delimiter}, {}, record.line, scanner.position()};
    best->body.record = 1;
    for (const std::string_view name : fields.cells()) best->names.emplace_back(trim_blanks(name));
  }
  const std::string where = fmt::format("{}:{}", file, record.line);
  if (!best) {
    return fail(ErrorCode::bad_format, fmt::format("the header cannot be read: {}", reason(record.fault)), where,
                "the first line must name the columns, separated by commas, semicolons or tabs");
  }
  for (const std::string& name : best->names) {
    if (!is_valid_utf8(name)) {
      return fail(ErrorCode::bad_encoding,
                  fmt::format("the column name \"{}\" is not {}", printable(name, 60), encoding), where,
                  "say which encoding it is in with --encoding NAME, or convert the file: iconv -f ENCODING -t UTF-8");
    }
  }
  return *std::move(best);
}

}  // namespace tidewaiter::tables
