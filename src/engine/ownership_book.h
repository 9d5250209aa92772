// Who owns the parties of a run, as the ownership table and the parents of the party table say, and which of the owners
// are on a list. Only parties below a listed owner carry any of it; the others cost nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/distinct.h"
#include "engine/resolve.h"
#include "ingest/ownership_table.h"
#include "regime/ownership.h"

namespace tidewaiter {

// A list entry of an owner of a party on a day.
struct ListedOwner {
  std::uint32_t entry = 0;              // number in the compiled list
  std::string way;                      // "Orchid Lake Institute owns 60 % of Violet Shore, which owns …"
  double share = 0;                     // percent that listed owners surely hold together of the party
  Truth half = Truth::unknown;          // owners whose lists taint what they own hold half or more; this is one of them
  Truth blocked_half = Truth::unknown;  // the same of owners with whom nobody may deal
};

// An owner that is like a list entry, in doubt, and with the listed ones holds half or more, or may.
struct DoubtfulOwner {
  const PartyHit* hit = nullptr;
  std::string name;
  std::string way;
};

class OwnershipBook {
 public:
  OwnershipBook() = default;
  // The table's rows name parties by the party table's ids, else by name (folded); a named ultimate parent is a stake
  // whose share nobody stated, unless the table states one. `parties` must outlive this.
  OwnershipBook(const PartyBook& parties, std::span<const ingest::OwnershipRow> rows);

  bool empty() const { return names_.empty(); }

  // Rows whose owned party is none of the run and stands above none of it, and the first such party as written.
  // REQUIRES: collect_names() was called.
  std::size_t rows_of_nobody() const { return rows_of_nobody_; }
  const std::string& first_nobody() const { return first_nobody_; }

  // The names by which find_listed() will look up everybody above these parties (keys of Distinct).
  void collect_names(const Snapshot& snapshot, const TextSet& parties, TextSet& names);
  // Looks them up. REQUIRES: collect_names() was called, and `matches` holds its names.
  void find_listed(const Snapshot& snapshot, const NameMatches& matches);

  // Whether a listed owner stands above the party on any day; const from now on.
  bool has_listed_owner(const ResolvedParty& party) const;
  // Listed owners on a day, nearest first.
  std::vector<ListedOwner> owners_of(const Snapshot& snapshot, const ResolvedParty& party, Date day) const;

  // The same of owners that only in doubt are on a list whose entries taint what they own.
  bool has_doubtful_owner(const ResolvedParty& party) const;
  std::vector<DoubtfulOwner> doubtful_owners_of(const Snapshot& snapshot, const ResolvedParty& party, Date day) const;

 private:
  struct Listing {
    std::uint32_t entry = 0;
    bool blocks = false;  // nobody may deal with the entry
  };
  OwnershipNode node_of(std::string_view text);
  OwnershipNode node_of(const PartyProfile& profile);
  OwnershipNode add(std::string name, const PartyProfile* profile);
  std::optional<OwnershipNode> find(const PartyProfile* profile, std::string_view name) const;
  PartyCells cells_of(OwnershipNode node) const;
  std::string way(const OwnerAbove& owner) const;
  bool is_listed_on(const Snapshot& snapshot, OwnershipNode owner, Date day) const;

  const PartyBook* parties_ = nullptr;
  std::vector<std::string> names_;             // of each node, as shown
  std::vector<const PartyProfile*> profiles_;  // of each node; nullptr where it is not in the party table
  TextMap<OwnershipNode> by_name_;             // folded name -> node
  std::unordered_map<const PartyProfile*, OwnershipNode> by_profile_;
  TextMap<const PartyProfile*> profile_of_;  // id, or folded name behind a separator
  Ownership graph_{0, {}};
  std::vector<OwnershipNode> asked_;                          // everybody above a party of the run, sorted
  std::vector<std::vector<Listing>> listings_;                // of each node; empty where it is on no list that taints
  std::vector<std::vector<PartyHit>> doubtful_;               // of each node: hits in doubt of lists that taint
  std::vector<std::pair<OwnershipNode, std::string>> owned_;  // of each row of the table
  std::size_t rows_of_nobody_ = 0;
  std::string first_nobody_;
};

}  // namespace tidewaiter
