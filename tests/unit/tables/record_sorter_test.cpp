// The order of records outside memory.
#include "tables/record_sorter.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
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

std::vector<Item> random_items(std::size_t count) {
  std::mt19937 random(7);
  std::vector<Item> items;
  for (std::uint64_t i = 0; i < count; ++i) {
    std::string key(random() % 12, '\0');
    for (char& c : key) c = static_cast<char>(random() % 4 == 0 ? random() % 256 : 'a' + random() % 3);
    items.push_back(
        {key,
         static_cast<std::uint32_t>(random() % 3),
         {random(), i, random(), static_cast<std::uint32_t>(random() % 1000), static_cast<RecordFault>(random() % 5)}});
  }
  return items;
}

// std::string compares as unsigned bytes, as the sorter does.
void expect_sorted(std::vector<Item> items) {
  auto sorter = RecordSorter::open(source_of(items), 2);
  ASSERT_TRUE(sorter) << to_string(sorter.error());
  const std::vector<Item> sorted = drain(*sorter);
  std::ranges::sort(items, {}, &Item::order);
  EXPECT_EQ(sorted, items);
}

TEST(RecordSorter, OrdersByTheBytesOfTheKeyThenByPlace) {
  expect_sorted(random_items(1));
  expect_sorted(random_items(RecordSorter::kFewRecords - 1));  // in place
  expect_sorted(random_items(RecordSorter::kFewRecords + 1));  // by the database
}

TEST(RecordSorter, TakesNothing) {
  auto sorter = RecordSorter::open([](KeyedRecord&) { return false; }, 1);
  ASSERT_TRUE(sorter);
  EXPECT_TRUE(drain(*sorter).empty());
}

TEST(RecordSorter, LeavesNoFolderBehindAndRemovesThoseOfDeadProcesses) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / fmt::format("tw-sorter-{}", ::getpid());
  const int dead = 0x7FFFFFF0;  // above the system's largest process id (2^22)
  std::filesystem::create_directories(folder / fmt::format("tidewaiter-spill-{}-0", dead));
  std::filesystem::create_directories(folder / "tidewaiter-spill-own");
  const std::vector<Item> items = random_items(RecordSorter::kFewRecords + 1);
  {
    auto sorter = RecordSorter::open(source_of(items), 1, folder);
    ASSERT_TRUE(sorter) << to_string(sorter.error());
    EXPECT_FALSE(std::filesystem::exists(folder / fmt::format("tidewaiter-spill-{}-0", dead)));
  }
  EXPECT_TRUE(std::filesystem::remove(folder / "tidewaiter-spill-own"));
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

TEST(RecordSorter, TurnsAFailureOfItsSourceIntoAnError) {
  for (const std::size_t good : {std::size_t{0}, RecordSorter::kFewRecords + 10}) {
    const auto sorter = RecordSorter::open(
        [good, count = std::size_t{0}](KeyedRecord& out) mutable -> bool {
          if (count++ >= good) throw std::runtime_error("the source broke");
          out = {"key", 0, {}};
          return true;
        },
        1);
    ASSERT_FALSE(sorter);
    EXPECT_THAT(sorter.error().message, testing::HasSubstr("the source broke"));
  }
}

}  // namespace
}  // namespace tidewaiter::tables
