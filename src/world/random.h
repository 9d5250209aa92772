// Numbers that look random, from a counter: Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
// easy as 1, 2, 3", SC'11). A stream is named by the world's seed, who asks, on which day and what for, so that no
// stream depends on how much another has drawn.
#pragma once

#include <array>
#include <cstdint>

namespace tidewaiter::world {

enum class Purpose : std::uint32_t {
  society,
  names,
  demand,
  order,
  journey,
  papers,
  settle,
  report,
  inspect,
  life,
  scheme,
  plan,
  rental,
  price,
  production,
  day_order,
  dummies,
  model
};

// The ten rounds of one block: four words from a counter of four and a key of two.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

class Random {
 public:
  Random(std::uint64_t seed, Purpose purpose, std::uint32_t agent, std::uint32_t day = 0);

  std::uint32_t bits();
  double uniform();                          // [0, 1), 32 bits
  std::uint32_t below(std::uint32_t bound);  // [0, bound); REQUIRES: bound > 0
  int between(int low, int high);            // both included
  bool chance(double share) { return uniform() < share; }
  double normal();  // Box and Muller 1958
  double lognormal(double median, double sigma);
  double pareto(double least, double alpha, double most);  // cut at `most`
  unsigned poisson(double mean);                           // Knuth's product below 30, the rounded normal above

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  unsigned used_ = 4;
};

}  // namespace tidewaiter::world
