#include "engine/ownership_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/snapshot.h"
#include "ingest/words.h"

namespace tidewaiter {
namespace {

// In profile_of_ a name stands behind a separator, so that no name is taken for an id.
std::string name_key(std::string_view folded) { return fmt::format("{}{}", kKeySeparator, folded); }

std::string percent(ShareUnits share) {
  std::string text = fmt::format("{:.6f}", static_cast<double>(share) / static_cast<double>(kPercent));
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

// As rules count a hit (decision table, row 2).
bool is_in_force(const Snapshot& snapshot, std::uint32_t number, Date day) {
  const lists::EntryView entry = snapshot.entries().entry(number);
  return entry.started(day) && entry.in_force(day) != Truth::no;
}

}  // namespace

OwnershipBook::OwnershipBook(const PartyBook& parties, std::span<const ingest::OwnershipRow> rows)
    : parties_(&parties) {
  const bool parents = std::ranges::any_of(parties.profiles(), names_a_parent);
  if (rows.empty() && !parents) return;
  for (const PartyProfile& profile : parties.profiles()) {
    if (!profile.id.empty()) profile_of_[profile.id] = &profile;
    if (profile.name.empty()) continue;
    const PartyProfile*& named = profile_of_[name_key(ingest::fold_party_name(profile.name))];
    if (named == nullptr) named = &profile;  // of parties that share a name the first stands for it, as in PartyBook
  }
  std::vector<Stake> stakes;
  for (const ingest::OwnershipRow& row : rows) {
    Stake stake;
    stake.owner = node_of(row.owner);
    stake.owned = node_of(row.owned);
    owned_.emplace_back(stake.owned, row.owned);
    if (row.share_percent) stake.share = std::llround(*row.share_percent * static_cast<double>(kPercent));
    stake.days = row.days;
    stakes.push_back(stake);
  }
  for (const PartyProfile& profile : parties.profiles()) {
    if (!names_a_parent(profile)) continue;
    const OwnershipNode owned = node_of(profile);
    stakes.push_back({node_of(profile.ultimate_parent), owned, {}, {}});
  }
  graph_ = Ownership(static_cast<std::uint32_t>(names_.size()), std::move(stakes));
  listings_.resize(names_.size());
  doubtful_.resize(names_.size());
}

OwnershipNode OwnershipBook::add(std::string name, const PartyProfile* profile) {
  names_.push_back(std::move(name));
  profiles_.push_back(profile);
  return static_cast<OwnershipNode>(names_.size() - 1);
}

OwnershipNode OwnershipBook::node_of(const PartyProfile& profile) {
  const auto found = by_profile_.find(&profile);
  if (found != by_profile_.end()) return found->second;
  const OwnershipNode node = add(profile.name.empty() ? profile.id : profile.name, &profile);
  by_profile_.emplace(&profile, node);
  if (!profile.name.empty()) {
    const std::string folded = ingest::fold_party_name(profile.name);
    if (by_name_.find(folded) == nullptr) by_name_[folded] = node;
  }
  return node;
}

OwnershipNode OwnershipBook::node_of(std::string_view text) {
  if (const PartyProfile* const* profile = profile_of_.find(text)) return node_of(**profile);
  const std::string folded = ingest::fold_party_name(text);
  if (const PartyProfile* const* profile = profile_of_.find(name_key(folded))) return node_of(**profile);
  if (const OwnershipNode* node = by_name_.find(folded)) return *node;
  return by_name_[folded] = add(std::string(text), nullptr);
}

std::optional<OwnershipNode> OwnershipBook::find(const PartyProfile* profile, std::string_view name) const {
  if (empty()) return std::nullopt;
  if (const auto found = by_profile_.find(profile); profile != nullptr && found != by_profile_.end()) {
    return found->second;
  }
  const OwnershipNode* node = by_name_.find(ingest::fold_party_name(name));
  return node == nullptr ? std::nullopt : std::optional(*node);
}

PartyCells OwnershipBook::cells_of(OwnershipNode node) const {
  PartyCells cells;
  cells.name = names_[node];
  if (const PartyProfile* profile = profiles_[node]) {
    cells.id = profile->id;
    cells.country = profile->country.code();
  }
  return cells;
}

void OwnershipBook::collect_names(const Snapshot& snapshot, const TextSet& parties, TextSet& names) {
  if (empty()) return;
  std::vector<char> seen(names_.size(), 0);
  for (const std::string& key : parties) {
    const PartyCells cells = split_party_key(key);
    const auto node = find(parties_->find(cells.id, cells.name, snapshot.places.find(cells.country)), cells.name);
    if (!node || seen[*node] != 0) continue;
    seen[*node] = 1;
    const std::vector<OwnershipNode> above = graph_.above(*node);
    asked_.insert(asked_.end(), above.begin(), above.end());
  }
  std::ranges::sort(asked_);
  const auto repeated = std::ranges::unique(asked_);
  asked_.erase(repeated.begin(), repeated.end());
  for (const OwnershipNode node : asked_) seen[node] = 1;
  for (const auto& [node, written] : owned_) {
    if (seen[node] != 0) continue;
    if (rows_of_nobody_++ == 0) first_nobody_ = written;
  }
  if (!snapshot.lists) return;
  for (const OwnershipNode node : asked_) tidewaiter::collect_names(snapshot, *parties_, cells_of(node), names);
}

void OwnershipBook::find_listed(const Snapshot& snapshot, const NameMatches& matches) {
  for (const OwnershipNode node : asked_) {
    const ResolvedParty owner = resolve_party(snapshot, *parties_, matches, cells_of(node));
    for (const PartyHit& hit : owner.hits) {
      const lists::Effect effect = snapshot.list_catalog.effect(snapshot.entries().entry(hit.entry).list());
      if (!taints_what_it_owns(effect)) continue;
      if (hit.standing != HitStanding::certain) {
        if (!hit.only_the_name) doubtful_[node].push_back(hit);  // another country speaks against it, as of any party
        continue;
      }
      listings_[node].push_back({hit.entry, effect == lists::Effect::prohibited});
    }
  }
}

bool OwnershipBook::has_listed_owner(const ResolvedParty& party) const {
  const auto node = find(party.profile, party.name);
  return node &&
         std::ranges::any_of(graph_.above(*node), [&](OwnershipNode owner) { return !listings_[owner].empty(); });
}

bool OwnershipBook::has_doubtful_owner(const ResolvedParty& party) const {
  const auto node = find(party.profile, party.name);
  return node &&
         std::ranges::any_of(graph_.above(*node), [&](OwnershipNode owner) { return !doubtful_[owner].empty(); });
}

std::string OwnershipBook::way(const OwnerAbove& owner) const {
  std::string text(names_[owner.owner]);
  for (std::size_t i = owner.stakes.size(); i-- > 0;) {
    const Stake& stake = graph_.stakes()[owner.stakes[i]];
    text += i + 1 == owner.stakes.size() ? " owns " : ", which owns ";
    text += stake.share ? percent(*stake.share) + " %" : std::string("an unknown share");
    text += " of " + names_[stake.owned];
  }
  return text;
}

std::vector<ListedOwner> OwnershipBook::owners_of(const Snapshot& snapshot, const ResolvedParty& party,
                                                  Date day) const {
  const auto node = find(party.profile, party.name);
  if (!node) return {};
  const auto in_force = [&](const Listing& listing) { return is_in_force(snapshot, listing.entry, day); };
  const OwnersAbove all = graph_.owners_of(
      *node, day, [&](OwnershipNode owner) { return std::ranges::any_of(listings_[owner], in_force); });
  const OwnersAbove blocked = graph_.owners_of(*node, day, [&](OwnershipNode owner) {
    return std::ranges::any_of(listings_[owner],
                               [&](const Listing& listing) { return listing.blocks && in_force(listing); });
  });
  std::vector<ListedOwner> owners;
  for (const OwnerAbove& above : all.owners) {
    const auto also = std::ranges::find(blocked.owners, above.owner, &OwnerAbove::owner);
    for (const Listing& listing : listings_[above.owner]) {
      if (!in_force(listing)) continue;
      ListedOwner owner;
      owner.entry = listing.entry;
      owner.way = way(above);
      owner.share = static_cast<double>(all.held.low) / static_cast<double>(kPercent);
      owner.half = above.counts;
      owner.blocked_half = listing.blocks && also != blocked.owners.end() ? also->counts : Truth::no;
      owners.push_back(std::move(owner));
    }
  }
  return owners;
}

bool OwnershipBook::is_listed_on(const Snapshot& snapshot, OwnershipNode owner, Date day) const {
  return std::ranges::any_of(listings_[owner],
                             [&](const Listing& listing) { return is_in_force(snapshot, listing.entry, day); });
}

std::vector<DoubtfulOwner> OwnershipBook::doubtful_owners_of(const Snapshot& snapshot, const ResolvedParty& party,
                                                             Date day) const {
  const auto node = find(party.profile, party.name);
  if (!node) return {};
  const auto counts = [&](const PartyHit& hit) {
    return hit.standing_on(day) == HitStanding::in_doubt && is_in_force(snapshot, hit.entry, day);
  };
  const OwnersAbove all = graph_.owners_of(*node, day, [&](OwnershipNode owner) {
    return is_listed_on(snapshot, owner, day) || std::ranges::any_of(doubtful_[owner], counts);
  });
  std::vector<DoubtfulOwner> owners;
  for (const OwnerAbove& above : all.owners) {
    // who is listed for certain needs no doubt beside it
    if (above.counts == Truth::no || is_listed_on(snapshot, above.owner, day)) continue;
    for (const PartyHit& hit : doubtful_[above.owner]) {
      if (counts(hit)) owners.push_back({&hit, names_[above.owner], way(above)});
    }
  }
  return owners;
}

}  // namespace tidewaiter
