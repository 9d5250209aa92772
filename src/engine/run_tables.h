// What a run resolved once between its two passes: parties, items, end uses, countries, by the cells as written.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "engine/distinct.h"
#include "engine/fit.h"
#include "engine/ownership_book.h"
#include "engine/patterns.h"
#include "engine/resolve.h"
#include "model/item.h"

namespace tidewaiter {

struct Snapshot;
class LicenceRegister;

struct ResolvedItem {
  std::string_view description;  // as written; views into the run's keys
  std::string_view sku;
  Identification identification;
  const catalog::CatalogItem* item = nullptr;  // nullptr: not in the catalogue
  std::shared_ptr<const Fit> fit;              // of what is
  std::vector<ResolvedItem> others;            // what else the text names, each asked about by itself
  bool one_of_several = false;                 // value and mass of the line are not of this item alone
};

class RunTables {
 public:
  // Resolves everything, in parallel. `progress` is told how many of how many parties are done, now and then, by one
  // thread at a time. Once `stop` says so, what is left stays unresolved: the tables are then of no use.
  // `ownership`: rows of the ownership table. `book` must outlive the tables.
  static RunTables resolve(const Snapshot& snapshot, const PartyBook& book,
                           std::span<const ingest::OwnershipRow> ownership, const Distinct& distinct, unsigned threads,
                           const std::function<void(std::size_t, std::size_t)>& progress,
                           const std::function<bool()>& stop);

  // By key, for many at once. REQUIRES: every key was collected.
  const TextMap<ResolvedParty>& by_party_key() const { return parties_; }
  const TextMap<ResolvedItem>& by_item_key() const { return items_; }
  const std::vector<std::string_view>& end_use(std::string_view text) const { return *end_uses_.find(text); }
  Country country(std::string_view text) const;  // the unknown Country for an empty cell
  // The code of country(), as a view that lives as long as these tables; empty if nobody knows it.
  std::string_view country_code(std::string_view text) const { return countries_.find(text)->code(); }
  const std::vector<PartyHit>& conveyance(std::string_view text) const { return *conveyances_.find(text); }

  const OwnershipBook& ownership() const { return ownership_; }
  // nullptr: no register was given. The register must outlive the tables.
  const LicenceRegister* licences() const { return licences_; }
  void set_licences(const LicenceRegister* licences) { licences_ = licences; }

  // nullptr: shipments are looked at one by one. The patterns must outlive the tables.
  const Patterns* patterns() const { return patterns_; }
  void set_patterns(const Patterns* patterns);

  std::size_t parties() const { return parties_.size(); }

  std::optional<Date> latest_date;  // of all accepted rows of the run; set by whoever counted them

 private:
  TextMap<ResolvedParty> parties_;
  TextMap<ResolvedItem> items_;
  TextMap<std::vector<std::string_view>> end_uses_;
  TextMap<Country> countries_;
  TextMap<std::vector<PartyHit>> conveyances_;
  OwnershipBook ownership_;
  const LicenceRegister* licences_ = nullptr;
  const Patterns* patterns_ = nullptr;
};

}  // namespace tidewaiter
