#include "text/han_words.h"

#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "text/fold.h"
#include "text/han_brand_table.h"
#include "text/han_business_words.h"
#include "text/han_goods_words.h"
#include "text/han_institution_words.h"
#include "text/han_place_table.h"
#include "text/script_words.h"
#include "text/unicode.h"

namespace tidewaiter::text {
namespace {

// Words by their first character, longest first. Spelt as fold() leaves them, since names are folded before.
class Table {
 public:
  Table() {
    const auto add = [&](const HanWord& word) {
      const HanWord kept{folded_.emplace_back(fold(word.han)), word.english};
      std::string_view rest = kept.han;
      by_first_[take_code_point(rest)].push_back(kept);
    };
    // Of equal words the first counts.
    std::ranges::for_each(kHanBusinessWords, add);
    std::ranges::for_each(kHanGoodsWords, add);
    std::ranges::for_each(kHanInstitutionWords, add);
    std::ranges::for_each(kHanPlaces, add);
    std::ranges::for_each(kHanBrands, add);
    std::ranges::for_each(kScriptWords, add);
    for (auto& [first, words] : by_first_) {
      std::ranges::stable_sort(words, [](const HanWord& a, const HanWord& b) { return a.han.size() > b.han.size(); });
    }
  }
  const HanWord* at(std::string_view text) const {
    std::string_view rest = text;
    const auto found = by_first_.find(take_code_point(rest));
    if (found == by_first_.end()) return nullptr;
    const auto word = std::ranges::find_if(found->second, [&](const HanWord& w) { return text.starts_with(w.han); });
    return word == found->second.end() ? nullptr : &*word;
  }

 private:
  std::deque<std::string> folded_;
  std::unordered_map<char32_t, std::vector<HanWord>> by_first_;
};

const Table& table() {
  static const Table made;
  return made;
}

}  // namespace

const HanWord* han_word_at(std::string_view text) {
  // No word of the table is Latin, Greek or Cyrillic: those are below U+0600.
  if (text.empty() || static_cast<unsigned char>(text.front()) < 0xD8) return nullptr;
  return table().at(text);
}

const HanWord* arabic_word(std::string_view text) {
  static constexpr auto kArticles = std::to_array<std::string_view>({"", "ال", "لل", "وال", "ل", "و"});
  for (const std::string_view article : kArticles) {
    if (!text.starts_with(article)) continue;
    const std::string_view bare = text.substr(article.size());
    const HanWord* word = han_word_at(bare);
    if (word != nullptr && word->han.size() == bare.size()) return word;
  }
  return nullptr;
}

}  // namespace tidewaiter::text
