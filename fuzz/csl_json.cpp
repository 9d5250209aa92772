// The consolidated list's JSON: whatever the bytes, entries or an error, and entries that can be written.
#include <cstdint>

#include "lists/entry_table.h"
#include "lists/merge.h"
#include "lists_data.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  using namespace tidewaiter::lists;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto parsed = read_csl_json(bytes, "list-2026-01-01.json", fuzz_reading());
  if (!parsed) return 0;
  const std::size_t entries = parsed->entries.size();
  std::vector<ParsedFile> files;
  files.push_back(std::move(*parsed));
  const auto merged = merge(std::move(files));
  require(merged && merged->entries.size() == entries);  // none is lost on the way
  SectionWriter writer;
  require(write_entries(merged->entries, merged->sources, writer).has_value());
  return 0;
}
