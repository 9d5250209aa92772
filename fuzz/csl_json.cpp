// The consolidated list's JSON: whatever the bytes, entries or an error, and entries that can be written.
#include <cstdint>

#include "fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return tidewaiter::lists::fuzz_reader(tidewaiter::lists::read_csl_json, data, size);
}
