#include "engine/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>

#include "engine/exceptions.h"
#include "engine/fill_map.h"
#include "engine/hits.h"
#include "engine/snapshot.h"
#include "ingest/words.h"
#include "text/fold.h"

namespace tidewaiter {
namespace {

std::string name_key(std::string_view name, Country country) {
  return fmt::format("{}{}{}", ingest::fold_party_name(name), kKeySeparator, country.code());
}

struct Names {
  std::vector<std::string_view> texts;
  void add(std::string_view text) {
    if (!text.empty() && std::ranges::find(texts, text) == texts.end()) texts.push_back(text);
  }
};

Names names_of(const PartyCells& cells, const PartyProfile* profile) {
  Names names;
  names.add(cells.name);
  if (profile != nullptr) {
    names.add(profile->name);
    for (const std::string& alias : profile->aliases) names.add(alias);
  }
  return names;
}

bool has_named_parent(const PartyProfile* profile) { return profile != nullptr && names_a_parent(*profile); }

Score threshold_of(const Snapshot& snapshot) {
  return static_cast<Score>(std::lround(snapshot.settings.threshold * kFullScore));
}

match::SearchOptions search_options(const Snapshot& snapshot, match::Against against) {
  match::SearchOptions options;
  options.threshold = threshold_of(snapshot);
  options.against = against;
  return options;
}

// Turns what the search found into hits; of the names of a party the better one of an entry stays.
class HitCollector {
 public:
  HitCollector(const Snapshot& snapshot, Schema schema) : book_(*snapshot.lists), schema_(schema) {}

  void add(std::string_view name, const std::vector<match::Hit>& found_hits) {
    for (const match::Hit& found : found_hits) {
      const auto known = std::ranges::find(hits_, found.entry, &PartyHit::entry);
      const ListBook::IndexedText met = book_.indexed(found.name);
      const auto also = [](std::vector<std::pair<std::string, std::string>>& evidence, std::string_view own,
                           std::string_view others, Score score) {
        evidence.emplace_back("also", fmt::format("\"{}\" is like \"{}\", score {:.4f}", own, others,
                                                  static_cast<double>(score) / kFullScore));
      };
      // An acronym stands behind any name of the entry: it makes no certain hit.
      if (known != hits_.end() && std::pair(!known->by_acronym, known->score) >= std::pair(!met.acronym, found.score)) {
        if (known->party_name != name) also(known->evidence, name, met.text, found.score);
        continue;
      }
      PartyHit hit;
      hit.entry = found.entry;
      hit.score = found.score;
      hit.party_name = name;
      hit.entry_name = met.text;
      hit.by_acronym = met.acronym;
      hit.comparison = book_.index().explain(name, schema_, found.name).line();
      if (known == hits_.end()) {
        hits_.push_back(std::move(hit));
      } else {
        hit.evidence = std::move(known->evidence);
        if (known->party_name != name) also(hit.evidence, known->party_name, known->entry_name, known->score);
        *known = std::move(hit);
      }
    }
  }

  std::vector<PartyHit> take() {
    std::ranges::sort(hits_, [](const PartyHit& a, const PartyHit& b) {
      return a.score != b.score ? a.score > b.score : a.entry < b.entry;
    });
    return std::move(hits_);
  }

