// Entries written, mapped and read back; and what a damaged file does.
#include "lists/entry_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "lists/status.h"
#include "support.h"

namespace tidewaiter::lists {
namespace {

ImportResult everything() {
  auto result = import({invented("consolidated-2026-01-31.json"), invented("denied.txt"), invented("house.csv"),
                        invented("consolidated-2026-02-28.json")});
  if (!result) ADD_FAILURE() << to_string(result.error());
  return result ? *result : ImportResult{};
}

std::vector<std::string> all(const TextSpan& texts) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < texts.size(); ++i) out.emplace_back(texts[i]);
  return out;
}

// Reads every byte that a view can reach.
std::size_t touch(const EntryTable& table) {
  std::size_t read = 0;
  const auto see = [&](std::string_view text) {
    for (const char c : text) read += static_cast<unsigned char>(c);
  };
  for (std::size_t i = 0; i < table.size(); ++i) {
    const EntryView entry = table.entry(i);
    for (const std::string_view text :
         {entry.id(), entry.list(), entry.publisher(), entry.source(), entry.name(), entry.federal_register(),
          entry.requirement(), entry.policy(), entry.footnotes(), entry.registration_number(), entry.url(),
          entry.country().code(), to_string(entry.schema()), to_string(entry.from_basis()),
          to_string(entry.to_basis())}) {
      see(text);
    }
    for (const std::string& text : all(entry.aliases())) see(text);
    for (const std::string& text : all(entry.programs())) see(text);
    for (std::size_t a = 0; a < entry.address_count(); ++a) see(entry.address(a).text);
    read += static_cast<std::size_t>(entry.in_force(Date(2026, 1, 1)));
    if (entry.from()) see(entry.from()->to_string());
    if (entry.to()) see(entry.to()->to_string());
    if (entry.revised()) see(entry.revised()->to_string());
  }
  for (std::size_t i = 0; i < table.source_count(); ++i) see(table.source(i).file);
  return read;
}

TEST(CompiledList, EveryFieldComesBack) {
  ImportResult result = everything();
  result.entries.front().footnotes = "1 2";
  result.entries.front().is_address = true;
  result.entries.front().revised = Date(2024, 5, 6);
  const Folder folder;
  const auto file = SectionFile::open(folder.write("l.tdl", compiled(result)));
  ASSERT_TRUE(file) << to_string(file.error());
  const auto table = EntryTable::open(*file);
  ASSERT_TRUE(table) << to_string(table.error());
  ASSERT_EQ(table->size(), result.entries.size());
  for (std::size_t i = 0; i < table->size(); ++i) {
    const ListEntry& entry = result.entries[i];
    const EntryView view = table->entry(i);
    EXPECT_EQ(view.id(), entry.id);
    EXPECT_EQ(view.list(), entry.list);
    EXPECT_EQ(view.publisher(), entry.publisher);
    EXPECT_EQ(view.source(), entry.source);
    EXPECT_EQ(view.name(), entry.name);
    EXPECT_EQ(view.federal_register(), entry.federal_register);
    EXPECT_EQ(view.requirement(), entry.requirement);
    EXPECT_EQ(view.policy(), entry.policy);
    EXPECT_EQ(view.footnotes(), entry.footnotes);
    EXPECT_EQ(view.revised(), entry.revised);
    EXPECT_EQ(view.is_address(), entry.is_address);
    EXPECT_EQ(view.registration_number(), entry.registration_number);
    EXPECT_EQ(view.url(), entry.url);
    EXPECT_EQ(view.schema(), entry.schema);
    EXPECT_EQ(all(view.aliases()), entry.aliases);
    EXPECT_EQ(all(view.programs()), entry.programs);
    EXPECT_EQ(view.from(), entry.from);
    EXPECT_EQ(view.to(), entry.to);
    EXPECT_EQ(view.from_basis(), entry.from_basis);
    EXPECT_EQ(view.to_basis(), entry.to_basis);
    ASSERT_EQ(view.address_count(), entry.addresses.size());
    for (std::size_t a = 0; a < entry.addresses.size(); ++a) {
      EXPECT_EQ(view.address(a).text, entry.addresses[a].text);
      EXPECT_EQ(view.address(a).country, entry.addresses[a].country);
    }
  }
  ASSERT_EQ(table->source_count(), result.sources.size());
  for (std::size_t i = 0; i < result.sources.size(); ++i) {
    EXPECT_EQ(table->source(i).file, result.sources[i].file);
    EXPECT_EQ(table->source(i).digest, result.sources[i].digest);
    EXPECT_EQ(table->source(i).date, result.sources[i].date);
    EXPECT_EQ(table->source(i).entries, result.sources[i].entries);
    EXPECT_EQ(table->source(i).aliases, result.sources[i].aliases);
  }
}

