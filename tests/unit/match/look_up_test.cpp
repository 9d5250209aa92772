// What a thread keeps for its next query is what it would find or make again.
#include "match/look_up.h"

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

#include "invented_names.h"
#include "match/index_parts.h"
#include "match/prepare.h"
#include "opened_index.h"

namespace tidewaiter::match {
namespace {

using Found = std::vector<std::tuple<std::uint32_t, bool, Similarity, Similarity>>;

// All that the units of a query are like.
Found found_by(LookUp& look_up, const IndexParts& parts, const NameView& query) {
  Found found;
  const auto take = [&](std::span<const Like> likes) {
    for (const Like& like : likes) found.emplace_back(like.id, like.joined, like.similarity[0], like.similarity[1]);
    found.emplace_back(0, false, 0, 0);
  };
  for (std::size_t i = 0; i < query.words.size(); ++i) {
    take(look_up.like(parts, query.words[i]));
    if (i == 0) continue;
    const std::string text = std::string(query.words[i - 1].text) + std::string(query.words[i].text);
    take(look_up.like_joined(parts, text, query.words[i - 1].letters | query.words[i].letters,
                             least_cut(text.size(), query.words[i])));
  }
  return found;
}

TEST(LookUp, KeepsWhatItWouldFindAgain) {
  InventedNames invented(8);
  std::vector<IndexedName> names = invented.list(2'000);
  names.push_back({"曙光信息产业股份有限公司", 2'001, Schema::organization});
  names.push_back({"Müller & Söhne GmbH", 2'002, Schema::organization});
  const OpenedIndex index(names);
  const auto parts = IndexParts::open(index.file());
  ASSERT_TRUE(parts);
  LookUp nothing(0);
  LookUp little(2'000);  // is emptied many times
  LookUp all;
  std::size_t likes = 0;
  for (int i = 0; i < 3'000; ++i) {
    const IndexedName& near = names[invented.below(names.size())];
    const std::string name = invented.one_in(3) ? near.text : invented.perturbed(near.text);
    const Schema schema = invented.one_in(4) ? Schema::person : Schema::organization;
    for (const PreparedName& query : prepare_readings(name, schema, *index)) {
      const Found expected = found_by(nothing, **parts, query.view());
      ASSERT_EQ(found_by(little, **parts, query.view()), expected) << name;
      ASSERT_EQ(found_by(all, **parts, query.view()), expected) << name;
      likes += expected.size();
    }
  }
  EXPECT_GT(likes, 30'000U);
}

auto all_of(const Word& word) {
  return std::tuple(word.text, word.canonical, word.look, word.spelt, word.alike, word.others, word.respelt,
                    word.sounds, word.letters, word.weight, word.kind, word.known, word.romanised, word.translated);
}

TEST(KeptWords, AreThoseThatWouldBeMadeAgain) {
  InventedNames invented(9);
  std::vector<IndexedName> names = invented.list(1'000);
  for (const std::string_view name :
       {"曙光信息产业股份有限公司", "Müller & Söhne GmbH", "Завод Муромский", "No. 771 Institute", "대동강 무역회사",
        "شركة زيندا", "Wang Bin", "Hsin-hsin Trading", "Bin Wang Intl"}) {
    names.push_back({std::string(name), 0, Schema::organization});
  }
  const OpenedIndex index(names);
  KeptWords little(20);  // is emptied many times
  KeptWords all;
  std::size_t words = 0;
  for (int i = 0; i < 3'000; ++i) {
    const IndexedName& near = names[names.size() - 1 - invented.below(i % 3 == 0 ? 9 : names.size())];
    const std::string name = invented.one_in(3) ? near.text : invented.perturbed(near.text);
    const PreparedName expected = prepare(name, near.schema, *index);
    for (KeptWords* kept : {&little, &all}) {
      const PreparedName found = prepare(name, near.schema, *index, kept);
      ASSERT_EQ(found.view().words.size(), expected.view().words.size());
      for (std::size_t w = 0; w < expected.view().words.size(); ++w) {
        ASSERT_EQ(all_of(found.view().words[w]), all_of(expected.view().words[w])) << name;
      }
    }
    words += expected.view().words.size();
  }
  EXPECT_GT(words, 5'000U);
}

}  // namespace
}  // namespace tidewaiter::match
