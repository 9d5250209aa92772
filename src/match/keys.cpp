#include "match/keys.h"

namespace tidewaiter::match {
namespace {

constexpr std::uint64_t kBase = 0x9E3779B97F4A7C15ULL;  // odd, so that its powers never vanish modulo 2^64

constexpr std::array<std::uint64_t, kMaxKeyLetters + 1> make_powers() {
  std::array<std::uint64_t, kMaxKeyLetters + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * kBase;
  return powers;
}

std::uint64_t polynomial(std::string_view text) {
  std::uint64_t hash = 0;
  for (const char c : text) hash = hash * kBase + static_cast<unsigned char>(c);
  return hash;
}

}  // namespace

const std::array<std::uint64_t, kMaxKeyLetters + 1> DeletionKeys::kPower = make_powers();

DeletionKeys::DeletionKeys(std::string_view text) : text_(text) {
  front_[0] = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    front_[i + 1] = front_[i] * kBase + static_cast<unsigned char>(text[i]);
  }
}

Key text_key(std::string_view text) { return finish_key(polynomial(text)); }

Key half_key(Half half, std::size_t length, std::string_view letters) {
  return finish_key((polynomial(letters) * kBase + length) * kBase + static_cast<std::uint64_t>(half));
}

}  // namespace tidewaiter::match
