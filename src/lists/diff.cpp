#include "lists/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "text/fold.h"

namespace tidewaiter::lists {
namespace {

using Values = std::vector<std::string>;

Values one(std::string_view text) { return text.empty() ? Values{} : Values{std::string(text)}; }

Values sorted(Values values) {
  std::ranges::sort(values);
  return values;
}

Values day(const std::optional<Date>& date, DateBasis basis) {
  if (!date) return {};
  if (basis == DateBasis::year) return {fmt::format("{} (the year only)", date->year())};
  return {basis == DateBasis::inferred ? date->to_string() + " (inferred)" : date->to_string()};
}

Values addresses_of(const ListEntry& entry) {
  Values values;
  for (const ListAddress& address : entry.addresses) {
    std::string text = address.text;
    if (address.country.known()) text += fmt::format("{}{}", text.empty() ? "" : ", ", address.country.code());
    values.push_back(std::move(text));
  }
  return sorted(std::move(values));
}

struct Field {
  std::string_view name;
  Values (*of)(const ListEntry&);
};

// Everything of an entry but its id, the files it was read from, and names derived from others.
constexpr std::array<Field, 17> kFields{{
    {"name", [](const ListEntry& e) { return one(e.name); }},
    {"aliases", [](const ListEntry& e) { return sorted(e.aliases); }},
    {"schema", [](const ListEntry& e) { return e.schema == Schema::unknown ? Values{} : one(to_string(e.schema)); }},
    {"addresses", addresses_of},
    {"programs", [](const ListEntry& e) { return sorted(e.programs); }},
    {"requirement", [](const ListEntry& e) { return one(e.requirement); }},
    {"policy", [](const ListEntry& e) { return one(e.policy); }},
    {"footnotes", [](const ListEntry& e) { return one(e.footnotes); }},
    {"from", [](const ListEntry& e) { return day(e.from, e.from_basis); }},
    {"to", [](const ListEntry& e) { return day(e.to, e.to_basis); }},
    {"revised", [](const ListEntry& e) { return day(e.revised, DateBasis::stated); }},
    {"federal_register", [](const ListEntry& e) { return one(e.federal_register); }},
    {"registration_number", [](const ListEntry& e) { return one(e.registration_number); }},
    {"url", [](const ListEntry& e) { return one(e.url); }},
    {"publisher", [](const ListEntry& e) { return one(e.publisher); }},
    {"effect",
     [](const ListEntry& e) { return e.effect == EntryEffect::of_list ? Values{} : one(to_string(e.effect)); }},
    {"is_address", [](const ListEntry& e) { return e.is_address ? one("yes") : Values{}; }},
}};

std::vector<FieldChange> changes_of(const ListEntry& before, const ListEntry& after) {
  std::vector<FieldChange> changes;
  for (const Field& field : kFields) {
    Values first = field.of(before);
    Values second = field.of(after);
    if (first == second) continue;
    changes.push_back({std::string(field.name), std::move(first), std::move(second)});
  }
  return changes;
}

// Entries of one list and folded name, on both sides.
struct Group {
  std::vector<const ListEntry*> before, after;
};

class Pairing {
 public:
  Pairing(std::span<const ListEntry> before, std::span<const ListEntry> after) {
    for (const ListEntry& entry : before) groups_[key(entry)].before.push_back(&entry);
    for (const ListEntry& entry : after) groups_[key(entry)].after.push_back(&entry);
  }

