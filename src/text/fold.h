// One spelling for comparison: what differs only by case, width, diacritics, dashes, quotes or blanks becomes equal.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::text {

bool is_ascii(std::string_view text);

// Compatibility-composed (NFKC), case folded, without diacritics and invisible characters; every run of dashes,
// quotes, blanks and controls is one space, none at either end. Other punctuation stays. "Große-Straße" is
// "grosse strasse", "O'Neil" is "o neil", fullwidth "ＡＢＣ" is "abc".
// Total and idempotent; each byte that is not part of well-formed UTF-8 becomes U+FFFD. The answer is UTF-8.
std::string fold(std::string_view text);

}  // namespace tidewaiter::text
