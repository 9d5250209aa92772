// Run when the program is built: writes how ICU spells single Han characters in Latin letters, and their simplified
// forms, as arrays. Making ICU's transliterators takes a process 80 ms; both read each character by itself
// (tests/unit/text/han_letters_test.cpp compares runs of them).
//     make_han_letters OUT
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "text/han_letters.h"

namespace {

std::unique_ptr<icu::Transliterator> make(const char* rules) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(rules, UTRANS_FORWARD, status));
  return U_SUCCESS(status) ? std::move(made) : nullptr;
}

// Empty where it is no letters only.
std::string spelt(const icu::Transliterator& rules, char32_t c) {
  icu::UnicodeString wide(static_cast<UChar32>(c));
  rules.transliterate(wide);
  std::string text;
  wide.trim().toUTF8String(text);
  for (const char letter : text) {
    if (letter < 'a' || letter > 'z') return {};
  }
  return text;
}

// 0 where it is no single character of the basic plane.
std::uint16_t simplified(const icu::Transliterator& rules, char32_t c) {
  icu::UnicodeString wide(static_cast<UChar32>(c));
  rules.transliterate(wide);
  return wide.length() == 1 ? static_cast<std::uint16_t>(wide.charAt(0)) : std::uint16_t{0};
}

void write(std::ofstream& out, const char* name, const std::vector<std::uint16_t>& values) {
  out << "const std::array<std::uint16_t, kHanLetters> " << name << "{";
  for (std::size_t i = 0; i < values.size(); ++i) out << (i % 20 == 0 ? "\n  " : "") << values[i] << ',';
  out << "\n};\n";
}

}  // namespace

int main(int argc, char** argv) {
  using namespace tidewaiter::text;
  if (argc != 2) return 2;
  const auto latin = make("Any-Latin; Latin-ASCII");
  const auto simplify = make("Hant-Hans");
  if (latin == nullptr || simplify == nullptr) {
    std::fputs("ICU's data lacks Any-Latin or Hant-Hans\n", stderr);
    return 1;
  }
  std::map<std::string, std::uint16_t> numbers{{"", std::uint16_t{0}}};
  std::vector<std::string> syllables{""};
  std::vector<std::uint16_t> spellings;
  std::vector<std::uint16_t> forms;
  for (char32_t c = kFirstHanLetter; c <= kLastHanLetter; ++c) {
    const std::string syllable = spelt(*latin, c);
    const auto [at, fresh] = numbers.emplace(syllable, static_cast<std::uint16_t>(syllables.size()));
    if (fresh) syllables.push_back(syllable);
    spellings.push_back(at->second);
    forms.push_back(simplified(*simplify, c));
  }
  std::ofstream out(argv[1]);
  out << "// Made by cmake/make_han_letters.cpp.\n#include \"text/han_letters_table.h\"\n"
      << "namespace tidewaiter::text {\n"
      << "const std::array<std::string_view, kMostHanSyllables> kHanSyllables{";
  for (const std::string& syllable : syllables) out << '"' << syllable << "\",";
  out << "};\n";
  write(out, "kHanSpellings", spellings);
  write(out, "kSimplifiedHan", forms);
  out << "}  // namespace tidewaiter::text\n";
  out.close();
  return out.good() && syllables.size() <= kMostHanSyllables ? 0 : 1;
}
