// Countries as people write them, and country groups as of a day. Names, territories and groups are data
// (regimes/places/*.toml); nothing here names a country.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/source_text.h"
#include "model/country.h"
#include "model/item.h"

namespace tidewaiter {

// Whether a country stands in a group on a day, and who says so. The view lives as long as the Places.
struct Membership {
  Truth member = Truth::unknown;
  Confidence confidence = Confidence::unverified;
  std::string_view source;
};

// Const after loading and safe to read from many threads.
class Places {
 public:
  // Errors: bad_format with file:line:column and the line; unknown keys, countries and groups are errors too.
  static Result<Places> load(std::span<const SourceText> texts);

  // The country of an ISO 3166-1 code (two or three letters, any case, nothing between them: "N/A" is not Namibia) or
  // of a name, in English or another language of other_names.h, without regard to case, blanks, punctuation and
  // diacritics. The unknown Country if nothing, or more than one country, is written so. The data come first.
  Country find(std::string_view written) const;

  // For messages, when find() gave nothing: "Kazakhstan (KZ)", or "South Korea (KR) or North Korea (KP)" for a writing
  // that they share; empty if nothing is near.
  std::string suggest(std::string_view written) const;

  // The English name that we show, "Hong Kong"; empty if the data does not know the country.
  std::string_view name(Country country) const;
  std::string_view alpha3(Country country) const;  // "HKG"; empty if not known

  // The country that this one stands for in groups and for the question what is one country: Hong Kong's is China,
  // a territory's is the country that it belongs to. Itself for all others.
  Country counts_as(Country country) const;

  // Every country of the data, by code.
  std::vector<Country> countries() const;

  // Group names in the order of the data: "A:1", "A:2", … A rule that names another is a mistake in the rule.
  std::vector<std::string_view> known_groups() const;
  bool is_known_group(std::string_view group) const;
  std::string_view group_title(std::string_view group) const;  // empty if not known

  // Membership as of a day, after counts_as(); the source and the confidence are those of the weaker of the two facts.
  // Unknown for the unknown country and where the data says that it is not known. REQUIRES: is_known_group(group).
  Membership membership(Country country, std::string_view group, Date date) const;
  Truth in_group(Country country, std::string_view group, Date date) const {
    return membership(country, group, date).member;
  }

  // Days, in order, on which some membership, its confidence or its source differs from the day before: between two
  // neighbours nothing changes.
  const std::vector<Date>& change_dates() const { return change_dates_; }

 private:
  friend class PlacesLoader;
  static constexpr std::size_t kCodes = std::size_t{26} * 26;
  static constexpr std::uint16_t kNone = 0xFFFF;

  struct Entry {
    Country country;
    std::string name;
    std::string alpha3;
    Country counts_as;  // unknown: itself
    std::string counts_as_source;
    Confidence counts_as_confidence = Confidence::primary;
  };
  struct Change {
    Country country;
    DateRange days;
    Truth member = Truth::unknown;
    Confidence confidence = Confidence::unverified;
    std::string source;
  };
  struct Group {
    std::string name;
    std::string title;
    std::string source;
    Date as_of;
    Confidence confidence = Confidence::unverified;
    Confidence before = Confidence::unverified;
    std::vector<bool> members;  // by code
    std::vector<Change> changes;
  };

  static std::size_t slot(Country country);
  const Entry* entry(Country country) const;
  const Group* group(std::string_view name) const;

  std::vector<Entry> entries_;  // by code
  std::array<std::uint16_t, kCodes> by_code_{};
  std::unordered_map<std::string, Country> by_iso_;                  // codes of two and three letters, in capitals
  std::unordered_map<std::string, Country> by_key_;                  // folded names
  std::unordered_map<std::string, std::vector<Country>> ambiguous_;  // folded writings that several share
  std::vector<Group> groups_;
  std::vector<Date> change_dates_;
};

}  // namespace tidewaiter
