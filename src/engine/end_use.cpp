#include "engine/end_use.h"

#include <algorithm>

#include "base/toml.h"
#include "text/fold.h"

namespace tidewaiter {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Where `word` stands in `text` from `at` on, with no Latin letter or digit right before or after it; npos if nowhere.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t at = 0) {
  for (at = text.find(word, at); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool starts = at == 0 || !is_ascii_letter(text[at - 1]) || !is_ascii_letter(word.front());
    const std::size_t end = at + word.size();
    const bool ends = end == text.size() || !is_ascii_letter(text[end]) || !is_ascii_letter(word.back());
    if (starts && ends) return at;
  }
  return std::string_view::npos;
}

Result<std::vector<std::string>> read_words(const toml::Document& document, const toml::Value& value) {
  if (value.array() == nullptr) {
    return fail(ErrorCode::bad_format, "words are a list of texts in quotes", document.where(value.place));
  }
  std::vector<std::string> words;
  for (const toml::Value& word : *value.array()) {
    if (word.string() == nullptr || text::fold(*word.string()).empty()) {
      return fail(ErrorCode::bad_format, "a word must be text in quotes", document.where(word.place));
    }
    words.push_back(text::fold(*word.string()));
  }
  return words;
}

}  // namespace

Result<EndUseWords> EndUseWords::load(const SourceText& text) {
  TIDEWAITER_TRY(const toml::Document document, toml::parse(text.text, text.name));
  EndUseWords loaded;
  const toml::Value* kinds = document.root.find("kind");
  if (kinds == nullptr || kinds->array() == nullptr) {
    return fail(ErrorCode::bad_format, "there is no [[kind]] in this file", document.file);
  }
  for (const toml::Value& value : *kinds->array()) {
    const toml::Value* name = value.table() == nullptr ? nullptr : value.table()->find("name");
    const toml::Value* words = value.table() == nullptr ? nullptr : value.table()->find("words");
    if (name == nullptr || name->string() == nullptr || words == nullptr || words->array() == nullptr) {
      return fail(ErrorCode::bad_format, "a kind needs a name and words", document.where(value.place));
    }
    Kind kind{*name->string(), {}, {}};
    TIDEWAITER_TRY(kind.words, read_words(document, *words));
    if (const toml::Value* others = value.table()->find("other_meanings")) {
      TIDEWAITER_TRY(kind.other_meanings, read_words(document, *others));
    }
    loaded.kinds_.push_back(std::move(kind));
  }
  return loaded;
}

std::vector<std::string_view> EndUseWords::kinds(std::string_view end_use) const {
  std::vector<std::string_view> found;
  const std::string folded = text::fold(end_use);
  for (const Kind& kind : kinds_) {
    // another meaning is taken out whole, so that a word beside it still counts
    std::string left = folded;
    for (const std::string& other : kind.other_meanings) {
      for (std::size_t at = find_word(left, other); at != std::string::npos; at = find_word(left, other, at + 1)) {
        std::fill_n(left.begin() + static_cast<std::ptrdiff_t>(at), other.size(), ' ');
      }
    }
    const auto stands = [&](const std::string& word) { return find_word(left, word) != std::string::npos; };
    if (std::ranges::any_of(kind.words, stands)) found.push_back(kind.name);
  }
  return found;
}

}  // namespace tidewaiter
