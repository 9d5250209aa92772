#include "text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

constexpr std::array<char, 128> make_ascii_table() {
  std::array<char, 128> table{};
  for (std::size_t c = 0; c < table.size(); ++c) {
    const char letter = static_cast<char>(c);
    if (c <= ' ' || c == 127 || letter == '-' || letter == '\'' || letter == '"' || letter == '`') {
      table[c] = ' ';
    } else if (letter >= 'A' && letter <= 'Z') {
      table[c] = static_cast<char>(letter - 'A' + 'a');
    } else {
      table[c] = letter;
    }
  }
  return table;
}
constexpr std::array<char, 128> kAscii = make_ascii_table();

std::string fold_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const char folded = kAscii[static_cast<unsigned char>(c)];
    if (folded != ' ') {
      out.push_back(folded);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

icu::UnicodeString decode(std::string_view text) {
  icu::UnicodeString out;
  while (!text.empty()) out.append(static_cast<UChar32>(take_code_point(text)));
  return out;
}

// Letters with a stroke or a ligature have no decomposition; these are their plain forms (Unicode CLDR, Latin-ASCII).
const char16_t* plain_form(UChar32 c) {
  switch (c) {
    case 0x00E6:
      return u"ae";
    case 0x00F0:
      return u"d";
    case 0x00F8:
      return u"o";
    case 0x00FE:
      return u"th";
    case 0x0111:
      return u"d";
    case 0x0127:
      return u"h";
    case 0x0131:
      return u"i";
    case 0x0142:
      return u"l";
    case 0x0153:
      return u"oe";
    case 0x0167:
      return u"t";
    case 0x0268:
      return u"i";
    case 0x0289:
      return u"u";
    default:
      return nullptr;
  }
}

// Marks that change the look of a letter but not which letter it is. Kana voicing marks and the short и of Cyrillic
// make other letters, and the vowel signs of Indic scripts are letters: they stay.
bool is_diacritic(UChar32 mark, UChar32 base) {
  if (u_charType(mark) != U_NON_SPACING_MARK) return false;
  if (mark == 0x3099 || mark == 0x309A) return false;
  if (mark == 0x0306 && base == 0x0438) return false;
  if (mark >= 0x0591 && mark <= 0x05C7) return true;  // Hebrew points
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(mark, &status) == USCRIPT_INHERITED && U_SUCCESS(status);
}

bool is_blank(UChar32 c) {
  if (c < 128) return kAscii[static_cast<std::size_t>(c)] == ' ';
  switch (u_charType(c)) {
    case U_DASH_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
    case U_SPACE_SEPARATOR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
      return true;
    default:
      break;
  }
  // Low and high quotation marks, corner brackets, primes and letter apostrophes that are used as quotes.
  return c == 0x201A || c == 0x201E || (c >= 0x300A && c <= 0x300F) || c == 0x2032 || c == 0x2033 || c == 0x02BC ||
         c == 0x02B9 || c == 0x00B4 || c == 0x2212 || (c >= 0x301D && c <= 0x301F);
}

icu::UnicodeString without_marks(const icu::UnicodeString& decomposed) {
  icu::UnicodeString out;
  UChar32 base = 0;
  for (std::int32_t i = 0; i < decomposed.length();) {
    const UChar32 c = decomposed.char32At(i);
    i += U16_LENGTH(c);
    if (is_diacritic(c, base)) continue;
    if (u_charType(c) != U_NON_SPACING_MARK) base = c;
    if (const char16_t* plain = plain_form(c)) {
      out.append(icu::UnicodeString(plain));
    } else if (is_blank(c)) {
      if (!out.isEmpty() && out[out.length() - 1] != u' ') out.append(u' ');
    } else {
      out.append(c);
    }
  }
  return out;
}

// Memory is the only way in which these calls fail; the answer is then the input, which stays defined and total.
icu::UnicodeString normalized(const icu::Normalizer2* form, const icu::UnicodeString& text, UErrorCode& status) {
  if (U_FAILURE(status) || form == nullptr) return text;
  icu::UnicodeString out = form->normalize(text, status);
  return U_SUCCESS(status) ? out : text;
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 128; });
}

std::string fold(std::string_view text) {
  if (is_ascii(text)) return fold_ascii(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(status);
  icu::UnicodeString folded = normalized(casefold, decode(text), status);
  folded = without_marks(normalized(decompose, folded, status));
  folded = normalized(compose, folded, status);
  folded.trim();
  std::string out;
  folded.toUTF8String(out);
  return out;
}

}  // namespace tidewaiter::text
