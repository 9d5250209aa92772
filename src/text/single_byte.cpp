#include "text/single_byte.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace tidewaiter::text {
namespace {

// In the order in which they are preferred where they read alike. Windows-1252 stands for ISO 8859-1, IBM850 for the
// letters of IBM437.
constexpr const char* kReadings[] = {"windows-1252", "windows-1251", "windows-1250", "ISO-8859-2", "windows-1254",
                                     "KOI8-R",       "IBM866",       "macintosh",    "IBM850"};
// Names of companies and places are not always written as words are, "McÉ", "GmbHß": so much worse may a reading be
// (own trials: text in its own encoding .97 to 1, in another .0 to .8).
constexpr double kAlike = 0.1;
constexpr double kReadsWell = 0.8;
// Of the words beyond ASCII so many have one of the six letters in Turkish (own trials: three of four); of a name or
// two among others it says nothing.
constexpr double kShareOfSix = 0.2;
constexpr int kTooLittle = 20;  // per cent: below everything that is acted on
constexpr int kInDoubt = 50;

using Word = std::u32string;

bool is_joining_mark(UChar32 c) {  // stands between letters by right
  return c == 0x2019 || c == 0x2018 || c == 0x2013 || c == 0x2014 || c == 0xAB || c == 0xBB || c == 0xB7 || c == 0xAD ||
         c == 0xB4;
}

// What stands together: letters, and what is neither ASCII nor a mark or a blank.
std::vector<Word> words_of(std::string_view sample, const char* encoding) {
  UErrorCode status = U_ZERO_ERROR;
  std::vector<UChar> units(2 * sample.size() + 16);
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(encoding, &status), &ucnv_close);
  if (U_FAILURE(status)) return {};
  const std::int32_t size = ucnv_toUChars(converter.get(), units.data(), static_cast<std::int32_t>(units.size()),
                                          sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  if (U_FAILURE(status)) return {};
  std::vector<Word> words;
  Word word;
  bool beyond_ascii = false;
  const auto end = [&] {
    if (beyond_ascii) words.push_back(word);
    word.clear();
    beyond_ascii = false;
  };
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U16_NEXT(units.data(), i, size, c);
    const bool parts = c < 0x80 ? !u_isalpha(c) : u_isspace(c) || is_joining_mark(c);
    if (parts) {
      end();
    } else {
      word += static_cast<char32_t>(c);
      beyond_ascii = beyond_ascii || c >= 0x80;
    }
  }
  end();
  return words;
}

bool has_letter_beyond_ascii(const Word& word) {
  return std::ranges::any_of(word, [](char32_t c) { return c >= 0x80 && u_isalpha(static_cast<UChar32>(c)); });
}

bool reads_well(const Word& word) {
  UScriptCode script = USCRIPT_COMMON;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto c = static_cast<UChar32>(word[i]);
    const UChar32 before = i > 0 ? static_cast<UChar32>(word[i - 1]) : 0;
    const UChar32 after = i + 1 < word.size() ? static_cast<UChar32>(word[i + 1]) : 0;
    if (c == 0xFFFD || u_iscntrl(c) || !u_isdefined(c)) return false;
    if (!u_isalpha(c)) {  // a sign: between letters, or beside one that is beyond ASCII
      const bool left = before != 0 && u_isalpha(before);
      const bool right = after != 0 && u_isalpha(after);
      if ((left && right) || (left && before >= 0x80) || (right && after >= 0x80)) return false;
      continue;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode own = uscript_getScript(c, &status);
    if (own != USCRIPT_COMMON && own != USCRIPT_INHERITED) {
      if (script != USCRIPT_COMMON && script != own) return false;
      script = own;
    }
    if (!u_isupper(c) || before == 0 || (c < 0x80 && before < 0x80)) continue;
    if (u_islower(before)) return false;                            // "ódŸ"
    if (c >= 0x80 && after != 0 && u_islower(after)) return false;  // "MŸller"
  }
  return true;
}

struct Reading {
  std::string name;
  std::vector<Word> words;  // beyond ASCII
  double well = 0;          // share of them that reads like words
};

Reading read_as(std::string_view sample, const char* encoding) {
  Reading reading{encoding, words_of(sample, encoding), 0};
  if (reading.words.empty()) return reading;
  const auto well = std::ranges::count_if(reading.words, reads_well);
  reading.well = static_cast<double>(well) / static_cast<double>(reading.words.size());
  return reading;
}

// So sure as so many words bear it out, and as the next one reads worse.
int confidence_of(double well, double next, double words) {
  constexpr double kApart = 0.15;
  const double apart = std::clamp((well - next) / kApart, 0.0, 1.0);
  return static_cast<int>(std::lround(100 * well * words / (words + 1) * (0.5 + 0.5 * apart)));
}

// What ICU's statistics of letters say of two encodings.
std::pair<int, int> confidences_by_icu(std::string_view sample, std::string_view a, std::string_view b) {
  std::pair<int, int> found{0, 0};
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status), &ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return found;
  for (std::int32_t i = 0; i < count; ++i) {
    const std::string_view name = ucsdet_getName(matches[i], &status);
    if (name == a) found.first = ucsdet_getConfidence(matches[i], &status);
    if (name == b) found.second = ucsdet_getConfidence(matches[i], &status);
  }
  return found;
}

