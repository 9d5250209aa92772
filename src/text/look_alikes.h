// Letters of one script that look like letters of another: a Cyrillic "а" inside a Latin word.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::text {

// A word whose letters come from two scripts and can all be read as one of them, in that one script; else as it is.
// What looks alike is Unicode's table of confusables (UTS 39), as ICU carries it. `changed` is set if anything was.
std::string in_one_script(std::string_view word, bool& changed);

// The Latin letters or digits that a character is confusable with; 0 if none or more than one.
char latin_look_alike(char32_t c);

}  // namespace tidewaiter::text
