// The index against the reference: the same hits with the same scores for every query, or a test that fails.
#include "match/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

#include "invented_names.h"
#include "match/reference/reference.h"
#include "opened_index.h"

namespace tidewaiter::match {

void PrintTo(const Hit& hit, std::ostream* out) {
  *out << "entry " << hit.entry << " name " << hit.name << " score " << hit.score;
}

namespace {

struct Query {
  std::string name;
  Schema schema;
  SearchOptions options;
  bool aimed = false;  // some listed name is within .01 of the threshold
};

// Queries near listed names; every second one is, of fifty, the one whose score is nearest to its threshold.
std::vector<Query> queries_near(const std::vector<IndexedName>& names, const Reference& reference,
                                InventedNames& invented, std::size_t count) {
  static constexpr Schema kKinds[] = {Schema::unknown, Schema::organization, Schema::person};
  static constexpr Score kThresholds[] = {6'000, 7'000, 9'000};
  std::vector<Query> queries;
  for (std::size_t i = 0; i < count; ++i) {
    const IndexedName& near = names[invented.below(names.size())];
    Query query;
    query.schema = kKinds[invented.below(3)];
    query.options.threshold = kThresholds[i % 3];
    query.options.against = is_compared(Against::parties, near.schema) ? Against::parties : Against::conveyances;
    query.name = invented.one_in(10) ? invented.invent(near.schema) : invented.perturbed(near.text);
    if (i % 2 == 0) {
      const PreparedName listed = reference.prepare(near.text, near.schema);
      Score nearest = kFullScore;
      for (int attempt = 0; attempt < 50; ++attempt) {
        std::string name = invented.perturbed(near.text);
        const Score away = std::abs(score(reference.prepare(name, query.schema), listed) - query.options.threshold);
        if (away >= nearest) continue;
        nearest = away;
        query.name = std::move(name);
        query.aimed = away <= 100;
      }
    }
    queries.push_back(std::move(query));
  }
  return queries;
}

TEST(Index, FindsWhatTheReferenceFinds) {
  for (const std::uint32_t seed : {1U, 2U}) {
    InventedNames invented(seed);
    const std::vector<IndexedName> names = invented.list(3'000);
    const Reference reference(names);
    const OpenedIndex index(names);
    std::size_t with_hit = 0;
    std::size_t near_threshold = 0;
    const std::vector<Query> queries = queries_near(names, reference, invented, 600);
    for (const Query& query : queries) {
      const SearchResult expected = reference.search(query.name, query.schema, query.options);
      const SearchResult found = index->search(query.name, query.schema, query.options);
      ASSERT_EQ(found.hits, expected.hits) << "query " << query.name << " at " << query.options.threshold;
      ASSERT_FALSE(found.truncated);
      with_hit += expected.hits.empty() ? 0 : 1;
      near_threshold +=
          std::ranges::any_of(expected.hits, [&](const Hit& hit) { return hit.score <= query.options.threshold + 100; })
              ? 1
              : 0;
    }
    EXPECT_GE(with_hit * 2, queries.size()) << "too few queries have a hit";
    EXPECT_GE(near_threshold * 10, queries.size()) << "too few scores are near the threshold";
  }
}

TEST(Index, ALoosenedBoundLosesHitsAndIsSeen) {
  InventedNames invented(3);
  const std::vector<IndexedName> names = invented.list(3'000);
  const Reference reference(names);
  const OpenedIndex index(names);
  std::size_t lost = 0;
  for (const Query& query : queries_near(names, reference, invented, 300)) {
    const SearchResult expected = reference.search(query.name, query.schema, query.options);
    if (index->search_with_bound(query.name, query.schema, query.options, 90).hits != expected.hits) ++lost;
  }
  EXPECT_GT(lost, 0U);
}

TEST(Index, OneHitAnEntryOrderedByScoreThenEntry) {
  const std::vector<IndexedName> names = {
      {"Gulf Star Electronics", 7, Schema::organization}, {"Gulf Star Electronics LLC", 7, Schema::organization},
      {"Gulf Star Electronics", 3, Schema::unknown},      {"Golf Star Electronics", 5, Schema::organization},
      {"Quite Another Party", 9, Schema::organization},
  };
  const OpenedIndex index(names);
  const SearchResult found = index->search("Gulf Star Electronics", Schema::unknown, {});
  ASSERT_EQ(found.hits.size(), 3U);
  EXPECT_EQ(found.hits[0], (Hit{3, 2, kFullScore}));
  EXPECT_EQ(found.hits[1], (Hit{7, 0, kFullScore}));
  EXPECT_EQ(found.hits[2].entry, 5U);

  SearchOptions best;
  best.limit = 1;
  EXPECT_THAT(index->search("Gulf Star Electronics", Schema::unknown, best).hits,
              testing::ElementsAre(Hit{3, 2, kFullScore}));
}

TEST(Index, VesselsMeetOnlyConveyances) {
  const std::vector<IndexedName> names = {
      {"Ocean Pearl", 1, Schema::vessel}, {"Ocean Pearl", 2, Schema::organization}, {"EP-ABC", 3, Schema::aircraft}};
  const OpenedIndex index(names);
  SearchOptions conveyances;
  conveyances.against = Against::conveyances;
  EXPECT_EQ(index->search("Ocean Pearl", Schema::unknown, {}).hits.at(0).entry, 2U);
  EXPECT_EQ(index->search("Ocean Pearl", Schema::unknown, {}).hits.size(), 1U);
  EXPECT_EQ(index->search("MV Ocean Pearl", Schema::unknown, conveyances).hits.at(0).entry, 1U);
  EXPECT_EQ(index->search("EP ABC", Schema::unknown, conveyances).hits.at(0).entry, 3U);
}

TEST(Index, ACapOnCandidatesIsSaid) {
  std::vector<IndexedName> names;
  for (std::uint32_t i = 0; i < 50; ++i) names.push_back({"Zubrowka Optics", i, Schema::unknown});
  const OpenedIndex index(names);
  SearchOptions capped;
  capped.max_candidates = 5;
  const SearchResult found = index->search("Zubrowka Optics", Schema::unknown, capped);
  EXPECT_TRUE(found.truncated);
  EXPECT_LE(found.hits.size(), 5U);
  EXPECT_FALSE(index->search("Zubrowka Optics", Schema::unknown, {}).truncated);
}

TEST(Index, EveryInputHasAnAnswer) {
  std::vector<IndexedName> names = {{"Gulf Star Electronics", 0, Schema::organization},
                                    {"", 1, Schema::unknown},
                                    {"X", 2, Schema::unknown},
                                    {"Company Limited", 3, Schema::organization},
                                    {std::string(10'000, 'q'), 4, Schema::unknown},
                                    {"\xFF\xFE", 5, Schema::person}};
  std::string many;
  for (int i = 0; i < 2'000; ++i) many += "abcd" + std::string(1, static_cast<char>('a' + i % 26)) + " ";
  names.push_back({many, 6, Schema::organization});
  const Reference reference(names);
  const OpenedIndex index(names);
  for (const std::string& query :
       {std::string(), std::string("X"), std::string("x y z"), std::string("Company Limited"),
        std::string("Trading International Co"), std::string(10'000, 'q'), std::string(10'000, ' '), many,
        std::string("\xFF\xFE"), std::string("Gulf\xFFStar Electronics"), std::string("。、・"),
        std::string(1, '\0')}) {
    for (const Schema schema : {Schema::unknown, Schema::person}) {
      const auto expected = reference.search(query, schema, {});
      EXPECT_EQ(index->search(query, schema, {}).hits, expected.hits) << query.substr(0, 40);
    }
  }
  EXPECT_TRUE(index->search("", Schema::unknown, {}).hits.empty());
  EXPECT_EQ(index->search(std::string(10'000, 'q'), Schema::unknown, {}).hits.at(0).score, kFullScore);
}

TEST(Index, AnEmptyListHasNoHits) {
  const OpenedIndex index(std::vector<IndexedName>{});
  EXPECT_TRUE(index->search("Gulf Star", Schema::unknown, {}).hits.empty());
  EXPECT_EQ(index->names(), 0U);
}

TEST(Index, TheSameNamesGiveTheSameBytes) {
  InventedNames invented(5);
  const std::vector<IndexedName> names = invented.list(500);
  SectionWriter one;
  SectionWriter two;
  write_index(names, one);
  write_index(names, two);
  EXPECT_EQ(one.finish(), two.finish());
}

TEST(Index, ThreadsSearchTheSameIndexAtOnce) {
  InventedNames invented(6);
  const std::vector<IndexedName> names = invented.list(1'000);
  const Reference reference(names);
  const OpenedIndex index(names);
  const OpenedIndex other(std::span<const IndexedName>(names).first(300));
  const std::vector<Query> queries = queries_near(names, reference, invented, 200);
  std::vector<SearchResult> expected;
  for (const Query& query : queries) expected.push_back(index->search(query.name, query.schema, query.options));
  std::vector<int> wrong(4, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < wrong.size(); ++t) {
      threads.emplace_back([&, t] {
        for (std::size_t i = 0; i < queries.size(); ++i) {
          other->search(queries[i].name, queries[i].schema, queries[i].options);  // shares the thread's memory
          if (index->search(queries[i].name, queries[i].schema, queries[i].options).hits != expected[i].hits)
            ++wrong[t];
        }
      });
    }
  }
  EXPECT_THAT(wrong, testing::Each(0));
}

TEST(Index, ExplainsAHit) {
  const std::vector<IndexedName> names = {{"Zenda Strelsau Electronics FZE", 0, Schema::organization}};
  const OpenedIndex index(names);
  const Explanation told = index->explain("Zenda Strellsau Electronic LLC Dubai", Schema::organization, 0);
  EXPECT_EQ(told.score,
            index->search("Zenda Strellsau Electronic LLC Dubai", Schema::organization, {}).hits.at(0).score);
  ASSERT_EQ(told.pairs.size(), 3U);
  EXPECT_EQ(told.pairs[1].relation, Relation::typo);
  EXPECT_EQ(told.pairs[2].relation, Relation::abbreviated);
  ASSERT_EQ(told.query_left.size(), 1U);
  EXPECT_EQ(told.query_left[0].word, "dubai");
  EXPECT_EQ(told.line().find('\n'), std::string::npos);
  EXPECT_NE(told.line().find("strellsau ~ strelsau (typo"), std::string::npos) << told.line();
}

}  // namespace
}  // namespace tidewaiter::match
