// Whom vendor letters are addressed to (regimes/us/addressees.toml): a party's name against the addressees', as against
// the names of a list. What is only like one is a question, never bound in silence.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/source_text.h"
#include "match/prepare.h"
#include "model/country.h"
#include "model/list_entry.h"
#include "places/places.h"

namespace tidewaiter {

struct Addressed {
  std::string_view code;  // of the addressee; empty: none is like the party. Lives as long as the Addressees
  bool in_doubt = false;  // the party may be it, or a company of its group
  std::string why;        // what was compared, and how it came out; empty if none is like the party
};

class Addressees {
 public:
  // Errors: bad_format with file:line:column.
  static Result<Addressees> load(const SourceText& text);

  // `names`: all of the party. `parent`: as the party table states it, or empty. A stated parent decides where the
  // party's own name does not. `threshold`: from which score on a name is like another.
  Addressed find(std::span<const std::string_view> names, Country country, std::string_view parent,
                 const Places& places, Score threshold) const;

 private:
  struct Addressee {
    std::string code;
    std::vector<std::string> names;
    std::vector<match::PreparedName> prepared;  // in parallel
    std::vector<std::string> group;             // folded
    Country country;
  };
  struct Likeness {
    const Addressee* addressee = nullptr;
    Score score = 0;
    std::string_view name;   // of the party
    std::string_view other;  // of the addressee; of a name that only begins alike, the beginning
    bool begins_alike = false;
  };
  Likeness likest(std::string_view name, Score threshold) const;

  std::vector<Addressee> addressees_;
};

}  // namespace tidewaiter
