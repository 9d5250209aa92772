#include "match/reference/reference.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "match/score.h"

namespace tidewaiter::match {

Reference::Reference(std::span<const IndexedName> names) : weights_(names) {
  names_.reserve(names.size());
  for (const IndexedName& name : names) {
    names_.push_back({match::prepare(name.text, name.schema, weights_), name.entry, name.schema});
  }
}

PreparedName Reference::prepare(std::string_view name, Schema schema) const {
  return match::prepare(name, schema, weights_);
}

SearchResult Reference::search(std::string_view name, Schema schema, const SearchOptions& options) const {
  const Score threshold = std::max(options.threshold, kLowestThreshold);
  SearchResult result;
  std::uint32_t compared = 0;
  for (const PreparedName& query : prepare_readings(name, schema, weights_)) {
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
      if (!is_compared(options.against, names_[i].schema)) continue;
      if (options.max_candidates > 0 && compared++ == options.max_candidates) {
        result.truncated = true;
        rank(result.hits, options.limit);
        return result;
      }
      const Score value = score(query, names_[i].prepared);
      if (value >= threshold) result.hits.push_back({names_[i].entry, i, value});
    }
  }
  rank(result.hits, options.limit);
  return result;
}

void rank(std::vector<Hit>& hits, std::uint32_t limit) {
  const auto best_first = [](const Hit& a, const Hit& b) {
    return std::tuple(-a.score, a.entry, a.name) < std::tuple(-b.score, b.entry, b.name);
  };
  std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
    return std::tuple(a.entry, -a.score, a.name) < std::tuple(b.entry, -b.score, b.name);
  });
  const auto others = std::ranges::unique(hits, {}, &Hit::entry);
  hits.erase(others.begin(), others.end());
  std::ranges::sort(hits, best_first);
  if (limit > 0 && hits.size() > limit) hits.resize(limit);
}

}  // namespace tidewaiter::match
