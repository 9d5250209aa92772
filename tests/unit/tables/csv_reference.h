// What a CSV record is, read off one character at a time: the slow, obvious version that CsvScanner is held against.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tables/csv.h"

namespace tidewaiter::tables::reference {

struct Record {
  std::size_t byte = 0;
  std::size_t length = 0;
  std::size_t line = 0;
  RecordFault fault = RecordFault::none;
  std::vector<std::string> cells;  // those before the fault
};

// Reads one record from `at`, over line breaks inside quotes; `end` is where it ends or where its fault stands.
inline Record read_one(std::string_view text, std::size_t at, char delimiter, std::size_t& end) {
  Record record;
  record.byte = at;
  std::string cell;
  enum class State { start, plain, quoted, closed } state = State::start;
  for (;; ++at) {
    const bool over = at == text.size();
    const char c = over ? '\n' : text[at];
    if (state == State::quoted) {
      if (over) {
        record.fault = RecordFault::unclosed_quote;
        end = at;
        return record;
      }
      if (c != '"') {
        cell += c;
      } else if (at + 1 < text.size() && text[at + 1] == '"') {
        cell += '"';
        ++at;
      } else {
        state = State::closed;
      }
      continue;
    }
    if (c == delimiter || c == '\n' || c == '\r') {
      record.cells.push_back(cell);
      cell.clear();
      state = State::start;
      if (c == delimiter) continue;
      end = at;
      return record;
    }
    if (state == State::closed) {
      record.fault = RecordFault::text_after_quote;
      end = at;
      return record;
    }
    if (c == '"' && state == State::plain) {
      record.fault = RecordFault::stray_quote;
      end = at;
      return record;
    }
    state = c == '"' ? State::quoted : State::plain;
    if (c != '"') cell += c;
  }
}

inline std::vector<Record> read_all(std::string_view text, char delimiter, std::size_t columns) {
  const auto is_break = [&](std::size_t i) { return text[i] == '\n' || text[i] == '\r'; };
  const auto ends_line = [&](std::size_t i) {
    return text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.size() && text[i + 1] == '\n'));
  };
  std::vector<Record> records;
  std::size_t at = 0;
  std::size_t line = 1;
  while (at < text.size()) {
    if (is_break(at)) {
      line += ends_line(at) ? 1 : 0;
      ++at;
      continue;
    }
    std::size_t first_end = at;
    while (first_end < text.size() && !is_break(first_end)) ++first_end;
    std::size_t end = first_end;
    Record record = read_one(text, at, delimiter, end);
    const bool wrong = columns != 0 && record.cells.size() != columns;
    if (end > first_end && (record.fault != RecordFault::none || wrong)) record.fault = RecordFault::unclosed_quote;
    if (record.fault != RecordFault::none) end = first_end;
    record.length = end - at;
    record.line = line;
    for (; at < end; ++at) line += ends_line(at) ? 1 : 0;
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace tidewaiter::tables::reference
