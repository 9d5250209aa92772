// Cutting one record into cells. A record without quotes, the usual kind, is cut by comparing 64 bytes at a time.
#include <algorithm>
#include <bit>
#include <cstring>

#include "tables/csv.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace tidewaiter::tables {
namespace {

// Bit i is set where bytes[i] == wanted. REQUIRES: 64 readable bytes.
std::uint64_t matches(const char* bytes, char wanted) {
#if defined(__SSE2__)  // part of every x86-64
  const __m128i pattern = _mm_set1_epi8(wanted);
  std::uint64_t mask = 0;
  for (unsigned i = 0; i < 4; ++i) {
    __m128i block;
    std::memcpy(&block, bytes + 16 * i, sizeof block);
    const auto hits =
        static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, pattern))));
    mask |= hits << (16 * i);
  }
  return mask;
#else
  std::uint64_t mask = 0;
  for (unsigned i = 0; i < 64; ++i) mask |= std::uint64_t{bytes[i] == wanted} << i;
  return mask;
#endif
}

}  // namespace

void RecordFields::split_unquoted(std::string_view record, char delimiter, std::size_t limit) {
  std::size_t begin = 0;
  for (std::size_t block = 0; block < record.size() && cells_.size() < limit; block += 64) {
    std::uint64_t mask = 0;
    if (record.size() - block >= 64) {
      mask = matches(record.data() + block, delimiter);
    } else {
      char rest[64] = {};
      std::memcpy(rest, record.data() + block, record.size() - block);
      mask = matches(rest, delimiter);
    }
    for (; mask != 0 && cells_.size() < limit; mask &= mask - 1) {
      const std::size_t at = block + static_cast<std::size_t>(std::countr_zero(mask));
      cells_.push_back(record.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  if (cells_.size() < limit) cells_.push_back(record.substr(begin));
}

RecordFault RecordFields::split(std::string_view record, Dialect dialect, std::size_t limit) {
  cells_.clear();
  if (record.empty()) {
    cells_.push_back(record);
    return RecordFault::none;
  }
  if (std::memchr(record.data(), '"', record.size()) == nullptr) {
    split_unquoted(record, dialect.delimiter, limit);
    return RecordFault::none;
  }
  unescaped_.clear();
  unescaped_.reserve(record.size());  // so that the views into it stay valid while it grows
  std::size_t at = 0;
  while (cells_.size() < limit) {
    if (at == record.size() || record[at] != '"') {
      const std::size_t end = std::min(record.find(dialect.delimiter, at), record.size());
      const std::string_view cell = record.substr(at, end - at);
      if (cell.find('"') != std::string_view::npos) return RecordFault::stray_quote;
      cells_.push_back(cell);
      at = end;
    } else {
      const std::size_t begin = at + 1;
      std::size_t close = record.find('"', begin);
      if (close != std::string_view::npos && close + 1 < record.size() && record[close + 1] == '"') {
        const std::size_t text = unescaped_.size();
        std::size_t from = begin;
        while (close != std::string_view::npos && close + 1 < record.size() && record[close + 1] == '"') {
          unescaped_.append(record, from, close + 1 - from);  // with one of the two quotes
          from = close + 2;
          close = record.find('"', from);
        }
        if (close == std::string_view::npos) return RecordFault::unclosed_quote;
        unescaped_.append(record, from, close - from);
        cells_.push_back(std::string_view(unescaped_).substr(text));
      } else {
        if (close == std::string_view::npos) return RecordFault::unclosed_quote;
        cells_.push_back(record.substr(begin, close - begin));
      }
      at = close + 1;
      if (at < record.size() && record[at] != dialect.delimiter) {
        cells_.pop_back();
        return RecordFault::text_after_quote;
      }
    }
    if (at == record.size()) break;
    ++at;  // the delimiter; if it ends the record, an empty cell follows
  }
  return RecordFault::none;
}

}  // namespace tidewaiter::tables
