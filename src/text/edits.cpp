#include "text/edits.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace tidewaiter::text {
namespace {

constexpr std::size_t kShort = 64;  // letters in a machine word

// The optimal string alignment distance by columns of bits (Hyyro 2003, "A bit-vector algorithm for computing
// Levenshtein and Damerau edit distances"). REQUIRES: a has 1 to 64 bytes.
int distance_of_short(std::string_view a, std::string_view b) {
  std::array<std::uint64_t, 256> places{};
  for (std::size_t i = 0; i < a.size(); ++i) places[static_cast<unsigned char>(a[i])] |= std::uint64_t{1} << i;
  const std::uint64_t last = std::uint64_t{1} << (a.size() - 1);
  std::uint64_t up = ~std::uint64_t{0};  // one more than the row above
  std::uint64_t down = 0;                // one less
  std::uint64_t same = 0;                // the diagonal costs nothing
  std::uint64_t before = 0;
  int distance = static_cast<int>(a.size());
  for (const char c : b) {
    const std::uint64_t here = places[static_cast<unsigned char>(c)];
    const std::uint64_t swapped = ((~same & here) << 1U) & before;
    same = (((here & up) + up) ^ up) | here | down | swapped;
    std::uint64_t right_up = down | ~(same | up);
    std::uint64_t right_down = same & up;
    distance += (right_up & last) != 0 ? 1 : 0;
    distance -= (right_down & last) != 0 ? 1 : 0;
    right_up = right_up << 1U | 1U;
    right_down <<= 1U;
    up = right_down | ~(same | right_up);
    down = right_up & same;
    before = here;
  }
  return distance;
}

bool within(std::string_view a, std::string_view b, int edits, std::int32_t* before, std::int32_t* above,
            std::int32_t* row) {
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = static_cast<std::int32_t>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<std::int32_t>(i);
    std::int32_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::int32_t best = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      best = std::min({best, above[j] + 1, row[j - 1] + 1});
      if (i >= 2 && j >= 2 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) best = std::min(best, before[j - 2] + 1);
      row[j] = best;
      least = std::min(least, best);
    }
    if (least > edits) return false;  // the row before is then at least `edits`, so a swap cannot help either
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()] <= edits;
}

}  // namespace

bool within_edits(std::string_view a, std::string_view b, int edits) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > static_cast<std::size_t>(edits)) return false;
  while (!a.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty()) return b.size() <= static_cast<std::size_t>(edits);
  if (a.size() <= kShort) return distance_of_short(a, b) <= edits;
  const std::size_t width = b.size() + 1;
  std::vector<std::int32_t> rows(width * 3);
  return within(a, b, edits, rows.data(), rows.data() + width, rows.data() + 2 * width);
}

}  // namespace tidewaiter::text
