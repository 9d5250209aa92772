// Delimited lists, the Denied Persons text and house lists: whatever the bytes, entries or an error.
#include <cstdint>

#include "fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidewaiter;
  using namespace tidewaiter::lists;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  auto parsed = read_any_form(bytes, "denied.txt", fuzz_reading());
  if (!parsed) return 0;
  require(!parsed->entries.empty());  // a list without entries is an error
  require(merge_and_write(*std::move(parsed)) > 0);
  return 0;
}
