// The entries inside a compiled list: written as fixed records and string bytes, read in place through views.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/section_file.h"
#include "model/item.h"
#include "model/list_entry.h"

namespace tidewaiter::lists {

struct StringRef {
  std::uint32_t offset;
  std::uint32_t length;
};

struct AddressRef {
  StringRef text;
  char country[2];  // zeros: unknown
  char padding[2];
};

struct EntryRecord {
  StringRef id, list, publisher, source, name, federal_register, requirement, policy, footnotes, registration_number,
      url;
  std::uint32_t first_alias, aliases;  // in the refs section; the derived names stand behind the aliases
  std::uint32_t short_names, acronyms;
  std::uint32_t first_program, programs;
  std::uint32_t first_address, addresses;
  std::int32_t from, to, revised;  // days since 1970; meaningless without a basis, `revised` without kHasRevised
  std::uint8_t schema, from_basis, to_basis, flags, effect;
  std::uint8_t padding[3];
  static constexpr std::uint8_t kHasRevised = 1;
  static constexpr std::uint8_t kIsAddress = 2;
};

struct SourceRecord {
  StringRef file, form, publisher, digest;
  std::uint64_t entries, aliases;
  std::int32_t date;
  std::uint32_t has_date;
};

static_assert(sizeof(EntryRecord) == 140 && sizeof(AddressRef) == 12 && sizeof(SourceRecord) == 56);

// The sections that a view reads.
struct Sections {
  std::span<const EntryRecord> entries;
  std::span<const StringRef> refs;
  std::span<const AddressRef> addresses;
  std::span<const SourceRecord> sources;
  std::string_view bytes;
  std::string_view text(StringRef ref) const { return bytes.substr(ref.offset, ref.length); }
};

// Texts of an entry by number.
class TextSpan {
 public:
  TextSpan(std::span<const StringRef> refs, std::string_view bytes) : refs_(refs), bytes_(bytes) {}
  std::size_t size() const { return refs_.size(); }
  std::string_view operator[](std::size_t i) const { return bytes_.substr(refs_[i].offset, refs_[i].length); }

 private:
  std::span<const StringRef> refs_;
  std::string_view bytes_;
};

struct AddressView {
  std::string_view text;
  Country country;
};

// One entry in the file; valid as long as the SectionFile.
class EntryView {
 public:
  std::string_view id() const { return sections_.text(record_->id); }
  std::string_view list() const { return sections_.text(record_->list); }
  std::string_view publisher() const { return sections_.text(record_->publisher); }
  std::string_view source() const { return sections_.text(record_->source); }
  std::string_view name() const { return sections_.text(record_->name); }
  std::string_view federal_register() const { return sections_.text(record_->federal_register); }
  std::string_view requirement() const { return sections_.text(record_->requirement); }
  std::string_view policy() const { return sections_.text(record_->policy); }
  std::string_view footnotes() const { return sections_.text(record_->footnotes); }
  std::string_view registration_number() const { return sections_.text(record_->registration_number); }
  std::string_view url() const { return sections_.text(record_->url); }
  Schema schema() const { return static_cast<Schema>(record_->schema); }

  TextSpan aliases() const;  // as the sources state them
  // What the entry's name is compared as: aliases, then names without the acronym in their brackets, then acronyms.
  TextSpan other_names() const;
  std::size_t short_names() const { return record_->short_names; }
  std::size_t acronyms() const { return record_->acronyms; }
  TextSpan programs() const;
  std::size_t address_count() const { return record_->addresses; }
  AddressView address(std::size_t i) const;  // REQUIRES: i < address_count()
  Country country() const;                   // of the first address that has one

  std::optional<Date> from() const;
  std::optional<Date> to() const;  // last day in force
  std::optional<Date> revised() const;
  EntryEffect effect() const { return static_cast<EntryEffect>(record_->effect); }
  bool is_address() const { return (record_->flags & EntryRecord::kIsAddress) != 0; }
  DateBasis from_basis() const { return static_cast<DateBasis>(record_->from_basis); }
  DateBasis to_basis() const { return static_cast<DateBasis>(record_->to_basis); }

  // Whether the entry is in force on a day. Unknown if no first day is known, or only the year of it and that is the
  // day's year: such an entry counts as in force, marked so (decision table row 2).
  Truth in_force(Date day) const;
  bool started(Date day) const;  // its first day is not after `day`; true where none is known
  bool ends_known() const { return to_basis() != DateBasis::none; }

 private:
  friend class EntryTable;
  EntryView(const Sections& sections, std::size_t i) : sections_(sections), record_(&sections.entries[i]) {}

  Sections sections_;  // a copy, so that a view does not hang on the table's own place
  const EntryRecord* record_;
};

// Appends the sections "lists.meta", "lists.entries", "lists.refs", "lists.addresses", "lists.sources" and
// "lists.strings". The same entries and sources in the same order give the same bytes.
// Errors: out_of_memory if the strings pass 4 GiB.
Result<void> write_entries(std::span<const ListEntry> entries, std::span<const ListSource> sources,
                           SectionWriter& writer);

// Views into the bytes of an open SectionFile, which must outlive it.
class EntryTable {
 public:
  // Checks that every offset, word and date of the records is in its bounds, so that no view can fail afterwards.
  // Errors: corrupt_file, wrong_version.
  static Result<EntryTable> open(const SectionFile& file);

  std::size_t size() const { return sections_.entries.size(); }
  EntryView entry(std::size_t i) const { return {sections_, i}; }  // REQUIRES: i < size()
  std::size_t source_count() const { return sections_.sources.size(); }
  ListSource source(std::size_t i) const;

 private:
  Sections sections_;
};

}  // namespace tidewaiter::lists
