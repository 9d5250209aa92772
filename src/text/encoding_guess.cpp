#include "text/encoding_guess.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "text/single_byte.h"

namespace tidewaiter::text {
namespace {

using Byte = unsigned char;
using Count = EncodingSurvey::Count;

constexpr std::size_t kSampleBytes = std::size_t{64} << 10;  // ICU's detector holds its input whole
constexpr double kFewLetters = 4;                            // so many bear out half of what they seem to
constexpr double kLeastFit =
    0.7;  // a text of place and company names has at most so few common characters (own trials)

constexpr bool within(Byte byte, int low, int high) { return byte >= low && byte <= high; }
constexpr bool is_letter(Byte byte) { return within(byte | 0x20, 'a', 'z'); }

// A character of two bytes or more: its length, and what it says for the encoding. Length 0: it is none of it.
struct Character {
  std::size_t length = 0;
  double fit = 0;
  bool phonetic = false;
};
using Reader = Character (*)(std::basic_string_view<Byte>);

// GB 18030: the characters of GB 2312's first level have the leads B0 to D7, of its second D8 to F7.
Character gb18030(std::basic_string_view<Byte> text) {
  if (text.size() < 2 || !within(text[0], 0x81, 0xFE)) return {};
  if (within(text[1], '0', '9')) {
    const bool whole = text.size() >= 4 && within(text[2], 0x81, 0xFE) && within(text[3], '0', '9');
    return whole ? Character{4, 0.2} : Character{};
  }
  if (!within(text[1], 0x40, 0xFE) || text[1] == 0x7F) return {};
  if (text[1] < 0xA1) return {2, 0.2};
  if (within(text[0], 0xA1, 0xA3) || within(text[0], 0xB0, 0xD7)) return {2, 1};
  return {2, within(text[0], 0xD8, 0xF7) ? 0.6 : 0.1};
}

// Big5: frequent characters have the leads A4 to C6, the others C9 to F9.
Character big5(std::basic_string_view<Byte> text) {
  if (text.size() < 2 || !within(text[0], 0xA1, 0xF9)) return {};
  if (!within(text[1], 0x40, 0x7E) && !within(text[1], 0xA1, 0xFE)) return {};
  return {2, text[0] <= 0xC6 ? 1 : 0.5};
}

// Shift JIS: JIS X 0208's rows of signs and kana have the leads 81 to 83, its first level of kanji 88 to 98.
Character shift_jis(std::basic_string_view<Byte> text) {
  if (within(text[0], 0xA1, 0xDF)) return {1, 0.1};  // half-width katakana
  if (text.size() < 2 || !(within(text[0], 0x81, 0x9F) || within(text[0], 0xE0, 0xFC))) return {};
  if (!within(text[1], 0x40, 0xFC) || text[1] == 0x7F) return {};
  const bool kana = (text[0] == 0x82 && text[1] >= 0x9F) || (text[0] == 0x83 && text[1] <= 0x96);
  if (within(text[0], 0x81, 0x83) || within(text[0], 0x88, 0x98)) return {2, 1, kana};
  return {2, text[0] <= 0xEA ? 0.4 : 0.1};
}

// EUC-JP: kana in rows A4 and A5, the first level of kanji from B0 to CF.
Character euc_jp(std::basic_string_view<Byte> text) {
  if (text.size() >= 2 && text[0] == 0x8E && within(text[1], 0xA1, 0xDF)) return {2, 0.1};
  if (text.size() < 2 || !within(text[0], 0xA1, 0xF4) || !within(text[1], 0xA1, 0xFE)) return {};
  if (within(text[0], 0xA4, 0xA5)) return {2, 1, true};
  if (within(text[0], 0xA1, 0xA3) || within(text[0], 0xB0, 0xCF)) return {2, 1};
  return {2, 0.4};
}

// EUC-KR: Hangul from B0 to C8, Chinese characters from CA on.
Character euc_kr(std::basic_string_view<Byte> text) {
  if (text.size() < 2 || !within(text[0], 0xA1, 0xFD) || !within(text[1], 0xA1, 0xFE)) return {};
  return {2, within(text[0], 0xA1, 0xA3) || within(text[0], 0xB0, 0xC8) ? 1 : 0.1};
}

void count_wide(std::basic_string_view<Byte> text, Reader read, Count& count) {
  while (!text.empty()) {
    if (text[0] < 0x80) {
      text.remove_prefix(1);
      continue;
    }
    const Character character = read(text);
    ++count.characters;
    ++count.witness;
    count.fit += character.length == 0 ? -1 : character.fit;
    count.phonetic = count.phonetic || character.phonetic;
    text.remove_prefix(std::max<std::size_t>(1, character.length));
  }
}

// Windows-1252, of which ISO 8859-1 is a part: letters stand by letters of ASCII, at most two in a row, and a sign does
// not stand before a letter, where the code pages of other alphabets have letters of their own.
void count_western(std::basic_string_view<Byte> text, Count& count) {
  static constexpr std::string_view kOpening = "\x82\x84\x8B\x91\x92\x93\x96\x97\xA0\xAB\xB7";
  // the same in Windows-1250, -1252 and -1254 and in ISO 8859-1, -2, -9 and -15
  static constexpr std::string_view kAgreed =
      "\xC1\xC2\xC4\xC7\xC9\xCB\xCD\xCE\xD3\xD4\xD6\xDC\xDF\xE1\xE2\xE4\xE7\xE9\xEB\xED\xEE\xF3\xF4\xF6\xFA\xFC";
  static constexpr std::string_view kLetters = "\x8A\x8C\x8E\x9A\x9C\x9E\x9F";
  static constexpr std::string_view kNone = "\x81\x8D\x8F\x90\x9D";
  for (std::size_t begin = 0; begin < text.size();) {
    if (text[begin] < 0x80) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < text.size() && text[end] >= 0x80) ++end;
    const bool before = begin > 0 && is_letter(text[begin - 1]);
    const bool after = end < text.size() && is_letter(text[end]);
    for (std::size_t i = begin; i < end; ++i) {
      const char byte = static_cast<char>(text[i]);
      const bool letter = kLetters.contains(byte) || (text[i] >= 0xC0 && text[i] != 0xD7 && text[i] != 0xF7);
      const bool sign_before_letter = !letter && i + 1 == end && after && !kOpening.contains(byte);
      const bool good = end - begin <= 2 && (letter ? before || after : !sign_before_letter);
      ++count.characters;
      count.witness += good && kAgreed.contains(byte) ? 2 : 1;
      count.fit += kNone.contains(byte) ? -1 : good ? 1 : 0;
    }
    begin = end;
  }
}

// Windows-1251: words of Cyrillic letters (C0 to DF large, E0 to FF small), which stand by no Latin one.
void count_cyrillic(std::basic_string_view<Byte> text, Count& count) {
  static constexpr std::string_view kSigns = "\x84\x85\x91\x92\x93\x94\x96\x97\xA0\xA7\xAB\xB9\xBB";
  const auto large = [](Byte byte) { return within(byte, 0xC0, 0xDF) || byte == 0xA8; };
  const auto small = [](Byte byte) { return byte >= 0xE0 || byte == 0xB8; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < 0x80) continue;
    const Byte before = i > 0 ? text[i - 1] : Byte{' '};
    const Byte after = i + 1 < text.size() ? text[i + 1] : Byte{' '};
    const bool word = large(before) || small(before) || large(after) || small(after);
    const bool mixed = is_letter(before) || is_letter(after);
    const bool letter = small(text[i]) || (large(text[i]) && !small(before));
    ++count.characters;
    ++count.witness;
    count.fit += kSigns.contains(static_cast<char>(text[i])) || (letter && word && !mixed) ? 1 : 0;
  }
}

