// Compiled lists. The bytes are taken as a whole file; since checksums stop nearly every change of one, also as the
// contents of its sections, cut at the lengths that they begin with: whatever opens must be readable to the last byte;
// and as a house list, of which the compiled file says what was written into it.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "fuzz_reader.h"
#include "lists/entry_table.h"
#include "memory_file.h"

namespace {

using namespace tidewaiter;

std::size_t touched = 0;

void touch(std::string_view text) {
  for (const char c : text) touched += static_cast<unsigned char>(c);
}

void read_all(const std::string& path) {
  const auto file = SectionFile::open(path);
  if (!file) return;
  const auto table = lists::EntryTable::open(*file);
  if (!table) return;
  // A damaged record may claim a million aliases that overlap; a few are enough to show that they can be read.
  constexpr std::size_t kEnough = 64;
  for (std::size_t i = 0; i < std::min(table->size(), kEnough); ++i) {
    const lists::EntryView entry = table->entry(i);
    for (const std::string_view text : {entry.id(), entry.list(), entry.name(), entry.source(), entry.url(),
                                        entry.requirement(), entry.policy(), entry.federal_register()}) {
      touch(text);
    }
    for (std::size_t a = 0; a < std::min(entry.aliases().size(), kEnough); ++a) touch(entry.aliases()[a]);
    for (std::size_t a = 0; a < std::min(entry.address_count(), kEnough); ++a) touch(entry.address(a).text);
    touched += entry.from() ? entry.from()->to_string().size() : 0;
    touched += static_cast<std::size_t>(entry.in_force(Date(2026, 1, 1)));
  }
  for (std::size_t i = 0; i < std::min(table->source_count(), kEnough); ++i) touch(table->source(i).file);
}

void read_as_file(std::string_view bytes) { read_all(MemoryFile(bytes).path()); }

void write_and_read(std::string_view bytes) {
  auto parsed = lists::read_house_csv(bytes, "house-2026-01-01.csv", lists::fuzz_reading());
  if (!parsed) return;
  std::vector<lists::ParsedFile> files;
  files.push_back(*std::move(parsed));
  const auto merged = lists::merge(std::move(files));
  require(merged.has_value());
  SectionWriter writer;
  require(lists::write_entries(merged->entries, merged->sources, writer).has_value());
  const MemoryFile written(writer.finish());
  const auto file = SectionFile::open(written.path());
  require(file.has_value());
  const auto table = lists::EntryTable::open(*file);
  require(table.has_value() && table->size() == merged->entries.size());
  for (std::size_t i = 0; i < table->size(); ++i) {
    const lists::EntryView entry = table->entry(i);
    const ListEntry& was = merged->entries[i];
    require(entry.name() == was.name && entry.id() == was.id && entry.list() == was.list);
    require(entry.from() == was.from && entry.aliases().size() == was.aliases.size());
    require(entry.address_count() == was.addresses.size());
  }
  read_all(written.path());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read_as_file(bytes);
  write_and_read(bytes);
  static constexpr std::array<std::string_view, 6> kSections{"lists.meta",      "lists.entries", "lists.refs",
                                                             "lists.addresses", "lists.sources", "lists.strings"};
  std::array<std::uint16_t, 6> lengths{};
  if (size < sizeof(lengths)) return 0;
  std::memcpy(lengths.data(), data, sizeof(lengths));
  std::string_view rest = bytes.substr(sizeof(lengths));
  SectionWriter writer;
  for (std::size_t i = 0; i < kSections.size(); ++i) {
    const std::string_view content = rest.substr(0, lengths[i]);
    rest.remove_prefix(content.size());
    writer.add(kSections[i], std::string(content));
  }
  read_as_file(writer.finish());
  return 0;
}
