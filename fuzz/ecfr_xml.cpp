// Part 744 in XML: whatever the bytes, entries or an error; and every cell's text gives parties with names.
#include <cstdint>

#include "fuzz_reader.h"
#include "lists/ecfr_cell.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  using namespace tidewaiter::lists;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const CellParty& party : read_cell(bytes, fuzz_reading().places)) require(!party.name.empty());
  auto parsed = read_ecfr_xml(bytes, "part-744.xml", fuzz_reading());
  if (!parsed) return 0;
  require(!parsed->entries.empty());  // a list without entries is an error
  for (const ListEntry& entry : parsed->entries) require(!entry.name.empty() && !entry.addresses.empty());
  require(merge_and_write(*std::move(parsed)) > 0);
  return 0;
}
