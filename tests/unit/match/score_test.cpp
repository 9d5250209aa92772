#include "match/score.h"

#include <gtest/gtest.h>

namespace tidewaiter::match {
namespace {

TEST(Score, EqualNamesAreFull) {
  EXPECT_EQ(compare("Bank of Ruritania", "BANK OF RURITANIA", Schema::organization), kFullScore);
  EXPECT_LT(compare("Ruritania Bank", "BANK OF RURITANIA", Schema::organization), kFullScore);
}

}  // namespace
}  // namespace tidewaiter::match
