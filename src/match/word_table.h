// The words of business: their one spelling for comparison, and how common they are in names anywhere.
#pragma once

#include <cstdint>
#include <string_view>

namespace tidewaiter::match {

struct KnownWord {
  std::string_view canonical;
  double share = 0;    // of ordinary company names that have the word: an estimate by class, 0 if not common
  bool place = false;  // a country, city or province
};

// The table's row for a word, by its canonical spelling or any other one; nullptr if there is none.
const KnownWord* known_word(std::string_view word);

struct WordRoles {
  bool stop = false;      // "of", "the": tells nothing
  bool particle = false;  // "al", "bin", "von": part of names, tells little
  bool title = false;     // "dr", "haji"
};
WordRoles roles_of(std::string_view word);

}  // namespace tidewaiter::match
