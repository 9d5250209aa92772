// The spelling under which a country's name is looked up.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tidewaiter {

// Folded, "&" read as "and", without punctuation, blanks and the article "the": "Congo (Democratic Republic of the)"
// and "CONGO, DEMOCRATIC REPUBLIC OF" are one.
std::string place_key(std::string_view written);

std::string_view without_outer_blanks(std::string_view written);

// A code of two or three letters in capitals, blanks at the ends left out; empty for anything else.
std::string code_key(std::string_view written);

// Insertions, deletions, substitutions and swaps of neighbours between two keys, in bytes (optimal string alignment);
// `limit` + 1 if there are more.
std::size_t place_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace tidewaiter
