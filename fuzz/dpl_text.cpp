// Delimited lists, the Denied Persons text and house lists: whatever the bytes, entries or an error.
#include <cstdint>

#include "lists/entry_table.h"
#include "lists/merge.h"
#include "lists_data.h"
#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  using namespace tidewaiter::lists;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto parsed = read_any_form(bytes, "denied.txt", fuzz_reading());
  if (!parsed) return 0;
  require(!parsed->entries.empty());  // a list without entries is an error
  std::vector<ParsedFile> files;
  files.push_back(std::move(*parsed));
  const auto merged = merge(std::move(files));
  require(merged && !merged->entries.empty());
  SectionWriter writer;
  require(write_entries(merged->entries, merged->sources, writer).has_value());
  return 0;
}
