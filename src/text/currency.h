// Which short texts name a currency, as they stand beside an amount: "€", "US$", "EUR", "kr", "zł", "元".
#pragma once

#include <string_view>

namespace tidewaiter::text {

// Whether it is one currency sign of Unicode (category Sc), in UTF-8.
bool is_currency_sign(std::string_view text);

// Whether it is such a sign, one with up to three letters of Latin before it ("R$"), a code of ISO 4217 in capitals, or
// what some language writes for the currency of its country (CLDR, out of ICU). One letter alone is not taken, nor is
// what trade writes for a unit of measure: "12.5 K", "12.5 L" and "12.5 KGS" are no amounts of money. Without blanks at
// its ends.
bool is_currency(std::string_view text);

// Whether it may be one where it stands before an amount: also one to three letters of ASCII that are neither a unit of
// measure nor a word for a number ("R", "Fr."). Units stand behind what they count, and so do K and M for thousands and
// millions, which is_currency() does not take.
bool is_currency_before(std::string_view text);

}  // namespace tidewaiter::text
