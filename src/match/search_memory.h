// What a thread that searches an index keeps from query to query: vectors that need not grow again, and look-ups.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "match/kept_words.h"
#include "match/look_up.h"
#include "match/word.h"

namespace tidewaiter::match {

using Coarse = std::int32_t;  // units of the bound; see index_search.cpp

struct Sum {
  std::uint32_t unit = 0;  // the last unit that this name was credited for; units are numbered on through all queries
  Coarse gain = 0;
};

struct Candidate {
  Coarse bound;
  std::uint32_t name;
};

// One word or joined word of the list that a unit of the query may be matched with.
struct Meeting : Like {
  std::array<Coarse, kModes> gain{};
  std::array<Coarse, kModes> base{};  // of the entry's word, unmatched: never above 0
};

// What a unit met: a range of meetings, and by mode the greatest gain among them.
struct Plan {
  std::uint32_t unit = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  std::array<Coarse, kModes> greatest{};
};

// Unit numbers only grow, so what another query left here is older than the present query's first unit and reads as
// untouched.
struct SearchMemory {
  std::vector<Sum> sums;
  LookUp look_up;
  KeptWords kept_words;
  std::uint32_t last_unit = 0;
  std::vector<std::uint32_t> touched;
  std::vector<std::uint32_t> outright;
  std::vector<Candidate> candidates;
  std::vector<Word> words;
  std::vector<Meeting> meetings;
  std::vector<Plan> plans;

  void begin(std::size_t names) {
    if (last_unit > std::numeric_limits<std::uint32_t>::max() - 100'000) {
      sums.clear();
      last_unit = 0;
    }
    if (sums.size() < names) sums.resize(names);
    touched.clear();
    outright.clear();
    candidates.clear();
    meetings.clear();
    plans.clear();
  }
};

}  // namespace tidewaiter::match
