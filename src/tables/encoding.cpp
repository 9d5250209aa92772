#include "tables/encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "base/pipeline.h"
#include "base/utf8.h"
#include "tables/spool.h"
#include "text/encoding_guess.h"
#include "text/fold.h"
#include "text/transcoder.h"

namespace tidewaiter::tables {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{4} << 20;  // inspected at a time, then given back
constexpr std::size_t kPatternBytes = 4096;                // looked at for the NUL pattern
// A guess is acted on if it is so sure, and below that if so many lines bear it out and it is no worse than this: of
// Latin alphabets ICU is never sure (40 rows of French: ISO-8859-1 at 31 %), and a single row it guesses wrong as often
// as right (own trials).
constexpr int kSureEncoding = 60;
constexpr int kLeastSure = 25;
constexpr std::uint64_t kLinesForGuess = 20;
// Bytes of UTF-8 for one that is none, in lines that are UTF-8 with a broken byte. Of random names of 4 to 14
// characters in GB 18030, Big5 and Shift JIS, 94 %, 74 % and 69 % hold some character of UTF-8, and 0.7 %, 0.7 % and
// 0.4 % so many (own trials, 20 000 names each).
constexpr std::uint64_t kUtf8Share = 2;
constexpr std::string_view kConvert =
    "say which with --encoding NAME, save it as UTF-8 where it was made, or convert it: iconv -f ENCODING -t UTF-8 "
    "FILE > NEW (Windows exports are often CP1252, CP1250 or GB18030)";

constexpr std::string_view kUtf8 = "UTF-8";
constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr const char* kMarked = "as its byte order mark says";
constexpr const char* kZeroBytes = "as its zero bytes show";

struct WideEncoding {
  std::string_view name;
  bool marked = false;  // by a byte order mark
};

// By the byte order mark, else by where the NUL bytes of Latin text stand: every second byte, or three of four.
std::optional<WideEncoding> wide_encoding(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return WideEncoding{"UTF-32LE", true};
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return WideEncoding{"UTF-32BE", true};
  if (bytes.starts_with("\xFF\xFE"sv)) return WideEncoding{"UTF-16LE", true};
  if (bytes.starts_with("\xFE\xFF"sv)) return WideEncoding{"UTF-16BE", true};
  const std::string_view front = bytes.substr(0, std::min(bytes.size(), kPatternBytes) / 4 * 4);
  if (front.empty()) return std::nullopt;
  std::size_t nuls[4] = {};
  for (std::size_t i = 0; i < front.size(); ++i) nuls[i % 4] += front[i] == '\0' ? 1 : 0;
  const std::size_t most = front.size() / 4 / 2;  // more than half of the places of one kind
  const auto many = [&](std::size_t place) { return nuls[place] > most; };
  if (many(1) && many(2) && many(3) && !many(0)) return WideEncoding{"UTF-32LE"};
  if (many(0) && many(1) && many(2) && !many(3)) return WideEncoding{"UTF-32BE"};
  if (many(1) && many(3) && !many(0) && !many(2)) return WideEncoding{"UTF-16LE"};
  if (many(0) && many(2) && !many(1) && !many(3)) return WideEncoding{"UTF-16BE"};
  return std::nullopt;
}

struct Signature {
  std::string_view bytes;
  std::string_view what;
  std::string_view hint;
};
// First bytes of RFC 1952 (gzip), RFC 8878 (zstd), bzip2 and xz, MS-CFB 2.2 and ISO 32000 (PDF).
constexpr Signature kSignatures[] = {
    {"\x1F\x8B", "packed with gzip twice", "unpack it once"},
    {"\x28\xB5\x2F\xFD", "packed with zstd twice", "unpack it once"},
    {"BZh", "packed with bzip2", "unpack it: bunzip2 -c FILE | tidewaiter … -"},
    {"\xFD"
     "7zXZ",
     "packed with xz", "unpack it: xz -dc FILE | tidewaiter … -"},
    {"\xD0\xCF\x11\xE0", "an old workbook (.xls), or one with a password",
     "save it as .xlsx without a password, or save its sheet as CSV (UTF-8)"},
    {"%PDF-", "a PDF document", "ask for the table that it was made from"},
};

Result<void> check_no_other_kind(const InputFile& file) {
  for (const Signature& signature : kSignatures) {
    if (!file.bytes().starts_with(signature.bytes)) continue;
    return fail(ErrorCode::bad_format, fmt::format("this is not a table of text: it is {}", signature.what),
                file.name(), std::string(signature.hint));
  }
  return {};
}

// Where to cut so that no sequence of up to four bytes is cut in two.
std::size_t sequence_boundary(std::string_view bytes, std::size_t cut) {
  if (cut >= bytes.size()) return bytes.size();
  std::size_t back = cut;
  while (back > 0 && cut - back < 3 && (static_cast<unsigned char>(bytes[back]) & 0xC0U) == 0x80U) --back;
  return back;
}

Result<TextFacts> inspect(const InputFile& file, unsigned threads, Stop stop) {
  const std::string_view bytes = file.bytes();
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
        return block.begin < block.end && !stop.asked();
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
  TIDEWAITER_CHECK(stop.check());
  return facts;
}

// Of windows-1250 to windows-1258 alike: quotation marks, dashes, dots, daggers, bullet, per mille and trade mark.
bool is_windows_mark(char c) {
  using std::string_view_literals::operator""sv;
  return "\x82\x84\x85\x86\x87\x89\x8B\x91\x92\x93\x94\x95\x96\x97\x99\x9B"sv.find(c) != std::string_view::npos;
}

// Whether all that stands outside ASCII are such marks, and none of them can begin a character of two bytes: the second
// bytes of GB 18030, Big5, Shift JIS and the EUC's begin at 0x40.
bool has_only_windows_marks(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (static_cast<unsigned char>(line[i]) < 0x80) continue;
    if (!is_windows_mark(line[i])) return false;
    if (i + 1 < line.size() && static_cast<unsigned char>(line[i + 1]) >= 0x40) return false;
  }
  return true;
}

