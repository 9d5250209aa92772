// A decision in the form that the store keeps: outcome in one number, the front of its digest, and, unless it is a
// release, its whole text compressed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/decision.h"
#include "model/decision_json.h"

namespace tidewaiter {

struct StoredDecision;

// The first eight bytes of a decision's digest. Enough to see that a replay went differently; not a signature.
using DigestFront = std::array<std::uint8_t, 8>;
DigestFront front_of(const Digest& digest);
DigestFront front_of(std::span<const std::uint8_t> bytes);  // zeros where there are fewer

struct PackedDecision {
  std::string shipment_id;
  std::optional<Date> date;
  std::uint32_t codes = 0;  // disposition, determination, policy, risk
  DigestFront digest{};
  std::optional<DigestFront> rows = std::nullopt;  // of the rows that it was made from
  std::vector<std::uint8_t> body = {};             // canonical JSON in a zstd frame; empty for a release
};

// Pure and thread-safe, so that workers do it. The same decision gives the same bytes.
PackedDecision pack(const Decision& decision, const CanonicalDecision& canonical_form);

// The canonical JSON of a body. Errors: corrupt_file.
Result<std::string> unpack(std::span<const std::uint8_t> body, const std::string& where);

// Any text in a zstd frame, and back. Errors: corrupt_file.
std::vector<std::uint8_t> pack_text(std::string_view text);
Result<std::string> unpack_text(std::span<const std::uint8_t> bytes, const std::string& where);

std::string hex_of(const DigestFront& front);

void decode_codes(std::int64_t codes, StoredDecision& decision);

}  // namespace tidewaiter
