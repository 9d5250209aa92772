// The order of records outside memory.
#include "tables/record_sorter.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace tidewaiter::tables {
namespace {

struct Item {
  std::string key;
  std::uint32_t file;
  RecordRef record;
  auto order() const { return std::tie(key, file, record.record); }
  friend bool operator==(const Item&, const Item&) = default;
};

RecordSorter::Source source_of(const std::vector<Item>& items) {
  return [&items, at = std::size_t{0}](KeyedRecord& out) mutable {
    if (at == items.size()) return false;
    out = {items[at].key, items[at].file, items[at].record};
    ++at;
    return true;
  };
}

std::vector<Item> drain(RecordSorter& sorter) {
  std::vector<Item> items;
  KeyedRecord record;
  for (;;) {
    const auto more = sorter.next(record);
    EXPECT_TRUE(more) << to_string(more.error());
    if (!more || !*more) return items;
    items.push_back({std::string(record.key), record.file, record.record});
  }
}

TEST(RecordSorter, OrdersByTheBytesOfTheKeyThenByPlace) {
  std::mt19937 random(7);
  std::vector<Item> items;
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    std::string key(random() % 12, '\0');
    for (char& c : key) c = static_cast<char>(random() % 4 == 0 ? random() % 256 : 'a' + random() % 3);
    items.push_back(
        {key,
         static_cast<std::uint32_t>(random() % 3),
         {random(), i, random(), static_cast<std::uint32_t>(random() % 1000), static_cast<RecordFault>(random() % 6)}});
  }
  auto sorter = RecordSorter::open(source_of(items), 2);
  ASSERT_TRUE(sorter) << to_string(sorter.error());
  const std::vector<Item> sorted = drain(*sorter);
  // std::string compares as unsigned bytes, as the sorter does.
  std::ranges::sort(items, {}, &Item::order);
  EXPECT_EQ(sorted, items);
}

TEST(RecordSorter, TakesNothing) {
  auto sorter = RecordSorter::open([](KeyedRecord&) { return false; }, 1);
  ASSERT_TRUE(sorter);
  EXPECT_TRUE(drain(*sorter).empty());
}

TEST(RecordSorter, TurnsAFailureOfItsSourceIntoAnError) {
  const auto sorter = RecordSorter::open([](KeyedRecord&) -> bool { throw std::runtime_error("the source broke"); }, 1);
  ASSERT_FALSE(sorter);
  EXPECT_THAT(sorter.error().message, testing::HasSubstr("the source broke"));
}

}  // namespace
}  // namespace tidewaiter::tables
