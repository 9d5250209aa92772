// One entry of an official list or a house list, as read from its publisher's form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "model/country.h"
#include "model/party.h"

namespace tidewaiter {

// How an entry's start or end is known.
enum class DateBasis : std::uint8_t {
  none,      // no date is known: the entry counts as in force, marked so
  stated,    // the publisher states the day
  year,      // only the year of the earliest Federal Register citation is known (1935 + volume)
  inferred,  // from the first snapshot that holds it
};
std::string_view to_string(DateBasis basis);

// What a hit of an entry does. Lists that the law data know decide by themselves; an entry of a house list says so, and
// without a word of it a hit is for review.
enum class EntryEffect : std::uint8_t { of_list, inform, review, hold };
std::string_view to_string(EntryEffect effect);

struct ListAddress {
  std::string text;  // street, city, as written
  Country country;
};

struct ListEntry {
  std::string id;         // stable: publisher's number, else derived from list and folded name
  std::string list;       // code: "EL", "DPL", "MEU", "UVL", "SDN", … or the house list's own
  std::string publisher;  // "Bureau of Industry and Security"
  std::string source;     // the file it was read from and its date
  Schema schema = Schema::unknown;
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> short_names;  // derived: a name without the acronym in its brackets
  std::vector<std::string> acronyms;     // derived: that acronym; by itself never a certain hit
  std::vector<ListAddress> addresses;
  std::vector<std::string> programs;
  std::string federal_register;  // citations as written
  std::string requirement;       // licence requirement as written (15 CFR 744 Supp. 4)
  std::string policy;            // licence review policy as written
  std::string footnotes;         // marks of the table's footnotes beside the requirement, "1 2"; see their text there
  std::string registration_number;
  std::string url;
  std::optional<Date> from;
  DateBasis from_basis = DateBasis::none;
  std::optional<Date> to;  // last day in force
  DateBasis to_basis = DateBasis::none;
  EntryEffect effect = EntryEffect::of_list;
  bool is_address = false;      // lists its addresses, whoever is there, and no party (15 CFR 744.11(a))
  std::optional<Date> revised;  // of the latest citation: the words above are of that day, not of the first one
};

// One file that went into a compiled list.
struct ListSource {
  std::string file;  // name, without folder
  std::string form;  // "csl-json", "dpl-txt", "ecfr-xml", "ofac-csv", "house-csv"
  std::string publisher;
  std::optional<Date> date;  // of the snapshot
  std::string digest;
  std::uint64_t entries = 0;
  std::uint64_t aliases = 0;
};

// A score in units of 1/10,000: exact, so equal everywhere.
using Score = std::int32_t;
inline constexpr Score kFullScore = 10'000;

}  // namespace tidewaiter