  std::vector<EntryChange> changes() {
    for (auto& [name, group] : groups_) {
      for (auto* side : {&group.before, &group.after})
        std::ranges::sort(*side, {}, [](const auto* e) { return e->id; });
      take_pairs(group, [](const ListEntry& a, const ListEntry& b) { return changes_of(a, b).empty(); });
      take_pairs(group, [](const ListEntry& a, const ListEntry& b) { return a.id == b.id; });
      take_pairs(group, [](const ListEntry&, const ListEntry&) { return true; });
    }
    // What is left on one side only may have changed its name.
    std::map<std::string_view, const ListEntry*> left;
    for (const auto& [name, group] : groups_) {
      for (const ListEntry* entry : group.before) left[entry->id] = entry;
    }
    for (const auto& [name, group] : groups_) {
      for (const ListEntry* entry : group.after) {
        const auto found = left.find(entry->id);
        if (found != left.end()) {
          tell(*found->second, *entry);
          left.erase(found);
        } else {
          changes_.push_back({ChangeKind::added, entry->list, entry->id, {}, entry->name, {}});
        }
      }
    }
    for (const auto& [id, entry] : left) {
      changes_.push_back({ChangeKind::removed, entry->list, entry->id, entry->id, entry->name, {}});
    }
    std::ranges::sort(changes_, {}, [](const EntryChange& change) {
      return std::tuple(change.list, change.id, change.kind, change.id_before);
    });
    return std::move(changes_);
  }

 private:
  static std::string key(const ListEntry& entry) { return entry.list + '\n' + text::fold(entry.name); }

  template <class AreOne>
  void take_pairs(Group& group, AreOne are_one) {
    for (auto before = group.before.begin(); before != group.before.end();) {
      const auto after = std::ranges::find_if(group.after, [&](const auto* each) { return are_one(**before, *each); });
      if (after == group.after.end()) {
        ++before;
        continue;
      }
      tell(**before, **after);
      group.after.erase(after);
      before = group.before.erase(before);
    }
  }

  void tell(const ListEntry& before, const ListEntry& after) {
    std::vector<FieldChange> fields = changes_of(before, after);
    if (fields.empty()) return;
    const bool ended = fields.size() == 1 && fields.front().field == "to" && !before.to && after.to;
    changes_.push_back({ended ? ChangeKind::ended : ChangeKind::changed, after.list, after.id, before.id, after.name,
                        std::move(fields)});
  }

  std::map<std::string, Group> groups_;
  std::vector<EntryChange> changes_;
};

Values texts_of(const TextSpan& texts) {
  Values values;
  for (std::size_t i = 0; i < texts.size(); ++i) values.emplace_back(texts[i]);
  return values;
}

}  // namespace

std::string_view to_string(ChangeKind kind) {
  static constexpr std::array<std::string_view, 4> kWords{"added", "removed", "ended", "changed"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::vector<EntryChange> diff(std::span<const ListEntry> before, std::span<const ListEntry> after) {
  return Pairing(before, after).changes();
}

std::vector<ListEntry> entries_of(const EntryTable& table) {
  std::vector<ListEntry> entries;
  entries.reserve(table.size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    const EntryView view = table.entry(i);
    ListEntry& entry = entries.emplace_back();
    entry.id = view.id();
    entry.list = view.list();
    entry.publisher = view.publisher();
    entry.source = view.source();
    entry.schema = view.schema();
    entry.name = view.name();
    entry.aliases = texts_of(view.aliases());
    const Values others = texts_of(view.other_names());
    const auto derived = others.begin() + static_cast<std::ptrdiff_t>(entry.aliases.size());
    const auto acronyms = derived + static_cast<std::ptrdiff_t>(view.short_names());
    entry.short_names.assign(derived, acronyms);
    entry.acronyms.assign(acronyms, others.end());
    for (std::size_t a = 0; a < view.address_count(); ++a) {
      entry.addresses.push_back({std::string(view.address(a).text), view.address(a).country});
    }
    entry.programs = texts_of(view.programs());
    entry.federal_register = view.federal_register();
    entry.requirement = view.requirement();
    entry.policy = view.policy();
    entry.footnotes = view.footnotes();
    entry.registration_number = view.registration_number();
    entry.url = view.url();
    entry.from = view.from();
    entry.from_basis = view.from_basis();
    entry.to = view.to();
    entry.to_basis = view.to_basis();
    entry.effect = view.effect();
    entry.is_address = view.is_address();
    entry.revised = view.revised();
  }
  return entries;
}

}  // namespace tidewaiter::lists
