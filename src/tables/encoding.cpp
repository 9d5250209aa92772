#include "tables/encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/pipeline.h"
#include "base/utf8.h"
#include "text/encoding_guess.h"

namespace tidewaiter::tables {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{4} << 20;  // inspected at a time, then given back
constexpr std::size_t kPatternBytes = 4096;                // looked at for the NUL pattern
constexpr std::size_t kReleaseBytes = std::size_t{32} << 20;
// A guess is told if ICU is sure of it by so many per cent, or if so many rows bear it out: of Latin alphabets it is
// never sure (40 rows of French: ISO-8859-1 at 31 %), and a single row it guesses wrong as often as right (own trials).
constexpr int kSureEncoding = 60;
constexpr std::uint64_t kRowsForGuess = 20;
constexpr std::size_t kSampleBytes = std::size_t{64} << 10;  // of bad records, for the encoding guess

std::unexpected<Error> other_encoding(const InputFile& file, std::string_view encoding) {
  return fail(ErrorCode::bad_encoding, fmt::format("the file is {}, not UTF-8", encoding), file.name(),
              fmt::format("convert it: iconv -f {} -t UTF-8 FILE > NEW", encoding));
}

// By the byte order mark, else by where the NUL bytes of Latin text stand: every second byte, or three of four.
std::optional<std::string_view> wide_encoding(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return "UTF-32LE";
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32BE";
  if (bytes.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
  const std::string_view front = bytes.substr(0, std::min(bytes.size(), kPatternBytes) / 4 * 4);
  if (front.empty()) return std::nullopt;
  std::size_t nuls[4] = {};
  for (std::size_t i = 0; i < front.size(); ++i) nuls[i % 4] += front[i] == '\0' ? 1 : 0;
  const std::size_t most = front.size() / 4 / 2;  // more than half of the places of one kind
  const auto many = [&](std::size_t place) { return nuls[place] > most; };
  if (many(1) && many(2) && many(3) && !many(0)) return "UTF-32LE";
  if (many(0) && many(1) && many(2) && !many(3)) return "UTF-32BE";
  if (many(1) && many(3) && !many(0) && !many(2)) return "UTF-16LE";
  if (many(0) && many(2) && !many(1) && !many(3)) return "UTF-16BE";
  return std::nullopt;
}

struct Signature {
  std::string_view bytes;
  std::string_view what;
  std::string_view hint;
};
// First bytes of RFC 1952 (gzip), APPNOTE 4.3.7 (zip), RFC 8878 (zstd), Parquet's README and MS-CFB 2.2.
constexpr Signature kSignatures[] = {
    {"\x1F\x8B", "compressed with gzip", "unpack it: gunzip -c FILE | tidewaiter … -"},
    {"PK\x03\x04", "a workbook or a zip archive", "save the sheet as CSV (UTF-8)"},
    {"\x28\xB5\x2F\xFD", "compressed with zstd", "unpack it: zstd -dc FILE | tidewaiter … -"},
    {"PAR1", "a Parquet file", "write it out as CSV"},
    {"\xD0\xCF\x11\xE0", "an old workbook", "save the sheet as CSV (UTF-8)"},
};

// Where to cut so that no sequence of up to four bytes is cut in two.
std::size_t sequence_boundary(std::string_view bytes, std::size_t cut) {
  if (cut >= bytes.size()) return bytes.size();
  std::size_t back = cut;
  while (back > 0 && cut - back < 3 && (static_cast<unsigned char>(bytes[back]) & 0xC0U) == 0x80U) --back;
  return back;
}

bool is_ascii(std::string_view text) {
  return std::ranges::none_of(text, [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
}

}  // namespace

Result<TextFacts> inspect_text(const InputFile& file, unsigned threads) {
  const std::string_view bytes = file.bytes();
  if (bytes.empty()) {
    return fail(ErrorCode::empty_file, "the file is empty", file.name(), "the first line must name the columns");
  }
  if (const auto encoding = wide_encoding(bytes)) return other_encoding(file, *encoding);
  for (const Signature& signature : kSignatures) {
    if (!bytes.starts_with(signature.bytes)) continue;
    return fail(ErrorCode::bad_format, fmt::format("this is not a table of text: it is {}", signature.what),
                file.name(), std::string(signature.hint));
  }
  struct Block {
    std::size_t begin = 0;
    std::size_t end = 0;
    TextFacts facts;
  };
  TextFacts facts;
  std::size_t at = 0;
  run_pipeline<Block>(
      threads, std::size_t{2} * std::max(1U, threads),
      [&](Block& block) {
        block.begin = at;
        at = block.end = sequence_boundary(bytes, at + kBlockBytes);
        return block.begin < block.end;
      },
      [&](Block& block) {
        const std::string_view text = bytes.substr(block.begin, block.end - block.begin);
        block.facts = {is_valid_utf8(text), std::memchr(text.data(), '\0', text.size()) != nullptr};
        file.release(block.begin, block.end);
      },
      [&](const Block& block) {
        facts.valid_utf8 = facts.valid_utf8 && block.facts.valid_utf8;
        facts.has_nul = facts.has_nul || block.facts.has_nul;
      });
  return facts;
}

Result<void> check_encoding(const InputFile& file, const CsvHeader& header) {
  CsvScanner scanner(file.bytes(), header.dialect, header.names.size(), header.body);
  std::uint64_t records = 0;
  std::uint64_t beyond_ascii = 0;
  std::uint64_t bad = 0;
  std::uint64_t first_bad_line = 0;
  std::uint64_t released = 0;
  std::string sample;
  for (RecordRef record; scanner.next(record);) {
    const std::string_view text = file.bytes().substr(static_cast<std::size_t>(record.byte), record.length);
    ++records;
    if (!is_ascii(text)) ++beyond_ascii;
    if (!is_valid_utf8(text)) {
      if (bad++ == 0) first_bad_line = record.line;
      if (sample.size() < kSampleBytes) sample.append(text.substr(0, kSampleBytes)).append("\n");
    }
    if (record.byte > released + kReleaseBytes) {
      file.release(released, record.byte);
      released = record.byte;
    }
  }
  // Thresholds chosen so that a handful of broken rows never stops a run, and a file of one or two rows still does.
  const bool other = 2 * bad > records || (bad >= 3 && (10 * bad >= records || 2 * bad > beyond_ascii));
  if (!other) return {};
  const auto guess = text::guess_encoding(sample);
  std::string likely;
  std::string hint =
      "save it as UTF-8 where it was made, or convert it: iconv -f ENCODING -t UTF-8 FILE > NEW (Windows exports are "
      "often CP1252, CP1250 or GB18030)";
  if (guess && (guess->confidence >= kSureEncoding || bad >= kRowsForGuess)) {
    likely = fmt::format(", probably {} ({} % sure)", guess->name, guess->confidence);
    hint = fmt::format("convert it: iconv -f {} -t UTF-8 FILE > NEW", guess->name);
  }
  return fail(ErrorCode::bad_encoding,
              fmt::format("{} of {} rows are not UTF-8, the first on line {}: the file is in another encoding{}", bad,
                          records, first_bad_line, likely),
              file.name(), std::move(hint));
}

}  // namespace tidewaiter::tables
