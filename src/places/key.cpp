#include "places/key.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "text/fold.h"

namespace tidewaiter {
namespace {

// Letters, digits and everything beyond ASCII make words; the rest stands between them.
bool in_word(char c) { return static_cast<unsigned char>(c) >= 128 || is_lower(c) || is_digit(c); }

void append_word(std::string& key, std::string_view word) {
  if (word != "the") key += word;
}

}  // namespace

std::string place_key(std::string_view written) {
  const std::string folded = text::fold(written);
  std::string key;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= folded.size(); ++i) {
    if (i < folded.size() && in_word(folded[i])) continue;
    append_word(key, std::string_view(folded).substr(start, i - start));
    if (i < folded.size() && folded[i] == '&') key += "and";
    start = i + 1;
  }
  return key;
}

std::string_view without_outer_blanks(std::string_view written) {
  static constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = written.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return written.substr(first, written.find_last_not_of(kBlanks) - first + 1);
}

std::string code_key(std::string_view written) {
  written = without_outer_blanks(written);
  if (written.size() != 2 && written.size() != 3) return {};
  std::string code;
  for (const char c : written) {
    if (!is_letter(c)) return {};
    code.push_back(is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return code;
}

std::size_t place_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return std::min(last[b.size()], limit + 1);
}

}  // namespace tidewaiter
