// Texts by number.
#include "base/string_pool.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <unordered_map>

namespace tidewaiter {
namespace {

TEST(StringPool, GivesEqualTextsOneNumberAndOthersAnother) {
  StringPool pool;
  std::unordered_map<std::string, Sym> expected;
  std::mt19937 random(5);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text(1 + random() % 3, static_cast<char>('a' + random() % 26));
    const std::string other = std::to_string(random() % 6000) + text;
    const Sym sym = pool.intern(other);
    const auto [known, is_new] = expected.emplace(other, sym);
    EXPECT_EQ(known->second, sym) << other;
    if (is_new) {
      EXPECT_EQ(static_cast<std::size_t>(sym), pool.size());
    }
  }
  EXPECT_EQ(pool.size(), expected.size());
  for (const auto& [text, sym] : expected) {
    EXPECT_EQ(pool.find(text), sym);
    EXPECT_EQ(pool.text(sym), text);
  }
}

TEST(StringPool, KnowsWhatIsNotThere) {
  StringPool pool;
  EXPECT_EQ(pool.intern(""), Sym::missing);
  EXPECT_EQ(pool.find("a"), Sym::missing);
  EXPECT_EQ(pool.size(), 0U);
}

}  // namespace
}  // namespace tidewaiter
