#include "text/edits.h"

#include <algorithm>

namespace tidewaiter::text {

// Few edits allow few ways: at the first letters that differ, one of them is wrong, missing, added or swapped, and the
// rest may have one edit less. Equal letters in front and at the end never need an edit. At most 4^edits ways, nearly
// all of which end at their first letter; a table of distances costs its whole size each time.
bool within_edits(std::string_view a, std::string_view b, int edits) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > static_cast<std::size_t>(edits)) return false;
  const auto front = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  a.remove_prefix(front);
  b.remove_prefix(front);
  if (a.empty() || edits == 0) return b.size() <= static_cast<std::size_t>(edits);
  while (!a.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (b.size() <= static_cast<std::size_t>(edits)) return true;
  if (a.empty()) return false;
  return within_edits(a.substr(1), b.substr(1), edits - 1) || within_edits(a, b.substr(1), edits - 1) ||
         within_edits(a.substr(1), b, edits - 1) ||
         (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0] &&
          within_edits(a.substr(2), b.substr(2), edits - 1));
}

}  // namespace tidewaiter::text
