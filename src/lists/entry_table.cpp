#include "lists/entry_table.h"

#include <cstring>
#include <limits>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lists/version.h"

namespace tidewaiter::lists {
namespace {

// Raised when a record's layout or meaning changes.
constexpr std::uint32_t kLayout = 5;

struct Meta {
  std::uint32_t layout;
  std::uint32_t entries;
  std::uint32_t sources;
  std::uint32_t reserved;
};

// Texts one after another, each written once.
class StringBytes {
 public:
  StringRef add(std::string_view text) {
    if (text.empty()) return {0, 0};
    const auto [found, added] = known_.try_emplace(std::string(text), StringRef{});
    if (added) {
      if (text.size() > kLimit - bytes_.size()) {
        overflow_ = true;
        return {0, 0};
      }
      found->second = {static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(text.size())};
      bytes_ += text;
    }
    return found->second;
  }
  std::string take() { return std::move(bytes_); }
  bool overflow() const { return overflow_; }

 private:
  static constexpr std::size_t kLimit = std::numeric_limits<std::uint32_t>::max();
  std::unordered_map<std::string, StringRef> known_;
  std::string bytes_;
  bool overflow_ = false;
};

std::uint32_t size_of(std::size_t size) { return static_cast<std::uint32_t>(size); }

EntryRecord record_of(const ListEntry& entry, StringBytes& bytes, std::vector<StringRef>& refs,
                      std::vector<AddressRef>& addresses) {
  EntryRecord record{};
  record.id = bytes.add(entry.id);
  record.list = bytes.add(entry.list);
  record.publisher = bytes.add(entry.publisher);
  record.source = bytes.add(entry.source);
  record.name = bytes.add(entry.name);
  record.federal_register = bytes.add(entry.federal_register);
  record.requirement = bytes.add(entry.requirement);
  record.policy = bytes.add(entry.policy);
  record.footnotes = bytes.add(entry.footnotes);
  record.registration_number = bytes.add(entry.registration_number);
  record.url = bytes.add(entry.url);
  record.first_alias = size_of(refs.size());
  record.aliases = size_of(entry.aliases.size());
  for (const std::string& alias : entry.aliases) refs.push_back(bytes.add(alias));
  record.short_names = size_of(entry.short_names.size());
  for (const std::string& name : entry.short_names) refs.push_back(bytes.add(name));
  record.acronyms = size_of(entry.acronyms.size());
  for (const std::string& name : entry.acronyms) refs.push_back(bytes.add(name));
  record.first_program = size_of(refs.size());
  record.programs = size_of(entry.programs.size());
  for (const std::string& program : entry.programs) refs.push_back(bytes.add(program));
  record.first_address = size_of(addresses.size());
  record.addresses = size_of(entry.addresses.size());
  for (const ListAddress& address : entry.addresses) {
    AddressRef ref{bytes.add(address.text), {}, {}};
    if (address.country.known()) std::memcpy(ref.country, address.country.code().data(), 2);
    addresses.push_back(ref);
  }
  if (entry.from) record.from = entry.from->days_since_1970();
  if (entry.to) record.to = entry.to->days_since_1970();
  if (entry.revised) record.revised = entry.revised->days_since_1970();
  if (entry.revised) record.flags |= EntryRecord::kHasRevised;
  if (entry.is_address) record.flags |= EntryRecord::kIsAddress;
  record.schema = static_cast<std::uint8_t>(entry.schema);
  record.effect = static_cast<std::uint8_t>(entry.effect);
  record.from_basis = static_cast<std::uint8_t>(entry.from ? entry.from_basis : DateBasis::none);
  record.to_basis = static_cast<std::uint8_t>(entry.to ? entry.to_basis : DateBasis::none);
  return record;
}

bool inside(StringRef ref, std::string_view bytes) {
  return ref.offset <= bytes.size() && ref.length <= bytes.size() - ref.offset;
}

bool inside(std::uint32_t first, std::uint32_t count, std::size_t size) {
  return first <= size && count <= size - first;
}

bool is_day(std::int32_t days) {
  const Date day = Date::from_days(days);
  return kFirstDate <= day && day <= kLastDate;
}

bool is_basis(std::uint8_t basis) { return basis <= static_cast<std::uint8_t>(DateBasis::inferred); }

bool is_sound(const EntryRecord& record, const Sections& sections) {
  for (const StringRef ref :
       {record.id, record.list, record.publisher, record.source, record.name, record.federal_register,
        record.requirement, record.policy, record.footnotes, record.registration_number, record.url}) {
    if (!inside(ref, sections.bytes)) return false;
  }
  const std::size_t names = std::size_t{record.aliases} + record.short_names + record.acronyms;
  return record.first_alias <= sections.refs.size() && names <= sections.refs.size() - record.first_alias &&
         inside(record.first_program, record.programs, sections.refs.size()) &&
         inside(record.first_address, record.addresses, sections.addresses.size()) && is_day(record.from) &&
         is_day(record.to) && is_day(record.revised) &&
         record.flags <= (EntryRecord::kHasRevised | EntryRecord::kIsAddress) && is_basis(record.from_basis) &&
         is_basis(record.to_basis) && record.effect <= static_cast<std::uint8_t>(EntryEffect::hold) &&
         record.schema <= static_cast<std::uint8_t>(Schema::aircraft);
}

bool is_sound(const AddressRef& address, const Sections& sections) {
  const bool none = address.country[0] == '\0' && address.country[1] == '\0';
  const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  return inside(address.text, sections.bytes) &&
         (none || (is_letter(address.country[0]) && is_letter(address.country[1])));
}

bool is_sound(const SourceRecord& source, const Sections& sections) {
  return inside(source.file, sections.bytes) && inside(source.form, sections.bytes) &&
         inside(source.publisher, sections.bytes) && inside(source.digest, sections.bytes) && is_day(source.date) &&
         source.has_date <= 1;
}

}  // namespace

TextSpan EntryView::aliases() const {
  return {sections_.refs.subspan(record_->first_alias, record_->aliases), sections_.bytes};
}

TextSpan EntryView::other_names() const {
  const std::size_t names = std::size_t{record_->aliases} + record_->short_names + record_->acronyms;
  return {sections_.refs.subspan(record_->first_alias, names), sections_.bytes};
}

TextSpan EntryView::programs() const {
  return {sections_.refs.subspan(record_->first_program, record_->programs), sections_.bytes};
}

AddressView EntryView::address(std::size_t i) const {
  const AddressRef& ref = sections_.addresses[record_->first_address + i];
  const std::string_view code(ref.country, 2);
  return {sections_.text(ref.text), code[0] == '\0' ? Country() : Country(code)};
}

Country EntryView::country() const {
  for (std::size_t i = 0; i < address_count(); ++i) {
    if (const Country found = address(i).country; found.known()) return found;
  }
  return {};
}

std::optional<Date> EntryView::from() const {
  if (from_basis() == DateBasis::none) return std::nullopt;
  return Date::from_days(record_->from);
}

std::optional<Date> EntryView::to() const {
  if (to_basis() == DateBasis::none) return std::nullopt;
  return Date::from_days(record_->to);
}

std::optional<Date> EntryView::revised() const {
  if ((record_->flags & EntryRecord::kHasRevised) == 0) return std::nullopt;
  return Date::from_days(record_->revised);
}

Truth EntryView::in_force(Date day) const {
  const std::optional<Date> first = from();
  const std::optional<Date> last = to();
  if ((last && *last < day) || (first && day < *first)) return Truth::no;
  if (!first || (from_basis() == DateBasis::year && first->year() == day.year())) return Truth::unknown;
  return Truth::yes;
}

bool EntryView::started(Date day) const {
  const std::optional<Date> first = from();
  return !first || *first <= day;
}

Result<void> write_entries(std::span<const ListEntry> entries, std::span<const ListSource> sources,
                           SectionWriter& writer) {
  StringBytes bytes;
  std::vector<EntryRecord> records;
  std::vector<StringRef> refs;
  std::vector<AddressRef> addresses;
  std::vector<SourceRecord> source_records;
  records.reserve(entries.size());
  for (const ListEntry& entry : entries) records.push_back(record_of(entry, bytes, refs, addresses));
  for (const ListSource& source : sources) {
    SourceRecord record{};
    record.file = bytes.add(source.file);
    record.form = bytes.add(source.form);
    record.publisher = bytes.add(source.publisher);
    record.digest = bytes.add(source.digest);
    record.entries = source.entries;
    record.aliases = source.aliases;
    record.date = source.date ? source.date->days_since_1970() : 0;
    record.has_date = source.date ? 1 : 0;
    source_records.push_back(record);
  }
  if (bytes.overflow()) return fail(ErrorCode::out_of_memory, "the texts of the lists pass 4 GiB");
  const Meta meta{kLayout, size_of(records.size()), size_of(source_records.size()), 0};
  writer.add_array("lists.meta", std::span(&meta, 1));
  writer.add_array("lists.entries", std::span<const EntryRecord>(records));
  writer.add_array("lists.refs", std::span<const StringRef>(refs));
  writer.add_array("lists.addresses", std::span<const AddressRef>(addresses));
  writer.add_array("lists.sources", std::span<const SourceRecord>(source_records));
  writer.add("lists.strings", bytes.take());
  return {};
}

Result<EntryTable> EntryTable::open(const SectionFile& file) {
  static constexpr const char* kHint = "compile it again with: tidewaiter lists import";
  TIDEWAITER_TRY(const std::span<const Meta> meta, file.array<Meta>("lists.meta"));
  if (meta.size() != 1) return fail(ErrorCode::corrupt_file, "the list's description is damaged", file.path(), kHint);
  if (meta[0].layout != kLayout) {
    return fail(ErrorCode::wrong_version, "this list was compiled by another version of the program", file.path(),
                kHint);
  }
  EntryTable table;
  Sections& sections = table.sections_;
  TIDEWAITER_TRY(sections.entries, file.array<EntryRecord>("lists.entries"));
  TIDEWAITER_TRY(sections.refs, file.array<StringRef>("lists.refs"));
  TIDEWAITER_TRY(sections.addresses, file.array<AddressRef>("lists.addresses"));
  TIDEWAITER_TRY(sections.sources, file.array<SourceRecord>("lists.sources"));
  TIDEWAITER_TRY(sections.bytes, file.section("lists.strings"));
  bool sound = meta[0].entries == sections.entries.size() && meta[0].sources == sections.sources.size();
  for (const EntryRecord& record : sections.entries) sound = sound && is_sound(record, sections);
  for (const StringRef& ref : sections.refs) sound = sound && inside(ref, sections.bytes);
  for (const AddressRef& address : sections.addresses) sound = sound && is_sound(address, sections);
  for (const SourceRecord& source : sections.sources) sound = sound && is_sound(source, sections);
  if (!sound) return fail(ErrorCode::corrupt_file, "the list's entries contradict each other", file.path(), kHint);
  return table;
}

ListSource EntryTable::source(std::size_t i) const {
  const SourceRecord& record = sections_.sources[i];
  ListSource source;
  source.file = sections_.text(record.file);
  source.form = sections_.text(record.form);
  source.publisher = sections_.text(record.publisher);
  source.digest = sections_.text(record.digest);
  source.entries = record.entries;
  source.aliases = record.aliases;
  if (record.has_date != 0) source.date = Date::from_days(record.date);
  return source;
}

std::uint32_t layout_version() { return kLayout; }

}  // namespace tidewaiter::lists
