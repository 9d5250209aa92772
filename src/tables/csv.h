// Records of a CSV file, found strictly (RFC 4180; lines end in LF, CRLF or CR) and never repaired: the one truth in
// the house about what a record is. A record that cannot be read is bounded by its own first physical line, so that one
// stray quote never swallows the rows after it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tidewaiter::tables {

struct Dialect {
  char delimiter = ',';  // a comma, a semicolon or a tab; quotes are always '"', doubled inside
  // Text that RowSpool made of another kind of file: each record is one line (row, element) of the original, whatever
  // line breaks its cells hold, and one that could not be read there has its fault behind its last cell.
  bool made = false;
  friend bool operator==(const Dialect&, const Dialect&) = default;
};

// Of Dialect::made: column, value and reason, behind the cells of a row that could not be read.
inline constexpr std::size_t kFaultCells = 3;

// A longer record is a fault. RFC 4180 sets no limit; DuckDB 1.5 refuses lines over 2,000,000 bytes by default, Python
// 3.11's csv module fields over 131,072. The length of a cell fits into 24 bits this way (model/batch.h).
inline constexpr std::size_t kMaxRecordBytes = (std::size_t{1} << 24) - 1;

enum class RecordFault : std::uint8_t {
  none,
  stray_quote,       // a quote inside a field that does not begin with one
  text_after_quote,  // text between a closing quote and the next delimiter
  unclosed_quote,    // a quoted field that is not closed on its line, and the lines after it give no good record: one
                     // fault, whatever follows, so that a row reads the same wherever its file is cut
  too_long,          // over kMaxRecordBytes
};
std::string_view reason(RecordFault fault);  // for people, without a full stop

struct RecordRef {
  std::uint64_t byte = 0;    // offset of the first byte in the file
  std::uint64_t record = 0;  // from 1; blank lines are not records
  std::uint64_t line = 0;    // physical line from 1, line breaks inside quotes counted
  std::uint32_t length = 0;  // bytes without the line break; cut to kMaxRecordBytes if too_long
  RecordFault fault = RecordFault::none;
  friend bool operator==(const RecordRef&, const RecordRef&) = default;
};

// Where a scan begins: after the byte order mark, or after the header.
struct ScanStart {
  std::uint64_t byte = 0;
  std::uint64_t line = 1;
  std::uint64_t record = 1;
};

// Walks over the records of a file. Time is linear in the file: a line is looked at no more than twice, because a
// look-ahead inside quotes goes on only over lines with an even number of quotes, and those open none of their own.
class CsvScanner {
 public:
  // `columns`: cells that a record over several lines must have; 0 for any number. `bytes` must outlive the scanner.
  CsvScanner(std::string_view bytes, Dialect dialect, std::size_t columns, ScanStart start = {});

  // The next record, faulty ones too; false at the end.
  bool next(RecordRef& out);

  // Where the next record, if any, would be looked for.
  ScanStart position() const { return {at_, line_, record_}; }

 private:
  // Remembers the next occurrence of one byte, so that no stretch is searched twice.
  struct Finder {
    char byte;
    std::size_t known = 0;  // no occurrence in [last query, known)
    bool found = false;     // there is one at `known`
    // The first occurrence in [at, limit), else limit. REQUIRES: queries do not go backwards.
    std::size_t first(std::string_view bytes, std::size_t at, std::size_t limit);
  };
  std::size_t line_end(std::size_t at);            // of the first CR or LF from `at` on, else the end
  std::size_t after_break(std::size_t end) const;  // skips LF, CR or CRLF
  std::uint64_t breaks(std::size_t from, std::size_t to) const;

  std::string_view bytes_;
  Dialect dialect_;
  std::size_t columns_;
  std::size_t at_;
  std::uint64_t line_;
  std::uint64_t record_;
  Finder lf_{'\n'}, cr_{'\r'}, quote_{'"'};
};

// The cells of one record, unquoted and unescaped but not trimmed. Reused from record to record; the views stay valid
// until the next split and as long as the record's bytes.
class RecordFields {
 public:
  static constexpr std::size_t kAll = static_cast<std::size_t>(-1);

  // Splits until `limit` cells were read. On a fault the cells before it remain, so size() is the number of the faulty
  // one. A line break outside quotes does not end the record: its caller cut it out.
  RecordFault split(std::string_view record, Dialect dialect, std::size_t limit = kAll);

  std::size_t size() const { return cells_.size(); }
  std::string_view operator[](std::size_t i) const { return cells_[i]; }
  const std::vector<std::string_view>& cells() const { return cells_; }

 private:
  bool split_well_formed(std::string_view record, char delimiter, std::size_t limit);
  RecordFault split_strictly(std::string_view record, char delimiter, std::size_t limit);
  std::vector<std::string_view> cells_;
  std::string unescaped_;
};

struct CsvHeader {
  Dialect dialect;
  std::vector<std::string> names;  // trimmed; may be empty or repeat
  std::uint64_t line = 1;          // where it stands
  ScanStart body;                  // where the data begin
};

// Finds the header (the first record) and the dialect: the delimiter that cuts it into most cells, a comma before a
// semicolon before a tab. A byte order mark is skipped. `encoding`: of the file as it came, for people. Errors:
// empty_file, bad_format, bad_encoding.
Result<CsvHeader> read_csv_header(std::string_view bytes, const std::string& file, std::string_view encoding = "UTF-8");

}  // namespace tidewaiter::tables
