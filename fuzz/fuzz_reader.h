// What the fuzzers of list readers share: whatever the bytes, entries or an error; entries that are merged without loss
// and can be written; notes with a place.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "lists/entry_table.h"
#include "lists/merge.h"
#include "lists_data.h"
#include "require.h"

namespace tidewaiter::lists {

// Merges one file, writes what comes out, and says how many entries that are.
inline std::size_t merge_and_write(ParsedFile parsed) {
  std::vector<ParsedFile> files;
  files.push_back(std::move(parsed));
  const auto merged = merge(std::move(files));
  require(merged.has_value());
  SectionWriter writer;
  require(write_entries(merged->entries, merged->sources, writer).has_value());
  return merged->entries.size();
}

using Reader = Result<ParsedFile> (*)(std::string_view bytes, const std::string& file, const Reading& reading);

inline int fuzz_reader(Reader reader, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto parsed = reader(bytes, "list-2026-01-01", fuzz_reading());
  if (!parsed) {
    require(!parsed.error().message.empty() && !parsed.error().where.empty());
    return 0;
  }
  for (const ImportNote& note : parsed->notes) require(note.where.starts_with("list-2026-01-01"));
  const std::size_t entries = parsed->entries.size();
  for (const ListEntry& entry : parsed->entries) {
    require(parsed->part != FilePart::whole || (!entry.name.empty() && !entry.list.empty()));
  }
  if (parsed->part != FilePart::whole) return 0;            // a part is joined to its names before it is merged
  require(merge_and_write(*std::move(parsed)) == entries);  // none is lost on the way
  return 0;
}

}  // namespace tidewaiter::lists
