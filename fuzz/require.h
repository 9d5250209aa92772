// What a fuzzer asserts. A broken one ends the program, which is how libFuzzer learns of a finding, and names its line.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace tidewaiter {

inline void require(bool holds, std::source_location at = std::source_location::current()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%u: what the fuzzer requires does not hold\n", at.file_name(), at.line());
  std::abort();
}

}  // namespace tidewaiter
