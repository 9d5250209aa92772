#include "store/packed_decision.h"

#include <zstd.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <new>

#include "store/store.h"

namespace tidewaiter {
namespace {

constexpr double kRiskSteps = 1000;  // risk has three decimals (docs/contracts.md)
// The store of a million generated rows takes 46.2 MB at zstd's own default of 3, and 46.5 MB so; at 3, compressing
// took 6 % of the run's second pass.
constexpr int kLevel = 1;
// No decision is that long: a frame that says so is damaged, and must not make us ask for its memory.
constexpr unsigned long long kLongestText = 256ULL << 20;

std::uint32_t encode(const Decision& decision) {
  const double risk = std::isfinite(decision.risk) ? std::clamp(decision.risk, 0.0, 1.0) : 1.0;
  return static_cast<std::uint32_t>(decision.disposition) | static_cast<std::uint32_t>(decision.determination) << 2 |
         static_cast<std::uint32_t>(decision.policy) << 5 |
         static_cast<std::uint32_t>(std::lround(risk * kRiskSteps)) << 8;
}

}  // namespace

DigestFront front_of(const Digest& digest) { return front_of(std::span(digest.bytes)); }

DigestFront front_of(std::span<const std::uint8_t> bytes) {
  DigestFront front{};
  std::ranges::copy(bytes.first(std::min(bytes.size(), front.size())), front.begin());
  return front;
}

std::string hex_of(const DigestFront& front) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * front.size());
  for (const std::uint8_t byte : front) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

std::vector<std::uint8_t> pack_text(std::string_view text) {
  std::vector<std::uint8_t> packed(ZSTD_compressBound(text.size()));
  // A context of its own for every call would cost as much as the compression; the bytes are the same with one kept.
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };
  thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  const std::size_t size =
      ZSTD_compressCCtx(context.get(), packed.data(), packed.size(), text.data(), text.size(), kLevel);
  if (ZSTD_isError(size)) throw std::bad_alloc();  // the room is enough, so only memory can have failed
  packed.resize(size);
  return packed;
}

PackedDecision pack(const Decision& decision, const CanonicalDecision& canonical_form) {
  PackedDecision packed{decision.shipment_id, decision.date, encode(decision), front_of(canonical_form.digest)};
  if (decision.disposition != Disposition::release) packed.body = pack_text(canonical_form.json);
  return packed;
}

Result<std::string> unpack_text(std::span<const std::uint8_t> bytes, const std::string& where) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  std::string text;
  if (size <= kLongestText) {  // the two error values are larger
    text.resize(static_cast<std::size_t>(size));
    if (ZSTD_decompress(text.data(), text.size(), bytes.data(), bytes.size()) == text.size()) return text;
  }
  return fail(ErrorCode::corrupt_file, "a text of the store cannot be unpacked", where,
              "restore the store from a backup, or screen again");
}

Result<std::string> unpack(std::span<const std::uint8_t> body, const std::string& where) {
  if (auto json = unpack_text(body, where)) return json;
  return fail(ErrorCode::corrupt_file, "the text of a decision cannot be unpacked", where,
              "restore the store from a backup, or screen again");
}

void decode_codes(std::int64_t codes, StoredDecision& decision) {
  decision.disposition = static_cast<Disposition>(codes & 3);
  decision.determination = static_cast<Determination>(std::min<std::int64_t>(codes >> 2 & 7, 5));
  decision.policy = static_cast<Policy>(std::min<std::int64_t>(codes >> 5 & 7, 4));
  decision.risk = static_cast<double>(codes >> 8) / kRiskSteps;
}

}  // namespace tidewaiter
