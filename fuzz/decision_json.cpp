// A decision read from any bytes either fails, or is the same decision when written and read again.
#include "model/decision_json.h"

#include <cstdint>
#include <string_view>

#include "require.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto first = tidewaiter::decision_from_json(text, "fuzz");
  if (!first) return 0;
  const tidewaiter::CanonicalDecision written = tidewaiter::canonical(first->decision);
  const auto second = tidewaiter::decision_from_json(written.json, "fuzz");
  tidewaiter::require(second && tidewaiter::canonical(second->decision).json == written.json);
  return 0;
}
