// Cutting one record into cells, 64 bytes at a time; a record that turns out not to be well formed is cut again slowly.
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
  for (std::size_t i = 0; i < 4; ++i) {
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

// Bit i of the result is the parity of bits 0 to i: set from an opening quote up to, not including, its closing one.
std::uint64_t inside_quotes(std::uint64_t quotes) {
  for (unsigned shift = 1; shift < 64; shift *= 2) quotes ^= quotes << shift;
  return quotes;
}

// The text of a cell that begins and ends with a quote, its inner quotes doubled; false if it is not of that form.
// Appends to `unescaped` only where something is doubled, and counts the quotes.
bool unquote(std::string_view raw, std::string& unescaped, std::string_view& cell, std::size_t& quotes) {
  if (raw.size() < 2 || raw.back() != '"') return false;
  std::string_view inner = raw.substr(1, raw.size() - 2);
  quotes += 2;
  std::size_t quote = inner.find('"');
  if (quote == std::string_view::npos) {
    cell = inner;
    return true;
  }
  const std::size_t begin = unescaped.size();
  while (quote != std::string_view::npos) {
    if (quote + 1 == inner.size() || inner[quote + 1] != '"') return false;
    quotes += 2;
    unescaped.append(inner.substr(0, quote + 1));
    inner.remove_prefix(quote + 2);
    quote = inner.find('"');
  }
  unescaped.append(inner);
  cell = std::string_view(unescaped).substr(begin);
  return true;
}

}  // namespace

bool RecordFields::split_well_formed(std::string_view record, char delimiter, std::size_t limit) {
  const bool whole = limit == kAll;
  std::size_t begin = 0;
  std::size_t quotes_seen = 0;      // in the record
  std::size_t quotes_in_cells = 0;  // in cells that begin with one: any other quote is out of place
  std::uint64_t carry = 0;          // all bits set while a quote of an earlier block is open
  const auto add = [&](std::size_t end) {
    std::string_view cell = record.substr(begin, end - begin);
    if (cell.starts_with('"') && !unquote(cell, unescaped_, cell, quotes_in_cells)) return false;
    cells_.push_back(cell);
    begin = end + 1;
    return true;
  };
  for (std::size_t block = 0; block < record.size(); block += 64) {
    const std::size_t length = std::min<std::size_t>(64, record.size() - block);
    const char* bytes = record.data() + block;
    char rest[64] = {};
    if (length < 64) {
      std::memcpy(rest, bytes, length);
      bytes = rest;
    }
    std::uint64_t delimiters = matches(bytes, delimiter);
    if (const std::uint64_t quotes = matches(bytes, '"'); (quotes | carry) != 0) {
      if (!whole) return false;  // which quotes belong to the first cells is not known: see split()
      quotes_seen += static_cast<std::size_t>(std::popcount(quotes));
      const std::uint64_t inside = inside_quotes(quotes) ^ carry;
      carry = (inside >> 63) != 0 ? ~std::uint64_t{0} : 0;
      delimiters &= ~inside;
    }
    for (; delimiters != 0; delimiters &= delimiters - 1) {
      if (!add(block + static_cast<std::size_t>(std::countr_zero(delimiters)))) return false;
      if (cells_.size() == limit) return true;
    }
  }
  return carry == 0 && add(record.size()) && quotes_seen == quotes_in_cells;
}

RecordFault RecordFields::split(std::string_view record, Dialect dialect, std::size_t limit) {
  cells_.clear();
  unescaped_.clear();
  unescaped_.reserve(record.size());  // so that the views into it stay valid while it grows
  if (split_well_formed(record, dialect.delimiter, limit)) return RecordFault::none;
  cells_.clear();
  unescaped_.clear();
  return split_strictly(record, dialect.delimiter, limit);
}

// One cell after the other, to find out what is wrong and where.
RecordFault RecordFields::split_strictly(std::string_view record, char delimiter, std::size_t limit) {
  std::size_t at = 0;
  while (cells_.size() < limit) {
    if (at == record.size() || record[at] != '"') {
      const std::size_t end = std::min(record.find(delimiter, at), record.size());
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
      if (at < record.size() && record[at] != delimiter) {
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
