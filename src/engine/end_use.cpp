#include "engine/end_use.h"

#include <algorithm>

#include "base/toml.h"
#include "text/fold.h"

namespace tidewaiter {
namespace {

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// True if `word` stands in `text` with no Latin letter or digit right before or after it.
bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool starts = at == 0 || !is_ascii_letter(text[at - 1]) || !is_ascii_letter(word.front());
    const std::size_t end = at + word.size();
    const bool ends = end == text.size() || !is_ascii_letter(text[end]) || !is_ascii_letter(word.back());
    if (starts && ends) return true;
  }
  return false;
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
    Kind kind{*name->string(), {}};
    for (const toml::Value& word : *words->array()) {
      if (word.string() == nullptr || text::fold(*word.string()).empty()) {
        return fail(ErrorCode::bad_format, "a word must be text in quotes", document.where(word.place));
      }
      kind.words.push_back(text::fold(*word.string()));
    }
    loaded.kinds_.push_back(std::move(kind));
  }
  return loaded;
}

std::vector<std::string_view> EndUseWords::kinds(std::string_view end_use) const {
  std::vector<std::string_view> found;
  const std::string folded = text::fold(end_use);
  for (const Kind& kind : kinds_) {
    if (std::ranges::any_of(kind.words, [&](const std::string& word) { return has_word(folded, word); })) {
      found.push_back(kind.name);
    }
  }
  return found;
}

}  // namespace tidewaiter
