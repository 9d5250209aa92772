// What countries are called in other languages than English: a table that cmake/make_country_names.cpp makes of ICU's
// data when the program is built.
#pragma once

#include <cstddef>
#include <string_view>

namespace tidewaiter {

// Shorter keys tell too little: "cin" is Çin, which is China in Turkish, and a city's code.
inline constexpr std::size_t kShortestKey = 4;

// In the order of the names, in bytes; none twice, and none that two languages give to two countries.
std::size_t other_names();  // how many
// place_key() of the name. Where that is shorter than kShortestKey: the name itself, in small letters, capitals and as
// a word, if some letter is not ASCII; else it is left out.
std::string_view other_name(std::size_t i);
std::string_view code_of_other_name(std::size_t i);  // ISO 3166-1, two letters

}  // namespace tidewaiter
