#include "engine/list_book.h"

#include <algorithm>

namespace tidewaiter {
namespace {

// Sections that do not fit the program: the bytes are damaged, or were laid out by another version of it.
template <class T>
Result<T> with_remedy(Result<T> opened) {
  if (!opened && opened.error().hint.empty()) {
    opened.error().hint =
        "the file is damaged, or another version of Tidewaiter made it: compile it again with tidewaiter lists import";
  }
  return opened;
}

}  // namespace

Result<ListBook> ListBook::open(const std::filesystem::path& path) {
  auto file = SectionFile::open(path);
  if (!file) {
    Error error = std::move(file).error();
    if (error.code == ErrorCode::file_not_found) {
      error.message = "there is no compiled list";
      error.hint = "make one with: tidewaiter lists import FILE..., or screen without lists: --lists none";
    }
    return std::unexpected(std::move(error));
  }
  // The views of the table and the index point into the mapping, which stays where it is when SectionFile moves.
  TIDEWAITER_TRY(lists::EntryTable entries, with_remedy(lists::EntryTable::open(*file)));
  TIDEWAITER_TRY(match::Index index, with_remedy(match::Index::open(*file)));
  auto parts = std::make_unique<Parts>(Parts{std::move(*file), entries, std::move(index), AddressEntries(entries), {}});
  std::uint32_t names = 0;
  parts->first_name.reserve(parts->entries.size() + 1);
  for (std::size_t i = 0; i < parts->entries.size(); ++i) {
    parts->first_name.push_back(names);
    names += 1 + static_cast<std::uint32_t>(parts->entries.entry(i).other_names().size());
  }
  if (names != parts->index.names()) {
    return fail(ErrorCode::corrupt_file, "the index of the list does not belong to its entries", path.string(),
                "compile it again with: tidewaiter lists import");
  }
  return ListBook(std::move(parts));
}

Result<std::string> ListBook::compile(std::span<const ListEntry> entries, std::span<const ListSource> sources) {
  SectionWriter writer;
  TIDEWAITER_CHECK(lists::write_entries(entries, sources, writer));
  std::vector<match::IndexedName> names;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto entry = static_cast<std::uint32_t>(i);
    names.push_back({entries[i].name, entry, entries[i].schema});
    for (const auto* more : {&entries[i].aliases, &entries[i].short_names, &entries[i].acronyms}) {
      for (const std::string& name : *more) names.push_back({name, entry, entries[i].schema});
    }
  }
  match::write_index(names, writer);
  return writer.finish();
}

ListBook::IndexedText ListBook::indexed(std::uint32_t name) const {
  const auto after = std::ranges::upper_bound(parts_->first_name, name);
  const auto entry = static_cast<std::uint32_t>(after - parts_->first_name.begin()) - 1;
  const lists::EntryView view = parts_->entries.entry(entry);
  const std::uint32_t alias = name - parts_->first_name[entry];
  if (alias == 0) return {entry, view.name(), false};
  const lists::TextSpan others = view.other_names();
  return {entry, others[alias - 1], alias - 1 >= others.size() - view.acronyms()};
}

std::vector<ListSource> ListBook::sources() const {
  std::vector<ListSource> sources;
  sources.reserve(parts_->entries.source_count());
  for (std::size_t i = 0; i < parts_->entries.source_count(); ++i) sources.push_back(parts_->entries.source(i));
  return sources;
}

}  // namespace tidewaiter
