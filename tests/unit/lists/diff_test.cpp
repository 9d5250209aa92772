#include "lists/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/section_file.h"
#include "support.h"

namespace tidewaiter::lists {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

ListEntry entry(std::string id, std::string name) {
  ListEntry made;
  made.id = std::move(id);
  made.list = "EL";
  made.name = std::move(name);
  made.source = "some file";
  return made;
}

std::vector<std::string> told(const std::vector<EntryChange>& changes) {
  std::vector<std::string> words;
  for (const EntryChange& change : changes) {
    std::string text = std::string(to_string(change.kind)) + " " + change.id;
    for (const FieldChange& field : change.fields) text += " " + field.field;
    words.push_back(text);
  }
  return words;
}

TEST(ListsDiff, TellsAddedRemovedEndedAndChangedFields) {
  std::vector<ListEntry> before{entry("EL-1", "Heron"), entry("EL-2", "Otter"), entry("EL-3", "Lark"),
                                entry("EL-4", "Wren")};
  std::vector<ListEntry> after{entry("EL-1", "Heron"), entry("EL-3", "Lark"), entry("EL-4", "Wren"),
                               entry("EL-5", "Plover")};
  after[0].policy = "Presumption of denial";
  after[0].aliases = {"B", "A"};
  after[0].source = "another file";
  after[2].to = Date(2026, 2, 8);
  after[2].to_basis = DateBasis::inferred;
  const auto changes = diff(before, after);
  EXPECT_THAT(told(changes), ElementsAre("changed EL-1 aliases policy", "removed EL-2", "ended EL-4 to", "added EL-5"));
  EXPECT_THAT(changes[0].fields[0].before, IsEmpty());
  EXPECT_THAT(changes[0].fields[0].after, ElementsAre("A", "B"));
  EXPECT_THAT(changes[2].fields[0].after, ElementsAre("2026-02-08 (inferred)"));
}

TEST(ListsDiff, ANewNameUnderTheSameNumberIsAChangeAndANewNumberUnderTheSameNameIsNone) {
  EXPECT_THAT(told(diff(std::vector{entry("SDN-1", "Heron")}, std::vector{entry("SDN-1", "Grey Heron")})),
              ElementsAre("changed SDN-1 name"));
  EXPECT_THAT(diff(std::vector{entry("EL-1", "Heron")}, std::vector{entry("EL-2", "HERON")}), testing::SizeIs(1))
      << "the case of the name";
  EXPECT_THAT(diff(std::vector{entry("EL-1", "Heron")}, std::vector{entry("EL-2", "Heron")}), IsEmpty());
}

TEST(ListsDiff, EntriesOfOneNameAreToldApartByWhatTheySay) {
  std::vector<ListEntry> before{entry("EL-1", "Heron"), entry("EL-1-2", "Heron")};
  before[0].addresses = {{"1 Reed Lane", Country("CN")}};
  before[1].addresses = {{"2 Moss Road", Country("CN")}};
  std::vector<ListEntry> after{entry("EL-1", "Heron"), entry("EL-1-2", "Heron"), entry("EL-1-3", "Heron")};
  after[0].addresses = {{"0 New Street", Country("CN")}};
  after[1].addresses = before[0].addresses;
  after[2].addresses = before[1].addresses;
  EXPECT_THAT(told(diff(before, after)), ElementsAre("added EL-1"));
}

TEST(ListsDiff, OfACompiledListAndItselfIsNothing) {
  const auto result = import({invented("consolidated-2026-01-31.json")});
  ASSERT_TRUE(result);
  const Folder folder;
  const auto path = folder.write("a.tidelist", compiled(*result));
  const auto file = SectionFile::open(path);
  ASSERT_TRUE(file);
  const auto table = EntryTable::open(*file);
  ASSERT_TRUE(table);
  const auto read_back = entries_of(*table);
  EXPECT_THAT(diff(result->entries, read_back), IsEmpty());
  ImportResult again;
  again.entries = read_back;
  again.sources = result->sources;
  EXPECT_TRUE(compiled(again) == compiled(*result)) << "every member of an entry comes back";
}

TEST(ListsDiff, OfTwoSnapshotsIsTheSameInAnyOrder) {
  const auto a = import({invented("consolidated-2026-01-31.json")});
  const auto b = import({invented("consolidated-2026-02-28.json")});
  ASSERT_TRUE(a && b);
  const auto changes = told(diff(a->entries, b->entries));
  EXPECT_FALSE(changes.empty());
  std::vector<ListEntry> backwards(b->entries.rbegin(), b->entries.rend());
  EXPECT_EQ(told(diff(a->entries, backwards)), changes);
}

}  // namespace
}  // namespace tidewaiter::lists