TEST(CompiledList, InForceByTheDatesOfAnEntry) {
  ListEntry entry;
  entry.id = "X-1";
  const Folder folder;
  const auto on = [&](Date day) {
    const auto file = SectionFile::open(folder.write("l.tdl", compiled({{entry}, {}, {}}))).value();
    const auto table = EntryTable::open(file).value();
    return std::pair(table.entry(0).in_force(day), table.entry(0).started(day));
  };
  EXPECT_EQ(on(Date(2025, 1, 1)), std::pair(Truth::unknown, true)) << "no date: counts as in force, marked so";
  entry.from = Date(2024, 1, 1);
  entry.from_basis = DateBasis::year;
  EXPECT_EQ(on(Date(2023, 12, 31)), std::pair(Truth::no, false));
  EXPECT_EQ(on(Date(2024, 6, 1)), std::pair(Truth::unknown, true)) << "only the year is known";
  EXPECT_EQ(on(Date(2025, 1, 1)), std::pair(Truth::yes, true));
  entry.from_basis = DateBasis::stated;
  entry.to = Date(2025, 6, 30);
  entry.to_basis = DateBasis::stated;
  EXPECT_EQ(on(Date(2024, 1, 1)), std::pair(Truth::yes, true));
  EXPECT_EQ(on(Date(2025, 6, 30)), std::pair(Truth::yes, true));
  EXPECT_EQ(on(Date(2025, 7, 1)), std::pair(Truth::no, true));
}

TEST(CompiledList, AnyFlippedByteIsFound) {
  const std::string sound = compiled(everything());
  const Folder folder;
  std::mt19937 random(7);
  for (int i = 0; i < 400; ++i) {
    std::string damaged = sound;
    const std::size_t at = i < 128 ? static_cast<std::size_t>(i) : random() % damaged.size();
    damaged[at] = static_cast<char>(damaged[at] ^ static_cast<char>(1 + random() % 255));
    const auto file = SectionFile::open(folder.write("l.tdl", damaged));
    if (file) {
      // Only the padding between two sections is not covered by a checksum.
      const auto table = EntryTable::open(*file);
      ASSERT_TRUE(table) << at;
      EXPECT_EQ(damaged[at] != '\0' && sound[at] == '\0', true) << at;
      touch(*table);
    } else {
      // Without its first eight bytes as they are it is another file, behind them one of another version or damaged.
      const ErrorCode code = file.error().code;
      EXPECT_EQ(code == ErrorCode::bad_format, at < 8) << at;
      EXPECT_TRUE(at < 8 || code == ErrorCode::corrupt_file || code == ErrorCode::wrong_version) << at;
    }
  }
  for (std::size_t size = 0; size < sound.size(); size += 97) {
    const auto file = SectionFile::open(folder.write("l.tdl", sound.substr(0, size)));
    ASSERT_FALSE(file) << size;
    EXPECT_EQ(file.error().code, size == 0 ? ErrorCode::bad_format : ErrorCode::corrupt_file) << size;
  }
}

