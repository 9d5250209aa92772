// The worksheet of what is missing: one row for each party and fact that would settle decisions, most waited for first,
// with an empty column for the answer, so that `--parties` reads it back once it is filled in.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>

#include "model/decision.h"

namespace tidewaiter::report {

class MissingSheet {
 public:
  void add(const Decision& decision);
  // party_id, name, country, field, decisions_waiting, chips_waiting, and the columns of the party table that the
  // fields need. A field that is no column of the party table (ownership) has none. `party_id` stays empty: name and
  // country say who it is; a country that is itself missing is filled in there.
  std::string csv() const;

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // name, country, field
  struct Waiting {
    std::uint64_t decisions = 0;
    double chips = 0;
  };
  std::map<Key, Waiting> rows_;
};

}  // namespace tidewaiter::report
