// Names that are disguised: letters of other scripts, and characters that nobody sees.
#include "text/look_alikes.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "match/opened_index.h"
#include "match/score.h"
#include "text/unicode.h"

namespace tidewaiter::match {
namespace {

struct LookAlike {
  std::string character;
  char plain = '\0';
};

std::vector<LookAlike> all_look_alikes() {
  std::vector<LookAlike> all;
  for (char32_t c = 0x80; c < 0x1F000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const char plain = text::latin_look_alike(c);
    if (plain < 'A') continue;  // none, or one of a digit
    LookAlike one{{}, plain};
    text::append_utf8(one.character, c);
    all.push_back(std::move(one));
  }
  return all;
}

std::string with(std::string_view letter) { return "Hentzau" + std::string(letter) + "meer Optics Ltd"; }

// Unicode has hundreds of characters that look like Latin letters: each is found in what is asked and on the list, and
// the explanation says that it was there.
TEST(LookAlikes, AreFoundInBothDirectionsAndTold) {
  const DefaultWeights weights;
  std::size_t told = 0;
  for (const LookAlike& one : all_look_alikes()) {
    const PreparedName plain = prepare(with({&one.plain, 1}), Schema::organization, weights);
    const PreparedName disguised = prepare(with(one.character), Schema::organization, weights);
    const Explanation asked = explain(disguised.view(), plain.view());
    const Explanation listed = explain(plain.view(), disguised.view());
    EXPECT_GE(asked.score, 7'000) << one.character << ' ' << one.plain;
    EXPECT_EQ(asked.score, listed.score) << one.character;
    if (!disguised.view().disguised) continue;  // the same letter in another style: folded, and no evidence
    EXPECT_NE(asked.line().find("look-alikes"), std::string::npos) << one.character;
    EXPECT_NE(listed.line().find("look-alikes"), std::string::npos) << one.character;
    EXPECT_LT(asked.score, kFullScore) << one.character;
    ++told;
  }
  EXPECT_GE(told, 200U);
}

TEST(LookAlikes, TheIndexFindsThem) {
  const std::vector<IndexedName> names = {{"Hentzauomeer Optics Ltd", 0, Schema::organization},
                                          {"Ruritania B\u0430nk of Zenda", 1, Schema::organization}};  // Cyrillic a
  const OpenedIndex index(names);
  EXPECT_EQ(index->search(with("\u043E"), Schema::unknown, {}).hits.at(0).entry, 0U);  // Cyrillic o
  EXPECT_EQ(index->search("Ruritania Bank of Zenda", Schema::unknown, {}).hits.at(0).entry, 1U);
}

// Zero-width blanks and joiners, marks and embeddings of writing from right to left, a byte order mark.
TEST(LookAlikes, CharactersThatNobodySeesChangeNothing) {
  const std::vector<IndexedName> names = {{"Zenda Optics", 0, Schema::organization},
                                          {"Gulf\u200BStar Elec\u200Ftronics", 1, Schema::organization}};
  const OpenedIndex index(names);
  for (const std::string_view unseen :
       {"\u200B", "\u200C", "\u200D", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2060",
        "\u2066", "\u2067", "\u2069", "\uFEFF", "\u00AD"}) {
    const std::string query = std::string(unseen) + "Zen" + std::string(unseen) + "da Optics" + std::string(unseen);
    const SearchResult found = index->search(query, Schema::unknown, {});
    ASSERT_EQ(found.hits.size(), 1U) << query;
    EXPECT_EQ(found.hits[0].entry, 0U);
    EXPECT_EQ(found.hits[0].score, kFullScore) << query;
  }
  EXPECT_EQ(index->search("GulfStar Electronics", Schema::unknown, {}).hits.at(0).entry, 1U);
}

// Scripts mixed in one name, word by word, are no disguise.
TEST(LookAlikes, WordsOfDifferentScriptsAreNoDisguise) {
  const DefaultWeights weights;
  EXPECT_FALSE(prepare("\u0417\u0435\u043D\u0434\u0430 Optics", Schema::organization, weights).view().disguised);
  EXPECT_FALSE(prepare("\u66D9\u5149 Optics", Schema::organization, weights).view().disguised);
}

}  // namespace
}  // namespace tidewaiter::match
