// XXH3-128 of bytes: checksums of compiled files and digests of stored decisions. Not cryptographic.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tidewaiter {

struct Digest {
  std::array<std::uint8_t, 16> bytes{};
  std::string hex() const;  // 32 lower-case digits
  friend bool operator==(const Digest&, const Digest&) = default;
};

Digest digest_of(std::string_view bytes);
std::uint64_t hash_of(std::string_view bytes);  // XXH3-64, the same on every machine

}  // namespace tidewaiter
