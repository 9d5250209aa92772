// The Security Council's list in XML: whatever the bytes, entries or an error, and entries that can be written.
#include <cstdint>

#include "fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return tidewaiter::lists::fuzz_reader(tidewaiter::lists::read_un_xml, data, size);
}
