// Numbers as people write them into a line: "16", "1,024", "eight", "one hundred and twenty", "十六".
#pragma once

#include <cstdint>
#include <optional>

#include "catalog/identify/reading.h"

namespace tidewaiter::catalog {

constexpr double kLargestStated = 100'000;  // larger ones are prices, weights and numbers of documents

struct WrittenNumber {
  double value = 0;
  std::uint32_t begin = 0;  // its first fragment
};

// The number in words that ends before `at`, not before `from`, with the digits that it repeats in brackets:
// "120 (one hundred twenty)".
std::optional<WrittenNumber> number_words_before(const Reading& reading, std::uint32_t from, std::uint32_t at);

// The count, in words or digits, that ends before `at`, not before `from`; at most kLargestStated. No part of a code
// ("h100 pcs"), no decimal ("27.400" may be either) and none of 0.
std::optional<WrittenNumber> number_before(const Reading& reading, std::uint32_t from, std::uint32_t at);

}  // namespace tidewaiter::catalog
