#include "world/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace tidewaiter::world {
namespace {

using Words = std::array<std::uint32_t, 4>;

// kat_vectors of the authors' Random123 library, philox4x32-10.
TEST(Philox, GivesTheKnownAnswers) {
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t kAll = 0xffffffff;
  EXPECT_EQ(philox({kAll, kAll, kAll, kAll}, {kAll, kAll}), (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, AStreamDependsOnItsNameAlone) {
  Random a(7, Purpose::order, 3, 12);
  Random b(7, Purpose::order, 3, 12);
  Random other(7, Purpose::order, 4, 12);
  std::vector<std::uint32_t> first, again, different;
  for (int i = 0; i < 20; ++i) {
    first.push_back(a.bits());
    again.push_back(b.bits());
    different.push_back(other.bits());
  }
  EXPECT_EQ(first, again);
  EXPECT_NE(first, different);
}

TEST(Random, LawsHaveTheirMoments) {
  Random random(1, Purpose::demand, 0);
  double sum = 0, squares = 0, logs = 0, counts = 0, many = 0;
  unsigned above = 0;
  constexpr int kDraws = 40'000;
  for (int i = 0; i < kDraws; ++i) {
    const double normal = random.normal();
    sum += normal;
    squares += normal * normal;
    logs += std::log(random.lognormal(5, 0.5));
    counts += random.poisson(2.5);
    many += random.poisson(60);
    above += random.pareto(10, 1.5, 1e9) > 20 ? 1 : 0;
  }
  EXPECT_NEAR(sum / kDraws, 0, 0.02);
  EXPECT_NEAR(squares / kDraws, 1, 0.03);
  EXPECT_NEAR(logs / kDraws, std::log(5.0), 0.02);
  EXPECT_NEAR(counts / kDraws, 2.5, 0.05);
  EXPECT_NEAR(many / kDraws, 60, 0.2);
  EXPECT_NEAR(above / double{kDraws}, std::pow(2, -1.5), 0.01);
}

TEST(Random, BoundsHold) {
  Random random(2, Purpose::life, 9);
  bool low = false, high = false;
  for (int i = 0; i < 2000; ++i) {
    const int value = random.between(-2, 3);
    ASSERT_GE(value, -2);
    ASSERT_LE(value, 3);
    low = low || value == -2;
    high = high || value == 3;
  }
  EXPECT_TRUE(low && high);
}

}  // namespace
}  // namespace tidewaiter::world
