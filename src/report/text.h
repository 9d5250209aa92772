// Text as a terminal shows it: how wide it is, cut or wrapped to a width, without anything that could move the cursor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::report {

// Columns on a terminal; Chinese, Japanese and Korean letters take two, combining marks none.
std::size_t display_width(std::string_view text);

// Line breaks and tabs as a space; other control characters, characters that turn the direction of writing, and broken
// UTF-8 as U+FFFD. Shipment files are written by strangers: an escape sequence in one must not reach the terminal.
std::string printable(std::string_view text);

// At most `width` columns; what is cut off is shown by "…".
std::string fit(std::string_view text, std::size_t width);

// Broken between words, inside a word only if it is wider than a line. At least one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

std::string grouped(double number);         // 15824 as "15,824", 4707.2 as "4,707.2"
std::string grouped(std::uint64_t number);  // 1234 as "1,234"
std::string counted(std::uint64_t number, std::string_view singular, std::string_view plural);  // "1 row", "1,234 rows"
std::string in_words(std::string_view word);  // "licence_required" as "licence required"

std::string shell_word(std::string_view text);  // quoted where a shell would read more than one plain word into it

}  // namespace tidewaiter::report
