// Index against reference on the real list, where the shared data is.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <random>

#include "csv_fields.h"
#include "folders.h"
#include "match/reference/reference.h"
#include "opened_index.h"
#include "rounds.h"

namespace tidewaiter::match {
namespace {

std::vector<IndexedName> us_names(const std::filesystem::path& path) {
  simdjson::dom::parser parser;
  std::vector<IndexedName> names;
  std::uint32_t entry = 0;
  for (const simdjson::dom::element row : parser.load(path.string())["results"]) {
    std::string_view type;
    if (row["type"].get(type) != simdjson::SUCCESS) type = {};
    const Schema schema = parse_schema(type);
    names.push_back({std::string(std::string_view(row["name"])), entry, schema});
    simdjson::dom::array aliases;
    if (row["alt_names"].get(aliases) == simdjson::SUCCESS) {
      for (const std::string_view alias : aliases) names.push_back({std::string(alias), entry, schema});
    }
    ++entry;
  }
  return names;
}

// One letter changed, left out or doubled, or two words joined.
std::string misspelt(std::string name, std::mt19937& random) {
  if (name.size() < 4) return name;
  const std::size_t at = 1 + random() % (name.size() - 2);
  switch (random() % 4) {
    case 0:
      name[at] = static_cast<char>('a' + random() % 26);
      break;
    case 1:
      name.erase(at, 1);
      break;
    case 2:
      name.insert(at, 1, name[at]);
      break;
    default:
      if (const std::size_t blank = name.find(' '); blank != std::string::npos) name.erase(blank, 1);
  }
  return name;
}

TEST(UsList, IndexFindsWhatTheReferenceFinds) {
  const std::filesystem::path path = test_data("watchlists/consolidated-2026-07-31.json");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no list at " << path << ": set TIDEWAITER_TEST_DATA";
  const std::vector<IndexedName> names = us_names(path);
  ASSERT_GT(names.size(), 50'000U);
  const Reference reference(names);
  const OpenedIndex index(names);
  EXPECT_EQ(index->names(), names.size());
  std::mt19937 random(2026);
  std::size_t with_hit = 0;
#ifdef __SANITIZE_ADDRESS__
  const std::size_t queries = rounds(30);  // the reference is slow
#else
  const std::size_t queries = rounds(300);
#endif
  for (std::size_t i = 0; i < queries; ++i) {
    const IndexedName& near = names[random() % names.size()];
    const std::string query = i % 5 == 4 ? near.text.substr(near.text.size() / 2) : misspelt(near.text, random);
    SearchOptions options;
    options.threshold = i % 3 == 0 ? 6'000 : i % 3 == 1 ? 7'000 : 9'000;
    options.against = is_compared(Against::parties, near.schema) ? Against::parties : Against::conveyances;
    const Schema schema = i % 4 == 0 ? near.schema : Schema::unknown;
    const SearchResult expected = reference.search(query, schema, options);
    ASSERT_EQ(index->search(query, schema, options).hits, expected.hits) << query << " at " << options.threshold;
    with_hit += expected.hits.empty() ? 0 : 1;
  }
  EXPECT_GE(with_hit * 2, queries);
}

}  // namespace
}  // namespace tidewaiter::match