// Somebody who recomputes the checksums still cannot make a view read outside the file.
TEST(CompiledList, RecordsThatPointOutsideAreFound) {
  const ImportResult result = everything();
  const Folder folder;
  const auto good = SectionFile::open(folder.write("good.tdl", compiled(result)));
  ASSERT_TRUE(good);
  std::mt19937 random(11);
  int refused = 0;
  for (int i = 0; i < 600; ++i) {
    SectionWriter writer;
    const char* const kNames[] = {"lists.meta",      "lists.entries", "lists.refs",
                                  "lists.addresses", "lists.sources", "lists.strings"};
    const std::size_t victim = random() % std::size(kNames);
    for (std::size_t s = 0; s < std::size(kNames); ++s) {
      std::string bytes(good->section(kNames[s]).value());
      if (s == victim && !bytes.empty()) {
        const std::size_t at = random() % bytes.size();
        bytes[at] = static_cast<char>(random());
        if (i % 7 == 0) bytes.resize(at);
      }
      writer.add(kNames[s], std::move(bytes));
    }
    const auto file = SectionFile::open(folder.write("bad.tdl", writer.finish()));
    ASSERT_TRUE(file);
    const auto table = EntryTable::open(*file);
    if (table) {
      touch(*table);
    } else {
      ++refused;
      EXPECT_TRUE(table.error().code == ErrorCode::corrupt_file || table.error().code == ErrorCode::wrong_version);
    }
  }
  EXPECT_GT(refused, 100);
}

TEST(CompiledList, AFileWithoutTheSectionsIsCorrupt) {
  SectionWriter writer;
  writer.add("match.index", "x");
  const Folder folder;
  const auto file = SectionFile::open(folder.write("l.tdl", writer.finish()));
  ASSERT_TRUE(file);
  EXPECT_EQ(EntryTable::open(*file).error().code, ErrorCode::corrupt_file);
}

TEST(Status, AHouseListAloneHasTheAgeOfItsNewestFile) {
  const Folder folder;
  const auto status = [&](std::vector<std::filesystem::path> files) {
    const auto file = SectionFile::open(folder.write("l.tdl", compiled(import(files).value()))).value();
    return status_of(EntryTable::open(file).value(), Date(2026, 12, 1));
  };
  const auto early = folder.write("own-2026-11-01.csv", "name\nGrey Heron\n");
  const auto late = folder.write("own-2026-11-25.csv", "name\nGrey Heron\nBlue Pier\n");
  EXPECT_EQ(status({early, late}).age_days, 6);
  EXPECT_EQ(status({early}).oldest, Date(2026, 11, 1));
  EXPECT_EQ(status({folder.write("own.csv", "name\nGrey Heron\n")}).age_days, std::nullopt) << "no day is known";
  EXPECT_EQ(status({late, invented("consolidated-2026-01-31.json")}).oldest, Date(2026, 1, 31));
}

TEST(Status, SourcesAgeAndCounts) {
  const Folder folder;
  const auto file = SectionFile::open(folder.write("l.tdl", compiled(everything()))).value();
  const auto table = EntryTable::open(file).value();
  const ListStatus status = status_of(table, Date(2026, 3, 2));
  EXPECT_EQ(status.sources.size(), 4U);
  EXPECT_EQ(status.entries, table.size());
  EXPECT_EQ(status.oldest, Date(2026, 1, 21)) << "the denied persons; the older consolidated list is superseded";
  EXPECT_EQ(status.age_days, 40);
  EXPECT_EQ(status_of(table, Date(2025, 1, 1)).age_days, 0);
  const auto denied = std::ranges::find(status.lists, "DPL", &ListCount::list);
  ASSERT_NE(denied, status.lists.end());
  EXPECT_EQ(denied->entries, 6U);
  EXPECT_EQ(denied->in_force, 5U) << "one of the two orders against Blue Pier has run out";
  EXPECT_EQ(denied->undated, 1U);
}

}  // namespace
}  // namespace tidewaiter::lists
