// The table of keys against a plain map: the same numbers for the same texts, one by one and many at once.
#include "engine/text_index.h"

#include <gtest/gtest.h>

#include <deque>
#include <random>
#include <string>
#include <unordered_map>

namespace tidewaiter {
namespace {

// Short texts from a small alphabet: many are asked for again, many are nearly alike.
std::string random_text(std::mt19937& random) {
  std::string text(random() % 5, ' ');
  for (char& c : text) c = static_cast<char>('a' + random() % 6);
  return text;
}

TEST(TextIndex, FindsWhatAPlainMapFinds) {
  std::mt19937 random(1);
  std::deque<std::string> texts;
  std::unordered_map<std::string, std::uint32_t> reference;
  TextIndex index;
  std::vector<std::uint32_t> found;
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> asked;
    for (std::size_t i = random() % 100; i > 0; --i) asked.push_back(random_text(random));
    std::vector<HashedText> keys;
    for (const std::string& text : asked) keys.emplace_back(text);
    index.find(keys, found);
    ASSERT_EQ(found.size(), keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto known = reference.find(asked[i]);
      const std::uint32_t expected = known == reference.end() ? TextIndex::kNone : known->second;
      EXPECT_EQ(found[i], expected) << asked[i];
      EXPECT_EQ(index.find(keys[i]), expected) << asked[i];
    }
    const std::string text = random_text(random);
    if (reference.contains(text)) continue;
    const HashedText key(texts.emplace_back(text));
    reference.emplace(text, index.add(key.text, key.hash));
  }
  ASSERT_EQ(index.size(), reference.size());
  for (const auto& [text, number] : reference) EXPECT_EQ(index.text(number), text);
}

// Texts that fall on one place with one tag are told apart by what they say.
TEST(TextIndex, TellsTextsOfOneHashApart) {
  TextIndex index;
  std::vector<HashedText> keys;
  for (const std::string_view text : {"one", "two", "three"}) {
    HashedText key(text);
    key.hash = 42;
    keys.push_back(key);
  }
  for (const HashedText& key : keys) index.add(key.text, key.hash);
  std::vector<std::uint32_t> found;
  index.find(keys, found);
  EXPECT_EQ(found, (std::vector<std::uint32_t>{0, 1, 2}));
  keys.front().text = "four";
  EXPECT_EQ(index.find(keys.front()), TextIndex::kNone);
}

}  // namespace
}  // namespace tidewaiter
