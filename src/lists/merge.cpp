#include "lists/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/digest.h"
#include "lists/same_entry.h"
#include "lists/short_names.h"
#include "text/fold.h"

namespace tidewaiter::lists {
namespace {

using Item = MergeItem;

// What makes it the same entry in another snapshot: the publisher's number, else the folded name.
std::string key_of(const Item& item) {
  return item.entry.list + '\n' + (item.entry.id.empty() ? item.folded : "#" + item.entry.id);
}

constexpr unsigned bit(Form form) { return 1U << static_cast<unsigned>(form); }

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
    snapshot.items.push_back({std::move(entry), std::move(folded), bit(file.form)});
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
    for (const Item& item : snapshot->items) keys.insert(key_of(item));
  }
  std::vector<Item> followed;
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    const bool last = i + 1 == snapshots.size();
    for (Item& item : snapshots[i]->items) {
      const std::string key = key_of(item);
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

// A file of these forms may hold any of several lists; its snapshots are told apart list by list.
Result<std::vector<Item>> follow_lists(std::vector<Snapshot*>& files) {
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
    TIDEWAITER_CHECK(
        check_order(snapshots, fmt::format("the list {} in the form {}", list, to_string(snapshots.front()->form))));
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
  entry.is_address = entry.is_address || other.is_address;
  entry.effect = std::max(entry.effect, other.effect);
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

// The weaker entry of a pair found by other means than the whole name: its name is one more of the stronger one's.
void fill_with_name(Item& stronger, const Item& weaker, bool only) {
  ListEntry& entry = stronger.entry;
  stronger.forms |= weaker.forms;
  fill(entry, weaker.entry, only);
  const std::string key = name_key(weaker.entry.name);
  const auto has_it = [&](const std::string& alias) { return name_key(alias) == key; };
  if (name_key(entry.name) != key && std::ranges::none_of(entry.aliases, has_it)) {
    entry.aliases.push_back(weaker.entry.name);
  }
}

// The forms with numbers of the agencies' own; the consolidated list has those of the agencies, too.
unsigned numbered_forms() {
  unsigned forms = 0;
  for (std::size_t i = 0; i < kFormCount; ++i) {
    if (const auto form = static_cast<Form>(i); traits(form).numbered) forms |= bit(form);
  }
  return forms;
}
constexpr unsigned kLoose = bit(Form::ecfr_xml);

// The consolidated list holds the agency's list whole: what a later one of it lacks had ended.
void end_where_later_lacks(std::vector<Item>& items, const std::vector<Item>& held, const ListSource& later,
                           Date later_day) {
  std::set<std::string_view> lists;
  for (const Item& item : held) {
    if ((item.forms & bit(Form::csl_json)) != 0) lists.insert(item.entry.list);
  }
  const EntryNames names(held, kLoose, numbered_forms());
  for (Item& item : items) {
    if (!lists.contains(item.entry.list) || !names.find(item).empty()) continue;
    end_inferred(item.entry, later_day + -1);
    item.entry.source += fmt::format("; not found in {}", citation(later));
  }
}

// `stronger` entries stay; those of `weaker` that are the same fill them, the others join. Returns how many were filled
// in. Names of the regulation's text are cut out of running text, so they are compared with more freedom.
std::size_t lay_over(std::vector<Item>& stronger, std::vector<Item> weaker) {
  std::vector<Item> others;
  std::vector<bool> met(stronger.size(), false);
  std::size_t same = 0;
  {
    const EntryNames names(stronger, kLoose, numbered_forms());
    for (Item& item : weaker) {
      const std::vector<std::size_t> found = names.find(item);
      if (found.empty()) {
        others.push_back(std::move(item));
        continue;
      }
      ++same;
      for (const std::size_t i : found) {
        fill_with_name(stronger[i], item, found.size() == 1);
        met[i] = true;
      }
    }
  }
  std::vector<std::size_t> left;
  std::set<std::string_view> lists;
  for (std::size_t i = 0; i < stronger.size(); ++i) {
    if (met[i] || (stronger[i].forms & bit(Form::ecfr_xml)) == 0) continue;
    left.push_back(i);
    lists.insert(stronger[i].entry.list);
  }
  std::vector<std::size_t> right;
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (lists.contains(others[i].entry.list)) right.push_back(i);
  }
  std::vector<bool> paired(others.size(), false);
  for (const LeftoverPair& pair : pair_leftovers(stronger, left, others, right)) {
    fill_with_name(stronger[pair.left], others[pair.right], true);
    paired[pair.right] = true;
    ++same;
  }
  for (std::size_t i = 0; i < others.size(); ++i) {
    if (!paired[i]) stronger.push_back(std::move(others[i]));
  }
  return same;
}

// Entries of a list that the regulation's text and the consolidated list both hold whole, but that only one of them
// has, say so: one of the two is older, or a name was written differently.
void say_which_lacks(std::vector<Item>& items, const std::map<Form, std::string>& cited,
                     std::vector<ImportNote>& notes) {
  const auto text = cited.find(Form::ecfr_xml);
  const auto consolidated = cited.find(Form::csl_json);
  if (text == cited.end() || consolidated == cited.end()) return;
  std::map<std::string, std::array<bool, 2>, std::less<>> held;
  for (const Item& item : items) {
    std::array<bool, 2>& by = held[item.entry.list];
    by[0] = by[0] || (item.forms & bit(Form::ecfr_xml)) != 0;
    by[1] = by[1] || (item.forms & bit(Form::csl_json)) != 0;
  }
  std::array<std::size_t, 2> alone{};
  for (Item& item : items) {
    if (held[item.entry.list] != std::array{true, true}) continue;
    const bool in_text = (item.forms & bit(Form::ecfr_xml)) != 0;
    const bool in_consolidated = (item.forms & bit(Form::csl_json)) != 0;
    if (in_text == in_consolidated) continue;
    ++alone[in_text ? 0 : 1];
    item.entry.source += fmt::format("; not found in {}", in_text ? consolidated->second : text->second);
  }
  if (alone[0] > 0) {
    notes.push_back({text->second, fmt::format("{} of its entries are not found in {}; they stay, and say so", alone[0],
                                               consolidated->second)});
  }
  if (alone[1] > 0) {
    notes.push_back({consolidated->second, fmt::format("{} entries of the lists that {} holds too are not found there; "
                                                       "they stay, and say so",
                                                       alone[1], text->second)});
  }
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
    std::ranges::move(file.parts, std::back_inserter(result.sources));
    by_form[file.form].push_back(snapshot_of(std::move(file)));
    last_digest = &by_form.rbegin()->second.back().source.digest;
  }
  std::vector<Item> items;
  std::map<Form, std::string> cited;  // the last snapshot of each form
  for (auto& [form, snapshots] : by_form) {
    cited[form] = citation(snapshots.back().source);
    std::vector<Snapshot*> in_order;
    for (Snapshot& snapshot : snapshots) in_order.push_back(&snapshot);
    std::vector<Item> followed;
    if (traits(form).several_lists) {
      TIDEWAITER_TRY(followed, follow_lists(in_order));
    } else {
      TIDEWAITER_CHECK(check_order(in_order, traits(form).spoken));
      followed = follow(in_order);
      if (form == Form::dpl_text) followed = join_orders(std::move(followed));
    }
    const bool in_consolidated = form == Form::ofac_csv || form == Form::ofac_xml;
    if (in_consolidated && by_form.contains(Form::csl_json)) {
      const ListSource& consolidated = by_form.at(Form::csl_json).back().source;
      const std::optional<Date> own = snapshots.back().source.date;
      if (own && consolidated.date && *own < *consolidated.date) {
        end_where_later_lacks(followed, items, consolidated, *consolidated.date);
      }
    }
    const std::size_t count = followed.size();
    const std::size_t same = lay_over(items, std::move(followed));
    if (same > 0) {
      result.notes.push_back(
          {snapshots.back().source.file,
           fmt::format("{} of {} entries stand in another file too and are one entry with it", same, count)});
    }
  }
  say_which_lacks(items, cited, result.notes);
  result.entries = with_ids(std::move(items));
  for (ListEntry& entry : result.entries) add_short_names(entry);
  return result;
}

}  // namespace tidewaiter::lists
