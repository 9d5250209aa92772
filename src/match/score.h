// The pair function: how well two names agree, word by word. Reference and index both call it and nothing else.
// Shape: score = M / (M + a*Uq + b*Ue + conflict), after soft TF-IDF (Cohen, Ravikumar, Fienberg 2003); see gain.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "match/prepare.h"
#include "match/relation.h"
#include "match/word.h"
#include "model/list_entry.h"

namespace tidewaiter::match {

// In units of 1/10,000. 0 where no word met another: an initial or a legal form alone is not a match.
// Compared as persons if the entry is one, or is of unknown kind and the query is one; else as organisations.
Score score(const NameView& query, const NameView& entry);
inline Score score(const PreparedName& query, const PreparedName& entry) { return score(query.view(), entry.view()); }

// The same comparison, told.
struct Explanation {
  struct Pair {
    std::string query;  // words as compared: folded, in Latin letters
    std::string entry;
    Relation relation = Relation::none;
    Similarity similarity = 0;
    Weight weight = 0;
  };
  struct Left {
    std::string word;
    Weight weight = 0;
  };
  std::vector<Pair> pairs;       // in the order of the query
  std::vector<Left> query_left;  // unmatched
  std::vector<Left> entry_left;
  text::LegalForm query_legal;
  text::LegalForm entry_legal;
  Similarity legal_similarity = 0;  // 0 where one side has none or the classes exclude each other
  bool as_persons = false;
  std::string rule;  // what lowered the score beyond the words: "numbers differ", …; or empty
  std::string part;  // the part of the query that was compared, where it was not the whole
  Score score = 0;

  std::string line() const;         // one line of text
  std::string legal_forms() const;  // "legal form llc / ltd"
};
Explanation explain(const NameView& query, const NameView& entry);

// Two names without a list. Weights default to the table of business words.
Score compare(std::string_view name1, std::string_view name2, Schema schema,
              const WeightSource& weights = DefaultWeights());

}  // namespace tidewaiter::match
