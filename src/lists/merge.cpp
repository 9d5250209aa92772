#include "lists/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/digest.h"
#include "text/fold.h"

namespace tidewaiter::lists {
namespace {

// An entry on its way, with what it is compared by.
struct Item {
  ListEntry entry;  // id: still the publisher's number
  std::string folded;
  // What makes it the same entry in another snapshot: the publisher's number, else the folded name.
  std::string key() const { return entry.list + '\n' + (entry.id.empty() ? folded : "#" + entry.id); }
};

struct Snapshot {
  Form form{};
  ListSource source;
  std::vector<Item> items;
  Date day() const { return source.date.value_or(kFirstDate); }
};

Snapshot snapshot_of(ParsedFile file) {
  Snapshot snapshot{file.form, std::move(file.source), {}};
  snapshot.items.reserve(file.entries.size());
  for (ListEntry& entry : file.entries) {
    const std::string cited = citation(snapshot.source);
    entry.source = entry.source.empty() ? cited : entry.source + "; " + cited;
    std::string folded = text::fold(entry.name);
    snapshot.items.push_back({std::move(entry), std::move(folded)});
  }
  return snapshot;
}

// --- snapshots of one form
// --------------------------------------------------------------------------------------------

// A later snapshot's first sight of an entry dates it better than the year of a citation, unless that year is later.
void begin_inferred(ListEntry& entry, Date first_seen) {
  const bool vague = entry.from_basis == DateBasis::none || entry.from_basis == DateBasis::year;
  if (!vague || (entry.from && *entry.from > first_seen)) return;
  entry.from = first_seen;
  entry.from_basis = DateBasis::inferred;
}

void end_inferred(ListEntry& entry, Date last_day) {
  if (entry.to && *entry.to < last_day) return;  // it had run out by itself
  entry.to = last_day;
  entry.to_basis = DateBasis::inferred;
}

// REQUIRES: `snapshots` have days and are in their order (check_order), if there are several. Each unbroken run of
// snapshots that hold an entry gives it once, as the last of them has it; the run's ends inside the time observed are
// its first and last days.
std::vector<Item> follow(std::vector<Snapshot*>& snapshots) {
  if (snapshots.size() == 1) return std::move(snapshots.front()->items);
  std::vector<std::set<std::string>> held;
  for (const Snapshot* snapshot : snapshots) {
    std::set<std::string>& keys = held.emplace_back();
    for (const Item& item : snapshot->items) keys.insert(item.key());
  }
  std::vector<Item> followed;
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    const bool last = i + 1 == snapshots.size();
    for (Item& item : snapshots[i]->items) {
      const std::string key = item.key();
      if (!last && held[i + 1].contains(key)) continue;  // the next snapshot gives it
      std::size_t first = i;
      while (first > 0 && held[first - 1].contains(key)) --first;
      if (first > 0) begin_inferred(item.entry, snapshots[first]->day());
      if (!last) end_inferred(item.entry, snapshots[i + 1]->day() + -1);
      followed.push_back(std::move(item));
    }
  }
  return followed;
}

Result<void> check_order(const std::vector<Snapshot*>& snapshots, std::string_view what) {
  for (std::size_t i = 0; i < snapshots.size() && snapshots.size() > 1; ++i) {
    if (!snapshots[i]->source.date) {
      return fail(ErrorCode::usage, fmt::format("there are two snapshots of {} and this one has no day", what),
                  snapshots[i]->source.file, "put the day into the file's name: list-2026-07-31.csv");
    }
    if (i > 0 && snapshots[i]->source.date == snapshots[i - 1]->source.date) {
      return fail(ErrorCode::usage, fmt::format("there are two snapshots of {} of one day", what),
                  snapshots[i]->source.file,
                  fmt::format("import only one of it and {}", snapshots[i - 1]->source.file));
    }
  }
  return {};
}

// A house file may hold several lists; its snapshots are told apart list by list.
Result<std::vector<Item>> follow_house(std::vector<Snapshot*>& files) {
  std::map<std::string, std::vector<Snapshot>> by_list;
  for (Snapshot* file : files) {
    std::map<std::string, Snapshot> parts;
    for (Item& item : file->items) {
      Snapshot& part = parts.try_emplace(item.entry.list, Snapshot{file->form, file->source, {}}).first->second;
      part.items.push_back(std::move(item));
    }
    for (auto& [list, part] : parts) by_list[list].push_back(std::move(part));
  }
  std::vector<Item> all;
  for (auto& [list, parts] : by_list) {
    std::vector<Snapshot*> snapshots;
    for (Snapshot& part : parts) snapshots.push_back(&part);
    TIDEWAITER_CHECK(check_order(snapshots, "the house list " + list));
    std::ranges::move(follow(snapshots), std::back_inserter(all));
  }
  return all;
}

// --- one form over another
// --------------------------------------------------------------------------------------------

void cite(ListEntry& entry, std::string_view source) {
  if (entry.source.find(source) == std::string::npos) entry.source += fmt::format("; {}", source);
}

template <class T>
void add_missing(std::vector<T>& to, const std::vector<T>& from) {
  for (const T& each : from) {
    if (std::ranges::find(to, each) == to.end()) to.push_back(each);
  }
}

bool same_address(const ListAddress& a, const ListAddress& b) { return a.text == b.text && a.country == b.country; }

void add_missing_addresses(ListEntry& entry, const std::vector<ListAddress>& addresses) {
  for (const ListAddress& address : addresses) {
    const auto is_it = [&](const ListAddress& each) { return same_address(each, address); };
    if (std::ranges::none_of(entry.addresses, is_it)) entry.addresses.push_back(address);
  }
}

// Takes from the weaker source what the stronger one lacks; addresses and the publisher's number only if it is the only
// entry of that name, since nobody knows which of several they belong to.
void fill(ListEntry& entry, const ListEntry& other, bool only) {
  cite(entry, other.source);
  add_missing(entry.aliases, other.aliases);
  add_missing(entry.programs, other.programs);
  // The text of denial orders often leaves the country out where the consolidated list has it and nothing else.
  std::set<Country> countries;
  for (const ListAddress& address : other.addresses) countries.insert(address.country);
  for (ListAddress& address : entry.addresses) {
    if (!address.country.known() && countries.size() == 1) address.country = *countries.begin();
  }
  for (const ListAddress& address : other.addresses) {
    if (!only) break;
    const auto covers = [&](const ListAddress& each) { return each.country == address.country; };
    if (!address.text.empty() || std::ranges::none_of(entry.addresses, covers)) {
      add_missing_addresses(entry, {address});
    }
  }
  if (only && entry.id.empty()) entry.id = other.id;
  if (entry.schema == Schema::unknown) entry.schema = other.schema;
  if (entry.requirement.empty()) entry.requirement = other.requirement;
  if (entry.policy.empty()) entry.policy = other.policy;
  if (entry.footnotes.empty()) entry.footnotes = other.footnotes;
  if (!entry.revised) entry.revised = other.revised;
  if (entry.registration_number.empty()) entry.registration_number = other.registration_number;
  if (entry.url.empty()) entry.url = other.url;
  if (entry.federal_register.empty()) entry.federal_register = other.federal_register;
  if (!entry.from && other.from) std::tie(entry.from, entry.from_basis) = std::tuple(other.from, other.from_basis);
}

// The rows of one denial order, one an address, become one entry.
std::vector<Item> join_orders(std::vector<Item> rows) {
  std::map<std::tuple<std::string, std::string, std::optional<Date>, std::optional<Date>>, std::size_t> known;
  std::vector<Item> orders;
  for (Item& row : rows) {
    const auto [found, added] =
        known.try_emplace({row.entry.list, row.folded, row.entry.from, row.entry.to}, orders.size());
    if (added) {
      orders.push_back(std::move(row));
      continue;
    }
    ListEntry& order = orders[found->second].entry;
    add_missing_addresses(order, row.entry.addresses);
    if (order.federal_register.find(row.entry.federal_register) == std::string::npos) {
      order.federal_register += "; " + row.entry.federal_register;
    }
    cite(order, row.entry.source);
  }
  return orders;
}

// `stronger` entries stay; those of `weaker` with the same list and folded name fill them, the others join.
// Returns how many were filled in.
std::size_t lay_over(std::vector<Item>& stronger, std::vector<Item> weaker) {
  std::unordered_multimap<std::string, std::size_t> by_name;
  for (std::size_t i = 0; i < stronger.size(); ++i) {
    by_name.emplace(stronger[i].entry.list + '\n' + stronger[i].folded, i);
  }
  std::size_t same = 0;
  for (Item& item : weaker) {
    const auto [begin, end] = by_name.equal_range(item.entry.list + '\n' + item.folded);
    if (begin == end) {
      stronger.push_back(std::move(item));
      continue;
    }
    ++same;
    const bool only = std::next(begin) == end;
    for (auto found = begin; found != end; ++found) fill(stronger[found->second].entry, item.entry, only);
  }
  return same;
}

// --- ids
// --------------------------------------------------------------------------------------------------------------

Country first_country(const ListEntry& entry) {
  for (const ListAddress& address : entry.addresses) {
    if (address.country.known()) return address.country;
  }
  return {};
}

std::string id_of(const Item& item) {
  const ListEntry& entry = item.entry;
  if (!entry.id.empty()) {
    return entry.id.starts_with(entry.list + "-") ? entry.id : fmt::format("{}-{}", entry.list, entry.id);
  }
  const std::uint64_t hash = hash_of(fmt::format("{}\n{}", item.folded, first_country(entry).code()));
  return fmt::format("{}-{:08x}", entry.list, hash >> 32U);
}

// Everything that a reader sees of an entry, so that equal ids are numbered alike whatever the order of the files.
std::string content_of(const Item& item) {
  const ListEntry& entry = item.entry;
  const auto day = [](const std::optional<Date>& date) { return date ? date->to_string() : std::string(); };
  std::string content = fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", item.folded, day(entry.from), day(entry.to),
                                    entry.name, entry.federal_register, entry.requirement, entry.policy, entry.source,
                                    fmt::join(entry.aliases, "\n"));
  for (const ListAddress& address : entry.addresses) {
    content += fmt::format("\n{} {}", address.text, address.country.code());
  }
  return content + fmt::format("\n{}\n{}", entry.url, fmt::join(entry.programs, "\n"));
}

