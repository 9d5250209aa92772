#include "text/han_words.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "text/han_brand_table.h"
#include "text/han_place_table.h"
#include "text/han_word_table.h"
#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

// Words by their first character, longest first.
using Table = std::unordered_map<char32_t, std::vector<const HanWord*>>;

const Table& table() {
  static const Table made = [] {
    Table by_first;
    const auto add = [&](const HanWord& word) {
      std::string_view rest = word.han;
      by_first[take_code_point(rest)].push_back(&word);
    };
    std::ranges::for_each(kHanWords, add);
    std::ranges::for_each(kHanPlaces, add);
    std::ranges::for_each(kHanBrands, add);
    for (auto& [first, words] : by_first) {
      std::ranges::sort(words, [](const HanWord* a, const HanWord* b) { return a->han.size() > b->han.size(); });
    }
    return by_first;
  }();
  return made;
}

}  // namespace

const HanWord* han_word_at(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text.front()) < 0xE0) return nullptr;
  std::string_view rest = text;
  const auto found = table().find(take_code_point(rest));
  if (found == table().end()) return nullptr;
  const auto word = std::ranges::find_if(found->second, [&](const HanWord* w) { return text.starts_with(w->han); });
  return word == found->second.end() ? nullptr : *word;
}

}  // namespace tidewaiter::text
