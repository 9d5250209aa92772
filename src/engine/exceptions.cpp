#include "engine/exceptions.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/fold.h"

namespace tidewaiter {

std::optional<ListEntry> find_entry(const ListBook& book, std::string_view entry_id) {
  for (std::size_t i = 0; i < book.entries().size(); ++i) {
    const lists::EntryView entry = book.entries().entry(i);
    if (entry.id() == entry_id) return entry_of(entry);
  }
  return std::nullopt;
}

std::optional<Score> likeness(const ListBook& book, std::string_view party, std::string_view entry_id) {
  for (std::size_t i = 0; i < book.entries().size(); ++i) {
    const lists::EntryView entry = book.entries().entry(i);
    if (entry.id() != entry_id) continue;
    if (entry.is_address()) return std::nullopt;
    Score best = book.index().compare(party, entry.name(), entry.schema());
    const lists::TextSpan others = entry.other_names();
    for (std::size_t name = 0; name < others.size(); ++name) {
      best = std::max(best, book.index().compare(party, others[name], entry.schema()));
    }
    return best;
  }
  return std::nullopt;
}

ListEntry entry_of(const lists::EntryView& view) {
  ListEntry entry;
  entry.id = view.id();
  entry.list = view.list();
  entry.schema = view.schema();
  entry.name = view.name();
  const lists::TextSpan aliases = view.aliases();
  for (std::size_t i = 0; i < aliases.size(); ++i) entry.aliases.emplace_back(aliases[i]);
  for (std::size_t i = 0; i < view.address_count(); ++i) {
    entry.addresses.push_back({std::string(view.address(i).text), view.address(i).country});
  }
  entry.registration_number = view.registration_number();
  return entry;
}

Digest named_party_digest(std::string_view name, Country country) {
  PartyProfile named;
  named.name = text::fold(name);
  named.country = country;
  return party_digest(named);
}

Result<ListException> make_exception(const ListBook& book, std::string_view party, Country country,
                                     std::string_view entry_id) {
  const std::optional<ListEntry> entry = find_entry(book, entry_id);
  if (!entry) {
    return fail(ErrorCode::not_found, fmt::format("the list has no entry {}", entry_id), {},
                "tidewaiter match NAME shows the ids of entries");
  }
  ListException exception;
  exception.party = PartyKey{{}, text::fold(party), country};
  exception.party_name = party;
  exception.party_digest = named_party_digest(party, country);
  exception.list = entry->list;
  exception.entry_id = entry->id;
  exception.entry_name = entry->name;
  exception.entry_digest = entry_digest(*entry);
  return exception;
}

}  // namespace tidewaiter