std::vector<ListEntry> with_ids(std::vector<Item> items) {
  struct Named {
    std::string id;
    std::size_t item;
  };
  std::vector<Named> named;
  named.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) named.push_back({id_of(items[i]), i});
  std::ranges::sort(named, [&](const Named& a, const Named& b) {
    const std::string& list_a = items[a.item].entry.list;
    const std::string& list_b = items[b.item].entry.list;
    if (list_a != list_b) return list_a < list_b;
    return a.id != b.id ? a.id < b.id : content_of(items[a.item]) < content_of(items[b.item]);
  });
  std::set<std::string, std::less<>> taken;
  std::vector<ListEntry> entries;
  entries.reserve(items.size());
  for (Named& each : named) {
    ListEntry& entry = items[each.item].entry;
    entry.id = each.id;
    for (int copy = 2; !taken.insert(entry.id).second; ++copy) entry.id = fmt::format("{}-{}", each.id, copy);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

Result<ImportResult> merge(std::vector<ParsedFile> files) {
  std::ranges::sort(files, {}, [](const ParsedFile& file) {
    return std::tuple(file.form, file.source.date, file.source.digest, file.source.file);
  });
  ImportResult result;
  std::map<Form, std::vector<Snapshot>> by_form;
  const std::string* last_digest = nullptr;
  for (ParsedFile& file : files) {
    std::ranges::move(file.notes, std::back_inserter(result.notes));
    if (last_digest != nullptr && *last_digest == file.source.digest) {
      result.notes.push_back(
          {file.source.file, fmt::format("the same file as {}: read once", result.sources.back().file)});
      continue;
    }
    result.sources.push_back(file.source);
    by_form[file.form].push_back(snapshot_of(std::move(file)));
    last_digest = &by_form.rbegin()->second.back().source.digest;
  }
  std::vector<Item> items;
  for (auto& [form, snapshots] : by_form) {
    std::vector<Snapshot*> in_order;
    for (Snapshot& snapshot : snapshots) in_order.push_back(&snapshot);
    std::vector<Item> followed;
    if (form == Form::house_csv) {
      TIDEWAITER_TRY(followed, follow_house(in_order));
    } else {
      TIDEWAITER_CHECK(check_order(in_order, form == Form::csl_json ? "the consolidated list" : "the denied persons"));
      followed = follow(in_order);
      if (form == Form::dpl_text) followed = join_orders(std::move(followed));
    }
    const std::size_t count = followed.size();
    const std::size_t same = lay_over(items, std::move(followed));
    if (same > 0) {
      result.notes.push_back(
          {snapshots.back().source.file,
           fmt::format("{} of {} entries stand in another file too and are one entry with it", same, count)});
    }
  }
  result.entries = with_ids(std::move(items));
  return result;
}

}  // namespace tidewaiter::lists
