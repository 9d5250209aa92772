#include "text/currency.h"

#include <unicode/uchar.h>
#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string>

#include "base/ascii.h"
#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

// Kilograms and kilometres on papers of trade, before the som of Kyrgyzstan and the mark of Bosnia.
constexpr std::array<std::string_view, 2> kUnits{"KGS", "KM"};

// Written for yuan and yen instead of their sign (the Unicode Standard, 22.1), and the short forms that stand beside
// ISO 4217 in [currency_names] of exchange-rates.toml.
constexpr std::array<std::string_view, 7> kOthers{"元", "円", "圆", "圓", "RMB", "CNH", "NTD"};

// Before an amount, in any case: UN/ECE Recommendation 20 and what papers of trade write beside it; weights gross and
// net, sums and numbers.
constexpr std::string_view kNoCurrencyBefore[] = {
    "a",   "ant", "avg", "bag", "box", "bx",  "cbm", "cm",  "ct",  "ctn", "ctr", "dz",  "ea",  "ft",  "g",
    "gal", "gb",  "gr",  "gw",  "h",   "hr",  "hz",  "in",  "kg",  "kgs", "km",  "kw",  "l",   "lb",  "lbs",
    "m",   "max", "mb",  "mg",  "min", "ml",  "mm",  "mt",  "mw",  "net", "no",  "nos", "nr",  "num", "nw",
    "oz",  "pal", "pc",  "pce", "pcs", "pct", "pk",  "pkg", "pos", "pr",  "prs", "qty", "ref", "set", "st",
    "stk", "sum", "t",   "tb",  "ton", "tot", "v",   "vol", "w",   "wt",  "x",   "yd"};

constexpr std::size_t kMostLetters = 3;  // before a sign: those of ISO 4217, "CNY¥"

using Names = std::set<std::string, std::less<>>;

std::size_t characters_of(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void add_name(const UChar* code, const char* language, Names& names) {
  for (const UCurrNameStyle style : {UCURR_SYMBOL_NAME, UCURR_NARROW_SYMBOL_NAME}) {
    UErrorCode error = U_ZERO_ERROR;
    UBool choice = 0;
    std::int32_t length = 0;
    const UChar* name = ucurr_getName(code, language, style, &choice, &length, &error);
    if (U_FAILURE(error)) continue;
    std::string utf8;
    icu::UnicodeString(name, length).toUTF8String(utf8);
    if (characters_of(utf8) > 1) names.insert(std::move(utf8));
  }
}

// The codes in use, what English writes for them, and what each language writes for its own.
Names all_names() {
  Names names{kOthers.begin(), kOthers.end()};
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UEnumeration, decltype(&uenum_close)> codes(
      ucurr_openISOCurrencies(UCURR_COMMON | UCURR_NON_DEPRECATED, &error), uenum_close);
  std::int32_t length = 0;
  while (const UChar* code = U_FAILURE(error) ? nullptr : uenum_unext(codes.get(), &length, &error)) {
    std::string utf8;
    icu::UnicodeString(code, length).toUTF8String(utf8);
    names.insert(std::move(utf8));
    add_name(code, "en", names);
  }
  for (std::int32_t i = 0; i < uloc_countAvailable(); ++i) {
    const char* language = uloc_getAvailable(i);
    std::array<UChar, 4> code{};
    error = U_ZERO_ERROR;
    ucurr_forLocale(language, code.data(), static_cast<std::int32_t>(code.size()), &error);
    if (U_SUCCESS(error) && code[0] != 0) add_name(code.data(), language, names);
  }
  for (const std::string_view unit : kUnits) names.erase(std::string(unit));
  return names;
}

}  // namespace

bool is_currency_sign(std::string_view text) {
  const std::size_t length = utf8_sequence_length(text);
  return length > 0 && length == text.size() &&
         u_charType(static_cast<UChar32>(take_code_point(text))) == U_CURRENCY_SYMBOL;
}

bool is_currency(std::string_view text) {
  const auto letter = [](char c) { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; };
  const std::size_t letters = static_cast<std::size_t>(std::ranges::find_if_not(text, letter) - text.begin());
  if (letters <= kMostLetters && is_currency_sign(text.substr(letters))) return true;
  static const Names names = all_names();
  return names.contains(text);
}

bool is_currency_before(std::string_view text) {
  if (is_currency(text)) return true;
  if (text.ends_with('.')) text.remove_suffix(1);
  std::string small;
  for (const char c : text) small += to_lower(c);
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  if (small.empty() || small.size() > kMostLetters || !std::ranges::all_of(small, letter)) return false;
  if (text == "L") return true;  // the lempira; litres are written behind
  return std::ranges::find(kNoCurrencyBefore, small) == std::end(kNoCurrencyBefore);
}

}  // namespace tidewaiter::text
