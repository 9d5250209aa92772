// Who a party is: its row of the party table, its headquarters and how they are known, and its list hits with evidence.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "engine/addressees.h"
#include "engine/distinct.h"
#include "lists/catalog.h"
#include "match/indexed_name.h"
#include "model/list_entry.h"
#include "model/list_exception.h"
#include "model/party.h"

namespace tidewaiter {

struct Snapshot;

enum class HitStanding : std::uint8_t { in_doubt, certain, excepted };

// One list entry whose name is like the party's. An exception may end between two shipments of a run.
struct PartyHit {
  std::uint32_t entry = 0;  // number in the compiled list
  Score score = 0;
  HitStanding standing = HitStanding::in_doubt;  // without the exception, if there is one
  Country country;                               // the entry's, if it names one
  bool by_acronym = false;                       // the name met is only the acronym in the entry's brackets
  bool by_address = false;                       // the entry lists the address that the party is at
  bool supported = false;                        // an address or a registration number agrees
  bool only_the_name = false;                    // the entry is of other countries, and nothing else agrees
  std::string party_name;                        // the name of the party that was compared
  std::string entry_name;                        // the name or alias of the entry that it met
  std::string comparison;                        // word by word
  // Country, address, registration number, and other names of the party that met the entry.
  std::vector<std::pair<std::string, std::string>> evidence;
  std::string exception;               // who excepted it, or why an exception is void; empty if nobody did
  bool excepted = false;               // by a valid exception, up to and with excepted_until
  std::optional<Date> excepted_until;  // none: without an end

  HitStanding standing_on(Date day) const {
    return excepted && (!excepted_until || day <= *excepted_until) ? HitStanding::excepted : standing;
  }
  std::string exception_on(Date day) const;
};

struct Headquarters {
  Country country;
  HeadquartersBasis basis = HeadquartersBasis::none;
  Country ultimate_parent;
};

struct ResolvedParty {
  PartyCells cells;                       // as written in the shipment; views into the run's keys
  const PartyProfile* profile = nullptr;  // its row of the party table, if any
  std::string name;                       // shown: as written in the shipment, else in the party table
  Country country;
  Headquarters headquarters;        // while all exceptions hold
  bool exceptions_may_end = false;  // some of `hits` is excepted up to a day only
  std::string owner_list;           // list of a certain hit on the stated ultimate parent; empty if none is seen
  std::vector<PartyHit> hits;       // best first
  Addressed addressed;              // of letters to vendors; asked of those who ship (addressed_of)
  bool country_unreadable = false;  // a country is written that nobody knows
  bool below_listed_owner = false;  // on some day; see engine/ownership_book.h
  bool below_doubtful_owner = false;
  std::uint32_t group = 0xFFFFFFFF;  // of linked parties (engine/patterns.h); this one: none

  Headquarters headquarters_on(Date day) const;
};

// A two-letter parent is a country (docs/contracts.md, "Party table").
inline bool names_a_parent(const PartyProfile& profile) { return profile.ultimate_parent.size() > 2; }

// Whether a list taints what its entries own: those that forbid, or require a licence for, dealings with the entry
// itself (15 CFR 744.11(a)(1), 744.21(a)(3); 31 CFR chapter V). Denied and unverified parties do not cascade.
bool taints_what_it_owns(lists::Effect effect);

// The party tables, found by id, else by folded name and country; where no country is named, by the name alone if the
// tables know it in one country at most. A row of a party that stands there already, by its id or, without one, by its
// name and country, fills what was left empty.
class PartyBook {
 public:
  explicit PartyBook(std::vector<PartyProfile> profiles = {});
  const PartyProfile* find(std::string_view id, std::string_view name, Country country) const;
  std::size_t size() const { return profiles_.size(); }
  std::span<const PartyProfile> profiles() const { return profiles_; }

 private:
  void join_by_name_alone();

  std::vector<PartyProfile> profiles_;
  TextMap<std::size_t> by_id_;
  TextMap<std::size_t> by_name_;
};

// Every distinct name of a run, looked up in the lists once however many parties bear it. Const once filled.
class NameMatches {
 public:
  // `names`: keys of key(). In parallel; `progress` is told how many of how many are done, by one thread at a time;
  // once `stop` says so, the rest is left out.
  static NameMatches search(const Snapshot& snapshot, const TextSet& names, unsigned threads,
                            const std::function<void(std::size_t, std::size_t)>& progress,
                            const std::function<bool()>& stop);
  static std::string key(std::string_view name, Schema schema);

  // REQUIRES: the name was among them, unless the snapshot has no lists.
  const std::vector<match::Hit>& hits(std::string_view name, Schema schema) const;

 private:
  TextMap<std::vector<match::Hit>> hits_;
};

// The keys of the names by which resolve_party() will look a party up.
void collect_names(const Snapshot& snapshot, const PartyBook& book, const PartyCells& cells, TextSet& names);

// Resolves one party. Pure: reads the snapshot and the party's own cells.
ResolvedParty resolve_party(const Snapshot& snapshot, const PartyBook& book, const NameMatches& matches,
                            const PartyCells& cells);

// Whether letters to vendors are addressed to a resolved party. Only who ships is asked: exporters and consignors.
Addressed addressed_of(const Snapshot& snapshot, const ResolvedParty& party);

// Hits of vessels and aircraft for the name of a conveyance.
std::vector<PartyHit> resolve_conveyance(const Snapshot& snapshot, std::string_view name);

}  // namespace tidewaiter
