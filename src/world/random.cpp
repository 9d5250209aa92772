#include "world/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tidewaiter::world {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  // Multipliers and Weyl constants of table 2 and section 3.3 of the paper.
  constexpr std::uint64_t kFirst = 0xD2511F53;
  constexpr std::uint64_t kSecond = 0xCD9E8D57;
  constexpr std::uint32_t kGolden = 0x9E3779B9;
  constexpr std::uint32_t kRoot = 0xBB67AE85;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = kFirst * counter[0];
    const std::uint64_t b = kSecond * counter[2];
    counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
               static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += kGolden;
    key[1] += kRoot;
  }
  return counter;
}

Random::Random(std::uint64_t seed, Purpose purpose, std::uint32_t agent, std::uint32_t day)
    : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
      counter_{0, agent, day, static_cast<std::uint32_t>(purpose)} {}

std::uint32_t Random::bits() {
  if (used_ == 4) {
    block_ = philox(counter_, key_);
    ++counter_[0];
    used_ = 0;
  }
  return block_[used_++];
}

double Random::uniform() { return bits() * 0x1p-32; }

std::uint32_t Random::below(std::uint32_t bound) {
  return static_cast<std::uint32_t>((std::uint64_t{bits()} * bound) >> 32);
}

int Random::between(int low, int high) {
  return low + static_cast<int>(below(static_cast<std::uint32_t>(high - low + 1)));
}

double Random::normal() {
  const double radius = std::sqrt(-2 * std::log(1 - uniform()));
  return radius * std::cos(2 * std::numbers::pi * uniform());
}

double Random::lognormal(double median, double sigma) { return median * std::exp(sigma * normal()); }

double Random::pareto(double least, double alpha, double most) {
  return std::min(most, least * std::pow(1 - uniform(), -1 / alpha));
}

unsigned Random::poisson(double mean) {
  if (mean <= 0) return 0;
  if (mean > 30) return static_cast<unsigned>(std::max(0.0, std::round(mean + std::sqrt(mean) * normal())));
  const double floor = std::exp(-mean);
  unsigned count = 0;
  double product = uniform();
  while (product > floor) {
    product *= uniform();
    ++count;
  }
  return count;
}

}  // namespace tidewaiter::world
