#include "cli/near_word.h"

#include <algorithm>

#include "base/ascii.h"
#include "rules/vocabulary.h"

namespace tidewaiter::cli {
namespace {

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), to_lower);
  return small;
}

}  // namespace

std::optional<std::string> near_word(std::string_view word, const std::vector<std::string>& words) {
  const std::string wanted = in_small_letters(word);
  std::vector<std::string> small;
  for (const std::string& each : words) small.push_back(in_small_letters(each));
  const auto longer = std::ranges::find_if(
      small, [&](const std::string& each) { return wanted.size() >= 3 && each.starts_with(wanted); });
  if (longer != small.end()) return words[static_cast<std::size_t>(longer - small.begin())];
  // nothing, where nothing in it is right: "nearest" allows two letters of any short word
  const std::size_t prefix = wanted.starts_with("--") ? 2 : 0;
  const std::optional<std::string> found = rules::nearest(wanted, small);
  if (!found || wanted.size() - prefix < 3) return std::nullopt;
  return words[static_cast<std::size_t>(std::ranges::find(small, *found) - small.begin())];
}

}  // namespace tidewaiter::cli