 private:
  const ListBook& book_;
  Schema schema_;
  std::vector<PartyHit> hits_;
};

void weigh(PartyHit& hit, const lists::EntryView& entry, const KnownOfParty& party, const Places& places) {
  const HitEvidence evidence = compare_evidence(entry, party, places, hit.evidence);
  hit.only_the_name = is_only_the_name(evidence);
  hit.supported = evidence.address == Agreement::agrees || evidence.registration == Agreement::agrees;
  const bool certain = is_certain(hit.score, evidence) && (!hit.by_acronym || hit.supported);
  hit.standing = certain ? HitStanding::certain : HitStanding::in_doubt;
  if (hit.by_acronym) {
    hit.evidence.emplace_back("name", fmt::format("only the letters in the brackets of \"{}\"", entry.name()));
  }
}

// The name of an organisation is nearer to its own entry than to a person's who is called alike, so the person's is in
// doubt: "Hizballah" beside a man whose alias is "Hizb Allah". Not where the party is known as a person, nor where the
// person's entry agrees in address or number. As near is what scores no more than 0.05 less: one other spelling of a
// short name costs as much (our own judgement).
// An organisation whose list does less than the person's casts no doubt: then it would let go what the person stops.
constexpr Score kAsNear = 500;
int leniency(const lists::EntryView& entry, const lists::ListCatalog& catalog) {
  switch (entry.effect()) {
    case EntryEffect::of_list:
      return static_cast<int>(catalog.effect(entry.list()));  // from a ban to mere information
    case EntryEffect::hold:
      return static_cast<int>(lists::Effect::licence);
    case EntryEffect::review:
      return static_cast<int>(lists::Effect::statement);
    case EntryEffect::inform:
      break;
  }
  return static_cast<int>(lists::Effect::inform);
}
void doubt_persons(std::vector<PartyHit>& hits, const Snapshot& snapshot) {
  const auto is_person = [&](const PartyHit& hit) {
    return snapshot.entries().entry(hit.entry).schema() == Schema::person;
  };
  const auto leniency_of = [&](const PartyHit& hit) {
    return leniency(snapshot.entries().entry(hit.entry), snapshot.list_catalog);
  };
  for (PartyHit& hit : hits) {
    if (hit.standing != HitStanding::certain || !is_person(hit) || hit.supported) continue;
    const auto organisation = std::ranges::find_if(hits, [&](const PartyHit& other) {
      return other.standing == HitStanding::certain && !is_person(other) && hit.score <= other.score + kAsNear &&
             leniency_of(other) <= leniency_of(hit);
    });
    if (organisation == hits.end()) continue;
    hit.standing = HitStanding::in_doubt;
    hit.evidence.emplace_back("kind", fmt::format("the entry is a person's, and that of \"{}\" is as near",
                                                  snapshot.entries().entry(organisation->entry).name()));
  }
}

// Applies the analysts' exceptions, by the party's id and by its name and country.
void except(PartyHit& hit, const lists::EntryView& entry, const ResolvedParty& party, const Snapshot& snapshot) {
  if (snapshot.exceptions.all().empty()) return;
  const Digest entry_now = entry_digest(entry_of(entry));
  std::vector<std::pair<PartyKey, Digest>> keys;
  if (party.profile != nullptr && !party.profile->id.empty()) {
    keys.emplace_back(PartyKey{party.profile->id, {}, {}}, party_digest(*party.profile));
  }
  keys.emplace_back(PartyKey{{}, text::fold(party.name), party.country}, named_party_digest(party.name, party.country));
  for (const auto& [key, digest] : keys) {
    const ExceptionBook::Answer answer = snapshot.exceptions.find(key, digest, entry.id(), entry_now, kFirstDate);
    if (answer.exception == nullptr) continue;
    hit.exception = answer.why();
    hit.excepted = answer.applies();
    hit.excepted_until = answer.exception->until;
    return;
  }
}

// Hits of entries that list an address, whatever the party is called. They say nothing of its headquarters.
void add_address_hits(ResolvedParty& party, std::string_view address, const ListBook& book, const Snapshot& snapshot) {
  for (const AddressEntries::Found& found : book.address_entries().at(address, party.country, snapshot.places)) {
    const lists::EntryView entry = book.entries().entry(found.entry);
    PartyHit hit;
    hit.entry = found.entry;
    hit.by_address = true;
    hit.score = kFullScore;
    hit.standing = found.fit == AddressFit::whole ? HitStanding::certain : HitStanding::in_doubt;
    hit.party_name = party.name;
    hit.entry_name = entry.name();
    hit.evidence.emplace_back(
        "address",
        fmt::format("\"{}\" {} \"{}\"", address,
                    found.fit == AddressFit::whole ? "is" : "leaves out a number of, and is else", found.address));
    except(hit, entry, party, snapshot);
    party.exceptions_may_end = party.exceptions_may_end || (hit.excepted && hit.excepted_until);
    std::erase_if(party.hits, [&](const PartyHit& other) { return other.entry == hit.entry; });
    party.hits.push_back(std::move(hit));
  }
}

Headquarters settle_headquarters(const ResolvedParty& party, const Snapshot& snapshot) {
  if (const PartyProfile* profile = party.profile) {
    const Country parent = profile->ultimate_parent_country;
    // a stated headquarters without a stated parent is its own parent (decision table, "Receiving party")
    if (profile->headquarters.known()) {
      return {profile->headquarters, HeadquartersBasis::stated, parent.known() ? parent : profile->headquarters};
    }
    if (parent.known()) return {parent, HeadquartersBasis::parent_stated, parent};
  }
  for (const PartyHit& hit : party.hits) {
    if (hit.standing != HitStanding::certain || hit.excepted || !hit.country.known()) continue;
    return {hit.country, HeadquartersBasis::list_entry, hit.country};
  }
  if (snapshot.settings.presume_headquarters && party.country.known()) {
    return {party.country, HeadquartersBasis::presumed, party.country};
  }
  return {};
}

}  // namespace

bool taints_what_it_owns(lists::Effect effect) {
  return effect == lists::Effect::prohibited || effect == lists::Effect::licence ||
         effect == lists::Effect::licence_for_items;
}

std::string PartyHit::exception_on(Date day) const {
  if (!excepted || standing_on(day) == HitStanding::excepted) return exception;
  return fmt::format("{} (void: it ended on {})", exception, excepted_until->to_string());
}

Headquarters ResolvedParty::headquarters_on(Date day) const {
  const bool stated =
      headquarters.basis == HeadquartersBasis::stated || headquarters.basis == HeadquartersBasis::parent_stated;
  if (stated || !exceptions_may_end) return headquarters;
  for (const PartyHit& hit : hits) {
    if (hit.standing_on(day) != HitStanding::certain || !hit.country.known()) continue;
    return {hit.country, HeadquartersBasis::list_entry, hit.country};
  }
  return headquarters;
}

namespace {

// What the earlier row left empty.
void fill(PartyProfile& earlier, const PartyProfile& later) {
  const auto take = [&](auto member) {
    if (earlier.*member == std::remove_reference_t<decltype(earlier.*member)>{}) earlier.*member = later.*member;
  };
  take(&PartyProfile::name);
  take(&PartyProfile::aliases);
  take(&PartyProfile::schema);
  take(&PartyProfile::country);
  take(&PartyProfile::address);
  take(&PartyProfile::city);
  take(&PartyProfile::registered_on);
  take(&PartyProfile::registration_number);
  take(&PartyProfile::headquarters);
  take(&PartyProfile::ultimate_parent);
  take(&PartyProfile::ultimate_parent_country);
  take(&PartyProfile::website);
  take(&PartyProfile::phone);
  take(&PartyProfile::email);
  take(&PartyProfile::role);
  take(&PartyProfile::address_kind);
  take(&PartyProfile::business);
  take(&PartyProfile::data_centre_mw);
  take(&PartyProfile::data_centre_cooling);
  take(&PartyProfile::employees);
  take(&PartyProfile::customer_since);
}

}  // namespace

PartyBook::PartyBook(std::vector<PartyProfile> profiles) {
  profiles_.reserve(profiles.size());
  for (PartyProfile& profile : profiles) {
    // Of parties that share name and country the first stands for the name.
    const std::string key = name_key(profile.name, profile.country);
    const std::size_t* same = profile.id.empty() ? by_name_.find(key) : by_id_.find(profile.id);
    if (same != nullptr) {
      fill(profiles_[*same], profile);
      continue;
    }
    if (!profile.id.empty()) by_id_[profile.id] = profiles_.size();
    if (by_name_.find(key) == nullptr) by_name_[key] = profiles_.size();
    profiles_.push_back(std::move(profile));
  }
  join_by_name_alone();
}

void PartyBook::join_by_name_alone() {
  std::unordered_map<std::string, std::vector<std::size_t>> located;  // rows with a country, by the key without one
  for (std::size_t i = 0; i < profiles_.size(); ++i) {
    if (profiles_[i].name.empty() || !profiles_[i].country.known()) continue;
    located[name_key(profiles_[i].name, {})].push_back(i);
  }
  for (const auto& [key, rows] : located) {
    if (rows.size() != 1) continue;
    const PartyProfile& only = profiles_[rows.front()];
    const std::size_t* without = by_name_.find(key);
    if (without == nullptr) {
      by_name_[key] = rows.front();
    } else if (profiles_[*without].id.empty() || only.id.empty()) {
      fill(profiles_[*without], only);
    }
  }
}

const PartyProfile* PartyBook::find(std::string_view id, std::string_view name, Country country) const {
  if (profiles_.empty()) return nullptr;
  if (!id.empty()) {
    if (const std::size_t* found = by_id_.find(id)) return &profiles_[*found];
  }
  const std::size_t* found = by_name_.find(name_key(name, country));
  return found == nullptr ? nullptr : &profiles_[*found];
}

std::string NameMatches::key(std::string_view name, Schema schema) {
  std::string key;
  key.reserve(name.size() + 2);
  key += name;
  key += kKeySeparator;
  return key += static_cast<char>('0' + static_cast<int>(schema));
}

NameMatches NameMatches::search(const Snapshot& snapshot, const TextSet& names, unsigned threads,
                                const std::function<void(std::size_t, std::size_t)>& progress,
                                const std::function<bool()>& stop) {
  NameMatches matches;
  if (!snapshot.lists) return matches;
  const match::SearchOptions options = search_options(snapshot, match::Against::parties);
  const std::size_t total = names.size();
  std::atomic<std::size_t> done = 0;
  std::mutex telling;
  matches.hits_ = fill_map<std::vector<match::Hit>>(names, threads, [&](std::string_view key) {
    if (stop()) return std::vector<match::Hit>{};
    const std::size_t end = key.rfind(kKeySeparator);
    const auto schema = static_cast<Schema>(key[end + 1] - '0');
    auto hits = snapshot.lists->index().search(key.substr(0, end), schema, options).hits;
    const std::size_t now = ++done;
    if (progress && now % 256 == 0) {
      if (const std::unique_lock lock(telling, std::try_to_lock); lock) progress(now, total);
    }
    return hits;
  });
  return matches;
}

const std::vector<match::Hit>& NameMatches::hits(std::string_view name, Schema schema) const {
  return *hits_.find(key(name, schema));
}

void collect_names(const Snapshot& snapshot, const PartyBook& book, const PartyCells& cells, TextSet& names) {
  const PartyProfile* profile =
      book.size() == 0 ? nullptr : book.find(cells.id, cells.name, snapshot.places.find(cells.country));
  const Schema schema = profile == nullptr ? Schema::unknown : profile->schema;
  for (const std::string_view name : names_of(cells, profile).texts) names.insert(NameMatches::key(name, schema));
  if (has_named_parent(profile)) names.insert(NameMatches::key(profile->ultimate_parent, Schema::unknown));
}

ResolvedParty resolve_party(const Snapshot& snapshot, const PartyBook& book, const NameMatches& matches,
                            const PartyCells& cells) {
  ResolvedParty party;
  party.cells = cells;
  party.country = snapshot.places.find(cells.country);
  party.country_unreadable = !cells.country.empty() && !party.country.known();
  party.profile = book.find(cells.id, cells.name, party.country);
  const Names names = names_of(cells, party.profile);
  std::string_view address = cells.address;
  std::string_view registration;
  Schema schema = Schema::unknown;
  if (party.profile != nullptr) {
    if (!party.country.known()) party.country = party.profile->country;
    if (address.empty()) address = party.profile->address;
    registration = party.profile->registration_number;
    schema = party.profile->schema;
  }
  party.name = names.texts.empty() ? std::string(cells.id) : std::string(names.texts.front());
  if (snapshot.lists) {
    HitCollector collector(snapshot, schema);
    for (const std::string_view name : names.texts) collector.add(name, matches.hits(name, schema));
    party.hits = collector.take();
    for (PartyHit& hit : party.hits) {
      const lists::EntryView entry = snapshot.entries().entry(hit.entry);
      weigh(hit, entry, {party.country, address, registration}, snapshot.places);
    }
    if (schema != Schema::person) doubt_persons(party.hits, snapshot);
    for (PartyHit& hit : party.hits) {
      const lists::EntryView entry = snapshot.entries().entry(hit.entry);
      hit.country = entry.country();
      except(hit, entry, party, snapshot);
      party.exceptions_may_end = party.exceptions_may_end || (hit.excepted && hit.excepted_until);
    }
    add_address_hits(party, address, *snapshot.lists, snapshot);
    if (has_named_parent(party.profile)) {
      for (const match::Hit& hit : matches.hits(party.profile->ultimate_parent, Schema::unknown)) {
        const std::string_view list = snapshot.entries().entry(hit.entry).list();
        if (hit.score >= kCertainScore && taints_what_it_owns(snapshot.list_catalog.effect(list))) {
          party.owner_list = list;
          break;
        }
      }
    }
  }
  party.headquarters = settle_headquarters(party, snapshot);
  return party;
}

Addressed addressed_of(const Snapshot& snapshot, const ResolvedParty& party) {
  const std::string_view parent =
      has_named_parent(party.profile) ? std::string_view(party.profile->ultimate_parent) : std::string_view{};
  return snapshot.addressees.find(names_of(party.cells, party.profile).texts, party.country, parent, snapshot.places,
                                  threshold_of(snapshot));
}

std::vector<PartyHit> resolve_conveyance(const Snapshot& snapshot, std::string_view name) {
  if (!snapshot.lists) return {};
  HitCollector collector(snapshot, Schema::unknown);
  const match::SearchOptions options = search_options(snapshot, match::Against::conveyances);
  collector.add(name, snapshot.lists->index().search(name, Schema::unknown, options).hits);
  std::vector<PartyHit> hits = collector.take();
  for (PartyHit& hit : hits) weigh(hit, snapshot.entries().entry(hit.entry), {}, snapshot.places);
  return hits;
}

}  // namespace tidewaiter
