#include "match/kept_words.h"

#include "match/prepare.h"

namespace tidewaiter::match {

KeptWords::Rated KeptWords::make(std::string_view text, text::TokenKind kind, text::Sounds sounds,
                                 std::string_view others, const WeightSource& weights) {
  constexpr std::size_t kBefore = 1 + sizeof sounds;  // the text
  key_.assign(1, static_cast<char>(kind));
  key_.append(reinterpret_cast<const char*>(&sounds), sizeof sounds);
  key_ += text;
  if (!others.empty()) (key_ += ' ') += others;
  auto kept = kept_.find(key_);
  if (kept == kept_.end()) {
    if (kept_.size() >= most_kept_) kept_.clear();
    kept = kept_.emplace(key_, Rated{}).first;
    const std::string_view own = std::string_view(kept->first).substr(kBefore);
    kept->second.word = make_word(own.substr(0, text.size()), kind, sounds, own.substr(own.size() - others.size()));
    kept->second.rarity = weights.weight(kept->second.word.canonical);
  }
  // A canonical spelling is the text, its beginning, or one of the word table.
  Rated made = kept->second;
  const std::string_view own = made.word.text;
  if (made.word.canonical.data() == own.data()) made.word.canonical = text.substr(0, made.word.canonical.size());
  made.word.text = text;
  made.word.others = others;
  return made;
}

}  // namespace tidewaiter::match
