// Two spellings side by side, with the letters in which they differ in brackets.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::match {

struct Marked {
  std::string query;
  std::string entry;
};

// "elektronics", "electronics" become "ele[k]tronics", "ele[c]tronics": from the first to the last letter that differs.
// Equal texts are not marked; nor are texts that share neither beginning nor end. REQUIRES: ASCII.
Marked marked(std::string_view query, std::string_view entry);

}  // namespace tidewaiter::match
