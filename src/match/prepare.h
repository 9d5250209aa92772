// A name as written into words ready for comparison.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "match/kept_words.h"
#include "match/weights.h"
#include "match/word.h"

namespace tidewaiter::match {

class PreparedName {
 public:
  NameView view() const { return {words_, legal_, schema_, disguised_, fingerprint_}; }
  // Part of what was written (readings.h): never wholly equal to a name.
  void mark_part() { fingerprint_ = ~fingerprint_; }

 private:
  friend PreparedName prepare(std::string_view name, Schema schema, const WeightSource& weights, KeptWords* kept);
  std::unique_ptr<char[]> letters_;  // what the words' texts point into
  std::vector<Word> words_;
  text::LegalForm legal_;
  Schema schema_ = Schema::unknown;
  bool disguised_ = false;
  std::uint64_t fingerprint_ = 0;
};

// Total: an empty name, or one without letters and digits, has no words and matches nothing. `kept`: words made before.
PreparedName prepare(std::string_view name, Schema schema, const WeightSource& weights, KeptWords* kept = nullptr);

// Every reading of the name (readings.h) that has words, the whole first even if it has none.
std::vector<PreparedName> prepare_readings(std::string_view name, Schema schema, const WeightSource& weights,
                                           KeptWords* kept = nullptr);

// A word's features but its weight. `text` and `others` must outlive the word.
Word make_word(std::string_view text, text::TokenKind kind, text::Sounds sounds = 0, std::string_view others = {});

// The spellings of a word beside its text: its own of another script, and of pinyin those of Wade and Giles that
// differ. Needs the word's text, others and whether it is translated.
std::vector<std::string> other_spellings(const Word& word);

// What a word of some kind and so many letters weighs, given how rare it is.
Weight weight_by_kind(WordKind kind, std::size_t letters, Weight rarity);

}  // namespace tidewaiter::match
