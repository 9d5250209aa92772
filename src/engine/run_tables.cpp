#include "engine/run_tables.h"

#include <tbb/enumerable_thread_specific.h>

#include <tuple>
#include <utility>

#include "base/pipeline.h"
#include "engine/fill_map.h"
#include "engine/snapshot.h"

namespace tidewaiter {
namespace {

// An item that a text names beside the strictest, as if it were the only one.
ResolvedItem alone(const ResolvedItem& beside, const NamedItem& named, const Snapshot& snapshot) {
  ResolvedItem item;
  item.description = beside.description;
  item.sku = beside.sku;
  item.item = &snapshot.catalog.items()[named.item];
  static_cast<Naming&>(item.identification) = static_cast<const Naming&>(named);
  item.identification.item = named.item;
  item.identification.accelerator_word = beside.identification.accelerator_word;
  item.one_of_several = true;
  return item;
}

// Of the parties' names every one once: each thread those of its parties, then all.
TextSet names_of_parties(const Snapshot& snapshot, const PartyBook& book, const TextSet& parties, unsigned threads) {
  tbb::enumerable_thread_specific<TextSet> found;
  run_parts(threads, parties.size(), 1024, [&](std::size_t begin, std::size_t end) {
    TextSet& names = found.local();
    for (std::size_t i = begin; i != end; ++i) collect_names(snapshot, book, split_party_key(parties[i]), names);
  });
  TextSet names;
  for (TextSet& some : found) names.merge(std::move(some));
  return names;
}

}  // namespace

RunTables RunTables::resolve(const Snapshot& snapshot, const PartyBook& book,
                             std::span<const ingest::OwnershipRow> ownership, const Distinct& distinct,
                             unsigned threads, const std::function<void(std::size_t, std::size_t)>& progress,
                             const std::function<bool()>& stop) {
  RunTables tables;
  for (const auto& slot : distinct.countries.slots()) tables.countries_[slot.key] = slot.value;
  tables.end_uses_ = fill_map<std::vector<std::string_view>>(
      distinct.end_uses, threads, [&](std::string_view text) { return snapshot.end_use.kinds(text); });
  tables.items_ = fill_map<ResolvedItem>(distinct.items, threads, [&](std::string_view key) {
    ResolvedItem item;
    std::tie(item.description, item.sku) = split_item_key(key);
    item.identification = snapshot.catalog.identify(item.description, item.sku);
    if (item.identification.item) item.item = &snapshot.catalog.items()[*item.identification.item];
    for (const NamedItem& named : item.identification.others) item.others.push_back(alone(item, named, snapshot));
    item.one_of_several = !item.others.empty();
    if (!item.one_of_several) item.fit = fit_of(snapshot.catalog, item.identification);
    return item;
  });
  tables.conveyances_ = fill_map<std::vector<PartyHit>>(
      distinct.conveyances, threads, [&](std::string_view name) { return resolve_conveyance(snapshot, name); });
  TextSet names = names_of_parties(snapshot, book, distinct.parties, threads);
  tables.ownership_ = OwnershipBook(book, ownership);
  tables.ownership_.collect_names(snapshot, distinct.parties, names);
  const NameMatches matches = NameMatches::search(snapshot, names, threads, progress, stop);
  if (stop()) return tables;
  tables.ownership_.find_listed(snapshot, matches);
  tables.parties_ = fill_map<ResolvedParty>(distinct.parties, threads, [&](std::string_view key) {
    ResolvedParty party = resolve_party(snapshot, book, matches, split_party_key(key));
    party.below_listed_owner = tables.ownership_.has_listed_owner(party);
    party.below_doubtful_owner = tables.ownership_.has_doubtful_owner(party);
    return party;
  });
  auto addressed = fill_map<Addressed>(distinct.shippers, threads, [&](std::string_view key) {
    return addressed_of(snapshot, *tables.parties_.find(key));
  });
  for (auto& slot : addressed.slots()) tables.parties_[slot.key].addressed = std::move(slot.value);
  return tables;
}

void RunTables::set_patterns(const Patterns* patterns) {
  patterns_ = patterns;
  for (const auto& slot : patterns->groups().slots()) {
    if (parties_.find(slot.key) != nullptr) parties_[slot.key].group = slot.value;
  }
}

Country RunTables::country(std::string_view text) const {
  if (text.empty()) return {};
  return *countries_.find(text);
}

}  // namespace tidewaiter
