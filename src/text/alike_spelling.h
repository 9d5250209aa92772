// One key for the ways in which Latin letters write one name of another script: "Qasimi" and "Ghasemi", "Daoud" and
// "Dawood", "Malenkov" and "Malenkoff". Vowels stay, as classes, so that short names of other sounds do not meet.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::text {

// REQUIRES: a-z, 0-9. Empty for words with digits, and where fewer than three letters stay.
std::string alike_spelling(std::string_view word);

}  // namespace tidewaiter::text
