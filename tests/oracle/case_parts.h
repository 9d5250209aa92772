// Parts of the case generator: chance, and the items.
#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

#include "oracle/cases.h"

namespace tidewaiter::oracle {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
  bool one_in(std::size_t n) { return below(n) == 0; }
  double between(double low, double high) {  // both ends within reach
    return low + (high - low) * static_cast<double>(engine_() >> 11) / static_cast<double>((1ULL << 53) - 1);
  }
  template <class Values>
  auto pick(const Values& values) {
    return *(std::begin(values) + static_cast<std::ptrdiff_t>(below(std::size(values))));
  }

 private:
  std::mt19937_64 engine_;  // the same on every machine, unlike the library's distributions
};

enum class ItemSort {
  data_centre_a,
  data_centre_b,
  data_centre_below,
  consumer_over,
  consumer_below,
  memory,
  named,
  other_goods,
  unidentified
};

// Fills the item's facts and paragraphs; at_edge puts one of its figures within 1 % of a threshold.
void fill_item(ItemSort sort, bool at_edge, Chance& chance, Case& made);
// What follows from the item's raw figures on the case's day (rules.md); to be asked again after figures were left out.
void derive_item(Case& made);

// The chip that the letters of August 2022 may mean.
void name_open_of_2022(Case& made);

// A day of the window, or one of its edges.
Date choose_day(const Window& window, bool at_edge, Chance& chance);

// Hits on lists, as many as suit the row; and listed owners of one party, at_edge with a stake near one half.
void add_hits(std::string_view row, Chance& chance, Case& made);
void add_owners(bool at_edge, bool sparse, Chance& chance, Case& made);

// Makes some cases anew, each so that one rule alone decides it. False: the case stays as it is.
bool aim(Case& made, Chance& chance);

}  // namespace tidewaiter::oracle
