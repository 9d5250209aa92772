// One letter and a slash for a little word, as Portuguese, Spanish and English invoices write it: "p/ RTX 4090".
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::catalog {

// `folded` (text::fold) with "p/" as "para", "c/" as "com", "s/" as "sem" and "f/" as "for" where a word of three
// letters or digits, a number or a blank follows: "p/n", "s/n", "c/o" and "c/u" stay.
std::string without_shorthand(std::string folded);

}  // namespace tidewaiter::catalog
