// How many a line holds: units of the thing, and chips in each of them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "catalog/identify/reading.h"
#include "catalog/identify/stated_count.h"
#include "model/item.h"

namespace tidewaiter::catalog {

struct Counting {
  struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  const Reading& reading;
  std::optional<Span> chip = std::nullopt;  // fragments of its name
  std::vector<Span> again = {};             // where the same chip is named once more
  const Match* holder = nullptr;            // the word for the board, system or rack that holds the chip
  bool fixed = false;                       // the holder always holds as many
  bool vary = false;                        // what it holds is only what is usual
  bool of_board = false;                    // the name in `chip` is that of a board
  bool whole = false;                       // no holder: the name itself is that of a board, system or rack
  std::uint32_t from = 0;                   // what is counted here stands in [from, limit)
  std::uint32_t limit = 0;

  // Sets units, stated and chips_per_unit of `out`, whose item, kind and usual chips_per_unit are set. True: the chips
  // in a unit are only what is usual.
  bool count(Identification& out) const;

 private:
  std::uint32_t chip_end() const { return chip ? chip->end : 0; }
  std::optional<double> counted_chips() const;
  std::optional<double> in_each_machine() const;
  struct Sets {
    double units = 0;
    double chips = 0;  // in each
  };
  std::optional<Sets> counted_sets() const;
  bool counts_holders(double counted) const;
  bool in_each(const Match& machine) const;
  bool count_at_names(Identification& out) const;
  void count_whole_line(Identification& out) const;
  std::optional<StatedCount> in_packages(const Identification& out) const;
};

}  // namespace tidewaiter::catalog
