#include "text/latin.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "text/fold.h"
#include "text/han_letters.h"
#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

// Russian, Ukrainian and Belarusian letters as English-language lists spell them: BGN/PCGN 1947 (Russian) without
// the rule for "ye", which lists use and omit alike. ICU's Cyrillic-Latin is ISO 9, whose "č" and "â" become "c" and
// "a" in ASCII and then meet no list's spelling.
constexpr std::array<const char*, 32> kRussian = {"a",  "b",  "v",  "g",    "d", "e", "zh", "z", "i",  "y", "k",
                                                  "l",  "m",  "n",  "o",    "p", "r", "s",  "t", "u",  "f", "kh",
                                                  "ts", "ch", "sh", "shch", "",  "y", "",   "e", "yu", "ya"};

const char* cyrillic(char32_t c) {
  if (c >= U'а' && c <= U'я') return kRussian[c - U'а'];
  switch (c) {
    case U'ё':
      return "e";
    case U'є':
      return "ye";
    case U'і':
    case U'ї':
      return "i";
    case U'ґ':
      return "g";
    case U'ў':
      return "u";
    case U'ј':
      return "j";
    case U'љ':
      return "lj";
    case U'њ':
      return "nj";
    case U'ђ':
      return "dj";
    case U'ћ':
      return "c";
    case U'џ':
      return "dz";
    case U'ә':
      return "a";
    case U'қ':
      return "k";
    case U'ғ':
      return "g";
    case U'ң':
      return "n";
    case U'ө':
      return "o";
    case U'ұ':
    case U'ү':
      return "u";
    case U'һ':
      return "h";
    default:
      return nullptr;
  }
}

std::string without_cyrillic(std::string_view folded) {
  std::string out;
  out.reserve(folded.size());
  while (!folded.empty()) {
    const char32_t c = take_code_point(folded);
    if (const char* plain = cyrillic(c)) {
      out += plain;
    } else {
      append_utf8(out, c);
    }
  }
  return out;
}

// Null when ICU's data lacks the rules.
std::unique_ptr<icu::Transliterator> make_transliterator(const char* rules) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(rules, UTRANS_FORWARD, status));
  return U_SUCCESS(status) ? std::move(made) : nullptr;
}

std::string transliterated(const icu::Transliterator* rules, std::string_view text) {
  if (rules == nullptr) return std::string(text);
  icu::UnicodeString wide =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  rules->transliterate(wide);
  std::string out;
  wide.toUTF8String(out);
  return out;
}

std::string ascii_only(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    if (c < 128) out.push_back(static_cast<char>(c));
  }
  return out;
}

// Nothing where other than Han characters of the table stands in the text.
std::optional<std::string> spelt_han(std::string_view folded) {
  std::string out;
  while (!folded.empty()) {
    const char32_t c = take_code_point(folded);
    const std::string_view syllable = is_han_letter(c) ? han_syllable(c) : std::string_view{};
    if (syllable.empty()) return std::nullopt;
    if (!out.empty()) out += ' ';
    out += syllable;
  }
  return out;
}

}  // namespace

std::string latin(std::string_view text) {
  std::string folded = fold(text);
  if (is_ascii(folded)) return folded;
  folded = without_cyrillic(folded);
  if (is_ascii(folded)) return folded;
  if (auto spelt = spelt_han(folded)) return *std::move(spelt);
  return latin_by_rules(folded);
}

std::string latin_by_rules(std::string_view text) {
  std::string folded = without_cyrillic(fold(text));
  if (is_ascii(folded)) return folded;
  // One a thread: ICU's transliterators may not be used by two threads at once, and making one takes 48 ms.
  thread_local const auto any_latin = make_transliterator("Any-Latin; Latin-ASCII");
  folded = transliterated(any_latin.get(), folded);
  // What Any-Latin leaves as modifier letters (ayn, hamza, soft signs) are apostrophes now: not letters of the name.
  std::erase(folded, '\'');
  std::erase(folded, '`');
  return fold(ascii_only(folded));
}

std::string simplified_han(std::string_view text) {
  constexpr char32_t kBeyondThePlane = 0x10000;  // rare Han characters among others
  std::string out;
  for (std::string_view rest = text; !rest.empty();) {
    const char32_t c = take_code_point(rest);
    const char32_t simplified = is_han_letter(c) ? simplified_letter(c) : c < kBeyondThePlane ? c : 0;
    if (simplified == 0) return simplified_han_by_rules(text);
    append_utf8(out, simplified);
  }
  return out;
}

std::string simplified_han_by_rules(std::string_view text) {
  thread_local const auto simplify = make_transliterator("Hant-Hans");
  return transliterated(simplify.get(), text);
}

}  // namespace tidewaiter::text
