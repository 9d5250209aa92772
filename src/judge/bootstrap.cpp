#include "judge/bootstrap.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <random>
#include <thread>

namespace tidewaiter::judge {
namespace {

// Draws as many as there are, with replacement. The engine's bits are the same everywhere (the standard says which);
// its distributions are not, so the bits are scaled here. The bias is below 2^-32 of a draw.
std::vector<std::uint32_t> drawn(std::mt19937_64& engine, std::size_t size) {
  std::vector<std::uint32_t> times(size);
  for (std::size_t i = 0; i < size; ++i) ++times[((engine() >> 32) * size) >> 32];
  return times;
}

Interval interval_of(std::vector<double>& values) {
  const std::size_t all = values.size();
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.size() * 2 < all || values.empty()) return {};
  std::ranges::sort(values);
  const double low = quantile(values, 0.025), high = quantile(values, 0.975);
  Interval interval;
  if (std::isfinite(low)) interval.low = low;
  if (std::isfinite(high)) interval.high = high;
  return interval;
}

}  // namespace

Draw draw(std::uint64_t seed, std::uint64_t number, std::size_t schemes, std::size_t parties) {
  std::seed_seq mixed{seed & 0xFFFFFFFF, seed >> 32, number & 0xFFFFFFFF, number >> 32};
  std::mt19937_64 engine(mixed);
  Draw found;
  found.schemes = drawn(engine, schemes);
  found.parties = drawn(engine, parties);
  return found;
}

double quantile(std::span<const double> sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double part = place - static_cast<double>(below);
  if (part == 0 || below + 1 >= sorted.size()) return sorted[below];
  return sorted[below] == sorted[below + 1] ? sorted[below]
                                            : sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

std::vector<Interval> intervals(const Bootstrap& how, std::size_t schemes, std::size_t parties, std::size_t count,
                                const std::function<std::vector<double>(const Draw&)>& values) {
  std::vector<std::vector<double>> by_draw(how.resamples);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < how.resamples; i = next++)
      by_draw[i] = values(draw(how.seed, i, schemes, parties));
  };
  {
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < how.threads; ++i) others.emplace_back(work);
    work();
  }
  std::vector<Interval> found;
  std::vector<double> of;
  for (std::size_t k = 0; k < count; ++k) {
    of.clear();
    for (const std::vector<double>& one : by_draw) of.push_back(one[k]);
    found.push_back(interval_of(of));
  }
  return found;
}

}  // namespace tidewaiter::judge
