// Run when the program is built: writes the names that ICU (CLDR) has for countries in languages of trade, as a table
// by place_key(). A name that stands for two countries, "Kongo" in Polish and in Norwegian, is left out: it says
// neither.
//     make_country_names OUT
#include <unicode/locid.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "places/key.h"
#include "places/other_names.h"

namespace {

// The official languages of the European Union, and those of its neighbours, of the Near East, of Central, South,
// South-East and East Asia in which ICU 72 has the names. English stands in the data of the repository.
constexpr const char* kLanguages[] = {
    "ar", "az", "be", "bg",      "bn", "bs", "ca", "cs", "da", "de", "el", "es", "et",    "fa", "fi", "fil", "fr",
    "ga", "he", "hi", "hr",      "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km",    "ko", "ky", "lo",  "lt",
    "lv", "mk", "mn", "ms",      "mt", "my", "nb", "ne", "nl", "pl", "ps", "pt", "pt_PT", "ro", "ru", "si",  "sk",
    "sl", "sq", "sr", "sr_Latn", "sv", "sw", "ta", "tg", "th", "tk", "tr", "uk", "ur",    "uz", "vi", "zh",  "zh_Hant"};

// By key; the countries that bear it.
using Names = std::map<std::string, std::set<std::string>>;

std::string text_of(const icu::UnicodeString& wide) {
  std::string text;
  wide.toUTF8String(text);
  return text;
}

void add_name(Names& names, const icu::UnicodeString& name, const icu::Locale& language, const char* code) {
  const std::string key = tidewaiter::place_key(text_of(name));
  if (key.size() >= tidewaiter::kShortestKey) {
    names[key].insert(code);
    return;
  }
  bool ascii = true;
  for (std::int32_t i = 0; i < name.length(); ++i) ascii = ascii && name.charAt(i) < 128;
  if (ascii) return;
  names[text_of(name)].insert(code);
  names[text_of(icu::UnicodeString(name).toLower(language))].insert(code);
  names[text_of(icu::UnicodeString(name).toUpper(language))].insert(code);
}

void add_language(Names& names, const char* language, UDisplayContext length) {
  UErrorCode status = U_ZERO_ERROR;
  UDisplayContext contexts[] = {length, UDISPCTX_NO_SUBSTITUTE};
  ULocaleDisplayNames* display = uldn_openForContext(language, contexts, 2, &status);
  for (const char* const* code = uloc_getISOCountries(); U_SUCCESS(status) && *code != nullptr; ++code) {
    char16_t buffer[256];
    UErrorCode found = U_ZERO_ERROR;
    const int size = uldn_regionDisplayName(display, *code, buffer, 256, &found);
    if (U_FAILURE(found) || size <= 0) continue;  // NO_SUBSTITUTE: ICU has no name for it
    add_name(names, icu::UnicodeString(buffer, size), icu::Locale(language), *code);
  }
  uldn_close(display);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  Names names;
  for (const char* language : kLanguages) {
    const std::size_t before = names.size();
    add_language(names, language, UDISPCTX_LENGTH_FULL);
    add_language(names, language, UDISPCTX_LENGTH_SHORT);
    if (names.size() == before) {
      std::fprintf(stderr, "ICU's data lacks the names of countries in %s\n", language);
      return 1;
    }
  }
  std::erase_if(names, [](const auto& each) { return each.second.size() > 1; });
  // One text and where its names end: as so many pointers it would take every start of the program some time.
  std::ofstream out(argv[1]);
  out << "// Made by cmake/make_country_names.cpp.\n#include \"places/other_names.h\"\n#include <cstdint>\n"
      << "namespace tidewaiter {\nnamespace {\nconstexpr std::string_view kNames =\n";
  for (const auto& [name, countries] : names) out << '"' << name << "\"\n";
  out << ";\nconstexpr std::string_view kCodes =\n";
  for (const auto& [name, countries] : names) out << '"' << *countries.begin() << "\"\n";
  out << ";\nconstexpr std::uint32_t kEnds[] = {0";
  std::size_t end = 0;
  for (const auto& [name, countries] : names) out << ",\n" << (end += name.size());
  out << "};\n}  // namespace\nstd::size_t other_names() { return kCodes.size() / 2; }\n"
      << "std::string_view other_name(std::size_t i) { return kNames.substr(kEnds[i], kEnds[i + 1] - kEnds[i]); }\n"
      << "std::string_view code_of_other_name(std::size_t i) { return kCodes.substr(2 * i, 2); }\n"
      << "}  // namespace tidewaiter\n";
  out.close();
  return out.good() ? 0 : 1;
}
