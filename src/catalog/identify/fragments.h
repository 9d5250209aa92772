// A text cut into runs of letters, runs of digits and single ideographs: "8xH100-SXM5" is 8·x h·100 sxm·5, where a dot
// stands between fragments that are written in one piece.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::catalog {

struct Fragment {
  std::string_view text;     // of the folded text
  std::uint32_t begin = 0;   // byte in the folded text
  std::uint32_t word = 0;    // number in the lexicon, 0 = none
  std::uint32_t number = 0;  // value of a run of one to nine digits
  bool digits = false;
  bool ideograph = false;  // one character of a script that is written without blanks
  bool joined = false;     // nothing stands between this fragment and the one before
  bool breaks = false;     // a comma, semicolon, plus or the like stands between them: another thing of a list
  bool divides = false;    // a semicolon, a bar or the end of a line or sentence: more than a comma
  bool slashes = false;    // a slash, which says "or" and "per" too, and nothing stronger
};

// Appends the fragments of `folded` (text::fold), which must outlive them. A count written into a word is cut off
// ("8xh100" is 8·x h·100), and "*" and "×" read as x.
void cut(std::string_view folded, std::vector<Fragment>& out);

}  // namespace tidewaiter::catalog