// Bytes beyond ASCII, and how many of them stand in characters of UTF-8.
struct Beyond {
  std::uint64_t utf8 = 0;
  std::uint64_t other = 0;

  void add(std::string_view line) {
    while (!line.empty()) {
      const std::size_t length = utf8_sequence_length(line);
      if (length == 0) ++other;
      if (length > 1) utf8 += length;
      line.remove_prefix(std::max<std::size_t>(1, length));
    }
  }
};

struct Lines {
  std::uint64_t all = 0;           // blank ones left out
  std::uint64_t beyond_ascii = 0;  // with some byte outside ASCII
  std::uint64_t bad = 0;           // not UTF-8
  std::uint64_t first_bad = 0;     // its number
  bool any_utf8 = false;           // some line beyond ASCII that is UTF-8
  Beyond in_bad;                   // of the bad ones
  bool only_marks = true;          // has_only_windows_marks() of all that are not UTF-8
  text::EncodingSurvey survey;     // of the bad ones
};

Result<Lines> read_lines(const InputFile& file, Stop stop) {
  Lines lines;
  std::string_view rest = file.bytes();
  std::uint64_t breaks = 0;
  std::size_t released = 0;
  while (!rest.empty()) {
    TIDEWAITER_CHECK(stop.check());
    const std::size_t end = std::min(rest.find_first_of("\r\n"), rest.size());
    const std::string_view line = rest.substr(0, end);
    const std::uint64_t number = breaks + 1;
    if (!rest.substr(end).starts_with("\r\n")) ++breaks;  // else the LF that follows counts
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    ++lines.all;
    if (text::is_ascii(line)) continue;
    ++lines.beyond_ascii;
    if (is_valid_utf8(line)) {
      lines.any_utf8 = true;
      continue;
    }
    lines.in_bad.add(line);
    if (lines.bad++ == 0) lines.first_bad = number;
    lines.survey.add(line);
    lines.only_marks = lines.only_marks && has_only_windows_marks(line);
    const std::size_t at = file.bytes().size() - rest.size();
    if (at - released > kBlockBytes) {
      file.release(released, at);
      released = at;
    }
  }
  return lines;
}

