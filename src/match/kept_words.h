// Words made from tokens, with how rare they are, kept from name to name: names share most of their words, and spelling
// one in other ways and asking for its rarity costs more than finding it again. What is kept is what would be made
// again.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/text_hash.h"
#include "match/weights.h"
#include "match/word.h"
#include "text/tokens.h"

namespace tidewaiter::match {

class KeptWords {
 public:
  static constexpr std::size_t kMostKept = 1U << 15U;  // some 10 MB
  explicit KeptWords(std::size_t most_kept = kMostKept) : most_kept_(most_kept) {}

  struct Rated {
    Word word;  // without its weight
    Weight rarity = kFullWeight;
  };
  // make_word() of the same, and weights.weight() of its canonical spelling. REQUIRES: the same weights in every call.
  Rated make(std::string_view text, text::TokenKind kind, text::Sounds sounds, std::string_view others,
             const WeightSource& weights);

 private:
  std::size_t most_kept_;
  std::string key_;
  std::unordered_map<std::string, Rated, TextHash, std::equal_to<>> kept_;  // their words point into the keys
};

}  // namespace tidewaiter::match
