// A name as written into words ready for comparison.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "match/weights.h"
#include "match/word.h"

namespace tidewaiter::match {

class PreparedName {
 public:
  NameView view() const { return {words_, legal_, schema_, fingerprint_}; }

 private:
  friend PreparedName prepare(std::string_view name, Schema schema, const WeightSource& weights);
  std::unique_ptr<char[]> letters_;  // what the words' texts point into
  std::vector<Word> words_;
  text::LegalForm legal_;
  Schema schema_ = Schema::unknown;
  std::uint64_t fingerprint_ = 0;
};

// Total: an empty name, or one without letters and digits, has no words and matches nothing.
PreparedName prepare(std::string_view name, Schema schema, const WeightSource& weights);

// A word's features but its weight. `text` and `canonical` must outlive the word.
Word make_word(std::string_view text, text::TokenKind kind);

// What a word of some kind weighs, given how rare it is.
Weight weight_by_kind(WordKind kind, Weight rarity);

}  // namespace tidewaiter::match