struct Known {
  const char* name;
  Reader read;                                                    // a character of several bytes; nullptr:
  void (*count)(std::basic_string_view<Byte>, Count&) = nullptr;  // single bytes
};
constexpr Known kKnown[] = {{"windows-1252", nullptr, count_western},
                            {"windows-1251", nullptr, count_cyrillic},
                            {"GB18030", gb18030},
                            {"Big5", big5},
                            {"Shift_JIS", shift_jis},
                            {"EUC-JP", euc_jp},
                            {"EUC-KR", euc_kr}};

double fit_of(std::size_t encoding, const Count& count) {
  if (count.characters == 0) return 0;
  double fit = std::max(0.0, count.fit / static_cast<double>(count.characters));
  // Hardly any Japanese is written without kana.
  const bool japanese = kKnown[encoding].read == shift_jis || kKnown[encoding].read == euc_jp;
  if (japanese && !count.phonetic) fit *= 0.75;
  return fit;
}

std::optional<EncodingGuess> guess_by_icu(std::string_view sample, bool c1) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return std::nullopt;
  for (std::int32_t i = 0; i < count; ++i) {  // the surest first
    const char* name = ucsdet_getName(matches[i], &status);
    const std::int32_t confidence = ucsdet_getConfidence(matches[i], &status);
    if (U_FAILURE(status) || name == nullptr) return std::nullopt;
    const std::string_view word(name);
    // ISO 8859 has control characters from 0x80 to 0x9F, where Windows' code pages have letters and quotes.
    if (word.starts_with("UTF-") || (c1 && word.starts_with("ISO-8859"))) continue;
    return EncodingGuess{name, confidence, {}};
  }
  return std::nullopt;
}

}  // namespace

