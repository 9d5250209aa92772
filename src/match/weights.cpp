#include "match/weights.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <vector>

#include "match/prepare.h"
#include "match/word_table.h"

namespace tidewaiter::match {
namespace {

constexpr double kSmallestList = 20'000;

}  // namespace

Weight weight_of(std::uint64_t entries_with, std::uint64_t entries, std::string_view canonical) {
  const double size = std::max(static_cast<double>(entries), kSmallestList);
  const KnownWord* known = known_word(canonical);
  const double in_list = static_cast<double>(std::max<std::uint64_t>(entries_with, 1)) / size;
  const double share = std::max(in_list, known != nullptr ? known->share : 0.0);
  const double rarity = -std::log(share) / std::log(size);
  return std::clamp(static_cast<Weight>(std::lround(rarity * kFullWeight)), kFloorWeight, kFullWeight);
}

Weight DefaultWeights::weight(std::string_view canonical) const { return weight_of(1, 0, canonical); }

ListWeights::ListWeights(std::span<const IndexedName> names) {
  const DefaultWeights none;
  std::unordered_map<std::uint32_t, std::vector<std::string>> words_of;
  for (const IndexedName& name : names) {
    std::vector<std::string>& words = words_of[name.entry];
    const PreparedName prepared = prepare(name.text, name.schema, none);
    for (const Word& word : prepared.view().words) words.emplace_back(word.canonical);
  }
  entries_ = words_of.size();
  for (auto& [entry, words] : words_of) {
    std::ranges::sort(words);
    const auto repeated = std::ranges::unique(words);
    words.erase(repeated.begin(), repeated.end());
    for (const std::string& word : words) ++entries_with_[word];
  }
}

Weight ListWeights::weight(std::string_view canonical) const {
  const auto found = entries_with_.find(std::string(canonical));
  return weight_of(found == entries_with_.end() ? 0 : found->second, entries_, canonical);
}

}  // namespace tidewaiter::match
