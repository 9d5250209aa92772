// How much a word tells: rare words much, "technology" little. Weights come from a list where there is one, and from
// a small table of business words always, since lists alone mislead ("institute" is common there, rare among shops).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "match/indexed_name.h"
#include "match/parameters.h"

namespace tidewaiter::match {

class WeightSource {
 public:
  virtual ~WeightSource() = default;
  // REQUIRES: `canonical` is a canonical spelling (word_table.h).
  virtual Weight weight(std::string_view canonical) const = 0;
};

// The weight of a word that `entries_with` of `entries` list entries have. Lists shorter than 20,000 count as that
// long: ten entries say nothing about how rare a word is.
Weight weight_of(std::uint64_t entries_with, std::uint64_t entries, std::string_view canonical);

// No list: the table of business words, everything else in full.
class DefaultWeights final : public WeightSource {
 public:
  Weight weight(std::string_view canonical) const override;
};

// Counts entries, not names: aliases repeat their words.
class ListWeights final : public WeightSource {
 public:
  explicit ListWeights(std::span<const IndexedName> names);
  Weight weight(std::string_view canonical) const override;
  std::uint64_t entries() const { return entries_; }

 private:
  std::unordered_map<std::string, std::uint32_t> entries_with_;
  std::uint64_t entries_ = 0;
};

}  // namespace tidewaiter::match
