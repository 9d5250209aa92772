// Codes that were misread or mistyped: "H2O" for H20, "Al00" for A100, a Cyrillic "А100".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/identify/lexicon.h"

namespace tidewaiter::catalog {

struct Misread {
  std::size_t begin = 0;  // byte of the mended text
  std::size_t end = 0;
  std::string written;  // what stands in the text itself
};

// `folded` with the words mended that no term of `matches` covers and that become a code, a model, a memory size or a
// number when a letter that looks like a digit, or like a Latin letter, is read as that. Only words with a digit in
// them, or of two scripts. Empty and nothing in `out` where nothing is mended.
std::string mend(const Lexicon& lexicon, std::string_view folded, const std::vector<Fragment>& fragments,
                 const std::vector<std::int32_t>& match_of, std::vector<Misread>& out);

}  // namespace tidewaiter::catalog