class Alphabet {
 public:
  explicit Alphabet(const char* locale, std::u32string_view more = {}) : letters_(nullptr, &uset_close) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<ULocaleData, decltype(&ulocdata_close)> data(ulocdata_open(locale, &status), &ulocdata_close);
    if (U_SUCCESS(status)) {
      letters_.reset(
          ulocdata_getExemplarSet(data.get(), nullptr, USET_ADD_CASE_MAPPINGS, ULOCDATA_ES_STANDARD, &status));
    }
    if (U_FAILURE(status)) letters_.reset(uset_openEmpty());
    for (const char32_t c : more) uset_add(letters_.get(), static_cast<UChar32>(c));
  }
  bool covers(const Word& word) const {
    return std::ranges::all_of(word,
                               [&](char32_t c) { return uset_contains(letters_.get(), static_cast<UChar32>(c)); });
  }

 private:
  std::unique_ptr<USet, decltype(&uset_close)> letters_;
};

bool is_western(std::string_view name) { return name == "windows-1252" || name == "ISO-8859-1"; }

// D0, DD, DE, F0, FD and FE are Ð Ý Þ ð ý þ in the Western code page, and Ğ İ Ş ğ ı ş in the Turkish one.
EncodingGuess western_or_turkish(std::string_view sample, EncodingGuess first) {
  static constexpr std::u32string_view kSix = U"\u00D0\u00DD\u00DE\u00F0\u00FD\u00FE";
  const std::vector<Word> western = words_of(sample, "windows-1252");
  const std::vector<Word> turkish = words_of(sample, "windows-1254");
  if (western.size() != turkish.size()) return first;  // REQUIRES for what follows; both have the same letters
  const Alphabet icelandic("is");
  const Alphabet faroese("fo");
  const Alphabet turkic("tr", U"\u0130I");
  double with_six = 0;
  double only_turkish = 0;
  double only_western = 0;
  for (std::size_t i = 0; i < western.size(); ++i) {
    if (western[i].find_first_of(kSix) == Word::npos) continue;
    ++with_six;
    const bool as_western = icelandic.covers(western[i]) || faroese.covers(western[i]);
    const bool as_turkish = turkic.covers(turkish[i]);
    if (as_turkish && !as_western) ++only_turkish;
    if (as_western && !as_turkish) ++only_western;
  }
  if (with_six == 0 || with_six < kShareOfSix * static_cast<double>(western.size())) return first;
  constexpr double kClear = 4;  // times as many
  if (only_western > kClear * only_turkish) return first;
  if (only_turkish > kClear * only_western) {
    return {"windows-1254", confidence_of(1, only_western / with_six, with_six), {}};
  }
  return {first.name, std::min(first.confidence, kInDoubt), "windows-1254"};
}

// All large or all small, Cyrillic reads as well in the one as in the other.
EncodingGuess which_cyrillic(std::string_view sample, EncodingGuess first, const std::string& other) {
  const auto [own, others] = confidences_by_icu(sample, first.name, other);
  constexpr int kSurer = 10;  // per cent
  if (own >= others + kSurer) return first;
  if (others >= own + kSurer) return {other, others, {}};
  return {first.name, std::min(first.confidence, kInDoubt), other};
}

bool can_be_looked_at(std::string_view name) {
  static constexpr std::string_view kKnown[] = {"windows-1250", "windows-1251", "windows-1252", "windows-1254",
                                                "ISO-8859-1",   "ISO-8859-2",   "ISO-8859-5",   "ISO-8859-9",
                                                "KOI8-R",       "IBM866"};
  return std::ranges::find(kKnown, name) != std::end(kKnown);
}

}  // namespace

std::optional<EncodingGuess> second_look(std::string_view sample, std::optional<EncodingGuess> first) {
  if (first && !can_be_looked_at(first->name)) return first;
  std::vector<Reading> readings;
  if (first) readings.push_back(read_as(sample, is_western(first->name) ? "windows-1252" : first->name.c_str()));
  for (const char* encoding : kReadings) {
    if (readings.empty() || readings.front().name != encoding) readings.push_back(read_as(sample, encoding));
  }
  const auto best = std::ranges::max_element(readings, {}, &Reading::well);  // the first of equal ones
  const bool of_letters = std::ranges::any_of(best->words, has_letter_beyond_ascii);
  if (!of_letters) return first;
  const auto words = static_cast<double>(best->words.size());
  if (!first || readings.front().well < best->well - kAlike) {
    if (best->well < kReadsWell) {
      if (first) first->confidence = std::min(first->confidence, kTooLittle);
      return first;
    }
    double next = 0;
    std::string rival;
    for (const Reading& other : readings) {
      if (other.well <= next || other.words == best->words) continue;
      next = other.well;
      rival = other.name;
    }
    const bool apart = next < best->well - kAlike;
    return EncodingGuess{best->name, confidence_of(best->well, next, words), apart ? std::string{} : rival};
  }
  if (readings.front().well < kReadsWell) first->confidence = std::min(first->confidence, kTooLittle);
  if (is_western(first->name)) return western_or_turkish(sample, *std::move(first));
  for (const char* cyrillic : {"windows-1251", "KOI8-R"}) {
    const auto other = std::ranges::find(readings, cyrillic, &Reading::name);
    const bool both = first->name == "windows-1251" || first->name == "KOI8-R";
    if (both && other->name != first->name && other->well >= readings.front().well - kAlike) {
      return which_cyrillic(sample, *std::move(first), other->name);
    }
  }
  return first;
}

}  // namespace tidewaiter::text
