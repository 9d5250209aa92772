// The slow, obvious search: compares the query with every name. What the index must equal.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "match/indexed_name.h"
#include "match/prepare.h"
#include "match/weights.h"

namespace tidewaiter::match {

class Reference {
 public:
  explicit Reference(std::span<const IndexedName> names);

  PreparedName prepare(std::string_view name, Schema schema) const;
  SearchResult search(std::string_view name, Schema schema, const SearchOptions& options) const;

 private:
  struct Name {
    PreparedName prepared;
    std::uint32_t entry;
    Schema schema;
  };
  ListWeights weights_;
  std::vector<Name> names_;
};

// Shared by both searches: one hit an entry, ordered, cut to the limit.
void rank(std::vector<Hit>& hits, std::uint32_t limit);

}  // namespace tidewaiter::match
