// Strings within an edit or two share a key: the ground that the index stands on.
#include "match/keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>

#include "text/edits.h"

namespace tidewaiter::match {
namespace {

using text::within_edits;

class Strings {
 public:
  std::string any(std::size_t shortest, std::size_t longest) {
    std::string text;
    for (std::size_t i = shortest + random_() % (longest - shortest + 1); i > 0; --i) text += letter();
    return text;
  }
  std::string edited(std::string text, int edits) {
    for (; edits > 0 && !text.empty(); --edits) {
      const std::size_t at = random_() % text.size();
      switch (random_() % 4) {
        case 0:
          text.erase(at, 1);
          break;
        case 1:
          text.insert(at, 1, letter());
          break;
        case 2:
          text[at] = letter();
          break;
        default:
          if (at + 1 < text.size()) std::swap(text[at], text[at + 1]);
      }
    }
    return text;
  }

 private:
  char letter() { return static_cast<char>('a' + random_() % 4); }  // few letters: many coincidences
  std::mt19937 random_{11};
};

std::set<Key> deletion_keys(const std::string& text, int deletions) {
  std::set<Key> keys;
  DeletionKeys(text).each(deletions, [&](Key key) { keys.insert(key); });
  return keys;
}

TEST(Keys, StringsWithinEditsShareADeletionKey) {
  Strings strings;
  int within = 0;
  for (int round = 0; round < 20'000; ++round) {
    const int edits = 1 + round % 2;
    const std::string a = strings.any(1, 12);
    const std::string b = round % 3 == 0 ? strings.any(1, 12) : strings.edited(a, edits);
    if (!within_edits(a, b, edits)) continue;
    ++within;
    const std::set<Key> of_a = deletion_keys(a, edits);
    const std::set<Key> of_b = deletion_keys(b, edits);
    ASSERT_TRUE(std::ranges::any_of(of_a, [&](Key key) { return of_b.contains(key); })) << a << " " << b;
  }
  EXPECT_GT(within, 5'000);
}

TEST(Keys, AJoinedWordWithinAnEditSharesAHalfKey) {
  Strings strings;
  int within = 0;
  for (int round = 0; round < 20'000; ++round) {
    const std::string joined = strings.any(4, 16);
    const std::string word = strings.edited(joined, 1);
    const bool close = joined == word ||
                       (std::min(joined.size(), word.size()) >= kShortestJoinedTypo && within_edits(joined, word, 1));
    if (!close) continue;
    ++within;
    std::set<Key> filed;
    each_joined_key(joined, [&](Key key) { filed.insert(key); });
    bool met = false;
    each_key_of_joined_like(word, [&](Key key) { met |= filed.contains(key); });
    ASSERT_TRUE(met) << joined << " " << word;
  }
  EXPECT_GT(within, 10'000);
}

TEST(Keys, TheTextsOwnKeyIsAmongItsDeletionKeys) {
  EXPECT_TRUE(deletion_keys("tidewaiter", 2).contains(text_key("tidewaiter")));
  EXPECT_TRUE(deletion_keys("tidewaiter", 1).contains(text_key("tidewater")));
  EXPECT_TRUE(deletion_keys("tidewaiter", 2).contains(text_key("idewater")));
  EXPECT_FALSE(deletion_keys("tidewaiter", 1).contains(text_key("idewater")));
}

}  // namespace
}  // namespace tidewaiter::match