void EncodingSurvey::add(std::string_view text) {
  const std::basic_string_view<Byte> bytes(reinterpret_cast<const Byte*>(text.data()), text.size());
  for (std::size_t i = 0; i < kEncodings; ++i) {
    if (kKnown[i].read == nullptr) {
      kKnown[i].count(bytes, counts_[i]);
    } else {
      count_wide(bytes, kKnown[i].read, counts_[i]);
    }
  }
  c1_ = c1_ || std::ranges::any_of(bytes, [](Byte byte) { return within(byte, 0x80, 0x9F); });
  if (sample_.size() < kSampleBytes) sample_.append(text.substr(0, kSampleBytes)).append("\n");
}

std::optional<EncodingGuess> EncodingSurvey::guess() const {
  static_assert(std::size(kKnown) == kEncodings);
  std::array<double, kEncodings> fits{};
  for (std::size_t i = 0; i < kEncodings; ++i) fits[i] = fit_of(i, counts_[i]);
  const auto best = static_cast<std::size_t>(std::ranges::max_element(fits) - fits.begin());
  double second = 0;
  for (std::size_t i = 0; i < kEncodings; ++i) {
    if (i != best) second = std::max(second, fits[i]);
  }
  auto icu = guess_by_icu(sample_, c1_);
  if (icu) {  // its statistics know no doubt of a sample of three letters
    const auto seen = static_cast<double>(counts_[0].characters);
    icu->confidence = std::min(icu->confidence, static_cast<int>(100 * seen / (seen + kFewLetters)));
  }
  std::optional<EncodingGuess> own;
  if (fits[best] >= kLeastFit) {
    const auto seen = static_cast<double>(counts_[best].witness);
    // Sure by how many characters bear it out, and by how much worse the next one fits.
    const double apart = std::min(1.0, (fits[best] - second) / 0.15);
    const double sure = fits[best] * seen / (seen + 1) * (0.5 + 0.5 * apart);
    own = EncodingGuess{kKnown[best].name, static_cast<int>(std::lround(100 * sure)), {}};
    if (best == 0 && !c1_) own->name = "ISO-8859-1";
    if (icu && icu->name == own->name) own->confidence = std::max(own->confidence, icu->confidence);
  }
  if (!own || (icu && icu->confidence > own->confidence)) own = std::move(icu);
  return second_look(sample_, std::move(own));
}

}  // namespace tidewaiter::text
