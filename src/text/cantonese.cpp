#include "text/cantonese.h"

#include <array>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "text/cantonese_table.h"
#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

using Table = std::unordered_map<char32_t, std::string_view>;

const Table& table() {
  static const Table made = [] {
    Table syllables;
    for (const CantoneseRow& row : kCantonese) {
      for (std::string_view rest = row.characters; !rest.empty();)
        syllables.emplace(take_code_point(rest), row.syllable);
    }
    return syllables;
  }();
  return made;
}

// The usual spelling of Hong Kong's offices has no fixed rules; these are its habits (Eitel's and Dyer Ball's tables,
// as street signs and registers follow them).
std::string in_hong_kong(std::string_view syllable) {
  static constexpr auto kInitials = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"gw", "kw"}, {"b", "p"}, {"d", "t"}, {"g", "k"}, {"z", "ch"}, {"c", "ch"}, {"j", "y"}});
  static constexpr auto kFinals = std::to_array<std::pair<std::string_view, std::string_view>>({{"oeng", "eung"},
                                                                                                {"oek", "euk"},
                                                                                                {"eoi", "ui"},
                                                                                                {"eon", "un"},
                                                                                                {"eot", "ut"},
                                                                                                {"yun", "uen"},
                                                                                                {"yut", "uet"},
                                                                                                {"yu", "u"},
                                                                                                {"ou", "o"}});
  std::string spelt;
  for (const auto& [jyutping, usual] : kInitials) {
    if (!syllable.starts_with(jyutping)) continue;
    spelt = usual;
    syllable.remove_prefix(jyutping.size());
    break;
  }
  const std::size_t vowel = syllable.find_first_of("aeiouy");
  spelt += syllable.substr(0, vowel);
  std::string final(vowel == std::string_view::npos ? std::string_view{} : syllable.substr(vowel));
  if (final.starts_with("aa")) final.erase(0, 1);
  for (const auto& [jyutping, usual] : kFinals) {
    if (final == jyutping) return spelt += usual;
  }
  return spelt += final;
}

}  // namespace

std::vector<std::string> cantonese(std::string_view han) {
  std::string jyutping;
  std::string usual;
  while (!han.empty()) {
    const auto found = table().find(take_code_point(han));
    if (found == table().end()) return {};
    jyutping += found->second;
    usual += in_hong_kong(found->second);
  }
  if (jyutping.empty()) return {};
  return usual == jyutping ? std::vector{jyutping} : std::vector{jyutping, usual};
}

}  // namespace tidewaiter::text