Result<InputFile> transcode(const InputFile& file, const std::string& encoding, Stop stop, bool strict = false) {
  auto transcoder = text::Transcoder::open(encoding, strict);
  if (!transcoder) {
    return fail(ErrorCode::bad_encoding, fmt::format("the file is {}, which cannot be read here", encoding),
                file.name(), std::string(kConvert));
  }
  Spool spool(stop);
  std::string piece;
  const std::string_view bytes = file.bytes();
  for (std::size_t at = 0; at < bytes.size(); at += kBlockBytes) {
    piece.clear();
    transcoder->add(bytes.substr(at, kBlockBytes), at + kBlockBytes >= bytes.size(), piece);
    TIDEWAITER_CHECK(spool.add(piece));
    file.release(at, at + kBlockBytes);
  }
  return std::move(spool).finish(file.name());
}

Result<TextFile> transcoded(const InputFile& file, std::string encoding, const std::string& why, unsigned threads,
                            Stop stop) {
  TIDEWAITER_TRY(InputFile utf8, transcode(file, encoding, stop));
  TIDEWAITER_TRY(const TextFacts facts, inspect(utf8, threads, stop));
  std::string note = fmt::format("{}: read as {}, {}", file.name(), encoding, why);
  return TextFile{std::move(utf8), facts, std::move(encoding), {std::move(note)}};
}

// Whether so many lines are in another encoding that it is none of a few broken rows. Thresholds chosen so that a
// handful of broken rows never stops a run, and a file of one or two rows still does.
bool mostly_other(const Lines& lines) {
  return 2 * lines.bad >= lines.all ||
         (lines.bad >= 3 && (10 * lines.bad >= lines.all || 2 * lines.bad > lines.beyond_ascii));
}

// `as_it_came`: the facts of the file before it is transcoded.
Result<TextFile> as_stated(InputFile file, const TextFacts& as_it_came, const std::string& encoding, unsigned threads,
                           Stop stop) {
  const bool is_utf8 = encoding == kUtf8;
  const bool also_utf8 = as_it_came.valid_utf8 && !text::is_ascii(file.bytes());
  TextFacts facts = as_it_came;
  if (!is_utf8) {
    TIDEWAITER_TRY(file, transcode(file, encoding, stop, true));
    TIDEWAITER_TRY(facts, inspect(file, threads, stop));
  }
  std::string note = fmt::format("{}: read as {}, as --encoding says", file.name(), encoding);
  if (!is_utf8 && also_utf8) note += "; it is UTF-8 as well: look at a name or two";
  if (!facts.valid_utf8) {
    TIDEWAITER_TRY(const Lines lines, read_lines(file, stop));
    if (mostly_other(lines)) {
      return fail(ErrorCode::bad_encoding,
                  fmt::format("{} of {} lines are not {}, which --encoding says, and this is the first of them",
                              lines.bad, lines.all, encoding),
                  fmt::format("{}:{}", file.name(), lines.first_bad),
                  "name another encoding, or leave --encoding out to have it found");
    }
    note += fmt::format("; {} of {} lines {} not, the first is {}:{}: what cannot be read is rejected", lines.bad,
                        lines.all, lines.bad == 1 ? "is" : "are", file.name(), lines.first_bad);
  }
  return TextFile{std::move(file), facts, encoding, {std::move(note)}};
}

