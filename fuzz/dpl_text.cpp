// Delimited lists, the Denied Persons text and house lists: whatever the bytes, entries or an error.
#include <cstdint>
#include <cstdlib>

#include "lists/entry_table.h"
#include "lists/merge.h"
#include "lists_data.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter::lists;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto parsed = read_any_form(bytes, "denied.txt", fuzz_reading());
  if (!parsed) return 0;
  if (parsed->entries.empty()) std::abort();  // a list without entries is an error
  std::vector<ParsedFile> files;
  files.push_back(std::move(*parsed));
  const auto merged = merge(std::move(files));
  if (!merged || merged->entries.empty()) std::abort();
  tidewaiter::SectionWriter writer;
  if (!write_entries(merged->entries, merged->sources, writer)) std::abort();
  return 0;
}
