#include "text/look_alikes.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <memory>
#include <unordered_map>

#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

struct Close {
  void operator()(USpoofChecker* checker) const { uspoof_close(checker); }
};

bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }
bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_mark(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0; }

UScriptCode script_of(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
  return U_SUCCESS(status) ? script : USCRIPT_UNKNOWN;
}

char skeleton(char32_t c) {
  static const std::unique_ptr<USpoofChecker, Close> checker = [] {
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker* opened = uspoof_open(&status);
    return std::unique_ptr<USpoofChecker, Close>(U_SUCCESS(status) ? opened : nullptr);
  }();
  if (checker == nullptr) return 0;
  std::string from;
  append_utf8(from, c);
  char to[16];
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t length = uspoof_getSkeletonUTF8(checker.get(), 0, from.data(),
                                                     static_cast<std::int32_t>(from.size()), to, sizeof to, &status);
  if (U_FAILURE(status) || length != 1) return 0;
  const auto plain = static_cast<char32_t>(static_cast<unsigned char>(to[0]));
  // The table's one form of "l", "I" and "1" is "l": a capital that looks so is an "i".
  if (plain == U'l' && u_isupper(static_cast<UChar32>(c))) return 'i';
  return is_ascii_letter(plain) || is_ascii_digit(plain) ? to[0] : '\0';
}

// Latin letters as Cyrillic ones that look like them, for Cyrillic words with Latin letters inside.
char32_t cyrillic_look_alike(char32_t c) {
  constexpr std::string_view kLatin = "aceopxyijsABCEHKMOPTXYIJS";
  constexpr std::u32string_view kCyrillic = U"асеорхуіјѕАВСЕНКМОРТХУІЈЅ";
  const std::size_t at = c < 128 ? kLatin.find(static_cast<char>(c)) : std::string_view::npos;
  return at == std::string_view::npos ? 0 : kCyrillic[at];
}

}  // namespace

char latin_look_alike(char32_t c) {
  if (c < 128) return 0;
  thread_local std::unordered_map<char32_t, char> known;  // ICU is asked once for each character
  const auto [at, fresh] = known.try_emplace(c, '\0');
  if (fresh) at->second = skeleton(c);
  return at->second;
}

std::string in_one_script(std::string_view word, bool& changed) {
  bool latin = false;
  bool other = false;
  bool all_latin = true;     // every letter of another script looks like a Latin one
  bool all_cyrillic = true;  // the others are Cyrillic and every Latin letter looks like one
  std::string_view rest = word;
  while (!rest.empty()) {
    const char32_t c = take_code_point(rest);
    if (is_ascii_digit(c) || is_mark(c)) continue;
    const UScriptCode script = script_of(c);
    if (script == USCRIPT_LATIN) {
      latin = true;
      all_cyrillic = all_cyrillic && cyrillic_look_alike(c) != 0;
    } else if (script == USCRIPT_COMMON || script == USCRIPT_INHERITED) {
      continue;
    } else {
      other = true;
      all_latin = all_latin && latin_look_alike(c) != 0;
      all_cyrillic = all_cyrillic && script == USCRIPT_CYRILLIC;
    }
  }
  if (!latin || !other || (!all_latin && !all_cyrillic)) return std::string(word);
  changed = true;
  std::string out;
  while (!word.empty()) {
    const char32_t c = take_code_point(word);
    if (all_latin) {
      const UScriptCode script = script_of(c);
      const bool keep = script == USCRIPT_LATIN || script == USCRIPT_COMMON || script == USCRIPT_INHERITED;
      if (const char plain = keep ? '\0' : latin_look_alike(c)) {
        out.push_back(plain);
      } else {
        append_utf8(out, c);
      }
    } else {
      const char32_t cyrillic = cyrillic_look_alike(c);
      append_utf8(out, cyrillic != 0 ? cyrillic : c);
    }
  }
  return out;
}

}  // namespace tidewaiter::text
