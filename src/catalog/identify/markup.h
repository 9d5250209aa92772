// A text as a person sees it: web shops leave entities and tags of HTML in their exports.
#pragma once

#include <string>
#include <string_view>

namespace tidewaiter::catalog {

// `text` itself where nothing is to be done, else a view of `buffer`: entities are characters ("&times;2" is "×2",
// twice where they were written twice), a tag is a blank, and a line break, or a tag that makes one, is "; ". What is
// no entity and no tag stays. Total for any bytes.
std::string_view without_markup(std::string_view text, std::string& buffer);

// Digits of Arabic, Persian, Hindi, Bengali and Thai as the ten of ASCII: "٦" is 6.
std::string with_western_digits(std::string text);

}  // namespace tidewaiter::catalog
