// A compiled list, open: entries and index joined by entry number. Const, shared by all threads of a run.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/section_file.h"
#include "engine/address_entries.h"
#include "lists/entry_table.h"
#include "match/index.h"
#include "model/list_entry.h"

namespace tidewaiter {

class ListBook {
 public:
  // Errors: those of SectionFile, EntryTable and Index; file_not_found says how to make a list.
  static Result<ListBook> open(const std::filesystem::path& path);

  // The bytes of a compiled list: the entries' sections and the index over all their names. Deterministic.
  static Result<std::string> compile(std::span<const ListEntry> entries, std::span<const ListSource> sources);

  const lists::EntryTable& entries() const { return parts_->entries; }
  const match::Index& index() const { return parts_->index; }
  const AddressEntries& address_entries() const { return parts_->address_entries; }

  // The name or alias that number `name` of the index stands for, and its entry.
  struct IndexedText {
    std::uint32_t entry;
    std::string_view text;
    bool acronym;  // from the brackets of the entry's name
  };
  IndexedText indexed(std::uint32_t name) const;

  std::vector<ListSource> sources() const;
  std::string version() const { return version_of(parts_->file); }
  static std::string version_of(const SectionFile& file) { return file.digest().hex().substr(0, 16); }

 private:
  struct Parts {
    SectionFile file;
    lists::EntryTable entries;
    match::Index index;
    AddressEntries address_entries;
    std::vector<std::uint32_t> first_name;  // of each entry; names of an entry are adjacent, its own name first
  };
  explicit ListBook(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
  std::unique_ptr<const Parts> parts_;
};

}  // namespace tidewaiter