// In the encoding that its lines are likely in, of which most are not UTF-8, or which hold nothing of it.
Result<TextFile> as_guessed(InputFile file, const TextFacts& facts, const Lines& lines, unsigned threads, Stop stop) {
  // One dash says nothing of letters, but there are none to read.
  if (lines.only_marks && lines.bad == lines.beyond_ascii) {
    return transcoded(file, "windows-1252",
                      fmt::format("as the only signs beyond ASCII, in {} of {} lines, are dashes and quotation marks "
                                  "of Windows",
                                  lines.bad, lines.all),
                      threads, stop);
  }
  const auto guess = lines.survey.guess();
  if (guess && guess->rival.empty() &&
      (guess->confidence >= kSureEncoding || (guess->confidence >= kLeastSure && lines.bad >= kLinesForGuess))) {
    const std::string why = fmt::format("{} % sure by {} of {} lines that are not UTF-8; look at a name or two",
                                        guess->confidence, lines.bad, lines.all);
    return transcoded(file, guess->name, why, threads, stop);
  }
  std::string likely;
  if (guess && !guess->rival.empty()) {
    likely = fmt::format(", {} or {}: both can be read", guess->name, guess->rival);
  } else if (guess) {
    likely = fmt::format(", perhaps {} ({} % sure, too little to read it so)", guess->name, guess->confidence);
  }
  if (!mostly_other(lines)) {
    TextFile text{std::move(file), facts};
    text.notes.push_back(
        fmt::format("{}: {} of {} lines {} not UTF-8, and nothing else in it is beyond ASCII: it is in another "
                    "encoding{}; what cannot be read is rejected; {}",
                    text.input.name(), lines.bad, lines.all, lines.bad == 1 ? "is" : "are", likely, kConvert));
    return text;
  }
  return fail(ErrorCode::bad_encoding,
              fmt::format("{} of {} lines are not UTF-8, the first is line {}: the file is in another encoding{}",
                          lines.bad, lines.all, lines.first_bad, likely),
              file.name(), std::string(kConvert));
}

// UTF-8, with broken bytes here and there; else `otherwise`, or the likeliest encoding where that is empty.
Result<TextFile> as_its_lines_are(InputFile file, const TextFacts& facts, const std::string& otherwise,
                                  unsigned threads, Stop stop) {
  if (facts.valid_utf8) return TextFile{std::move(file), facts};
  TIDEWAITER_TRY(const Lines lines, read_lines(file, stop));
  // A file in which nothing beyond ASCII is UTF-8 is no UTF-8 with broken bytes, be it one line of twenty thousand. Of
  // a broken line most is UTF-8; of a Chinese or Japanese one a pair here and there.
  const bool is_utf8 = lines.any_utf8 || lines.in_bad.utf8 >= kUtf8Share * lines.in_bad.other;
  if (!mostly_other(lines) && is_utf8) return TextFile{std::move(file), facts};
  if (!otherwise.empty()) return as_stated(std::move(file), facts, otherwise, threads, stop);
  return as_guessed(std::move(file), facts, lines, threads, stop);
}

// Where it is marked or found to be in another encoding than was stated.
void tell_not_as_stated(TextFile& text, const std::string& stated, bool marked) {
  if (stated.empty() || text.encoding.starts_with(stated)) return;
  const std::string not_stated = fmt::format(", and not as {}", stated);
  if (text.encoding != kUtf8) {
    text.notes.front() += not_stated;
  } else if (!text::is_ascii(text.input.bytes())) {
    const char* why = marked ? kMarked : text.facts.valid_utf8 ? "as all of it is" : "as most of it is";
    text.notes.insert(text.notes.begin(), fmt::format("{}: read as UTF-8, {}{}", text.input.name(), why, not_stated));
  }
}

}  // namespace

Result<TextFile> open_text(InputFile file, unsigned threads, Stop stop) {
  if (file.bytes().empty()) {
    return fail(ErrorCode::empty_file, "the file is empty", file.name(), "the first line must name the columns");
  }
  const std::string stated = file.stated().name;
  const auto wide = wide_encoding(file.bytes());
  const bool marked = (wide && wide->marked) || file.bytes().starts_with(kUtf8Mark);
  const std::string counts = marked ? "" : stated;  // of what was stated
  const bool whatever_it_is = !counts.empty() && !file.stated().unless_utf8;
  const auto read = [&]() -> Result<TextFile> {
    if (wide && (!whatever_it_is || wide->name.starts_with(counts))) {  // "UTF-16" names both orders of bytes
      return transcoded(file, std::string(wide->name), wide->marked ? kMarked : kZeroBytes, threads, stop);
    }
    TIDEWAITER_CHECK(check_no_other_kind(file));
    TIDEWAITER_TRY(const TextFacts facts, inspect(file, threads, stop));
    return whatever_it_is ? as_stated(std::move(file), facts, counts, threads, stop)
                          : as_its_lines_are(std::move(file), facts, counts, threads, stop);
  };
  TIDEWAITER_TRY(TextFile text, read());
  tell_not_as_stated(text, stated, marked);
  return text;
}

}  // namespace tidewaiter::tables
