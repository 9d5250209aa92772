// The whole US lists, where they are there (they are not part of the repository).
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/json_reader.h"
#include "lists/forms.h"
#include "support.h"
#include "text/fold.h"

namespace tidewaiter::lists {
namespace {

#define SKIP_WITHOUT(path) \
  if ((path).empty()) GTEST_SKIP() << "the real lists are not here: set TIDEWAITER_TEST_DATA to their folder"

TEST(RealLists, EveryEntryAndAliasOfTheConsolidatedListComesOut) {
  const auto consolidated = real("consolidated-2026-07-31.json");
  SKIP_WITHOUT(consolidated);
  const auto result = import({consolidated});
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(result->entries.size(), 25'921U);
  std::size_t aliases = 0;
  std::map<std::string, std::size_t> counts;
  for (const ListEntry& entry : result->entries) {
    aliases += entry.aliases.size();
    ++counts[entry.list];
  }
  EXPECT_EQ(aliases, 31'253U);
  EXPECT_THAT(counts,
              testing::ElementsAre(testing::Pair("CAP", 1), testing::Pair("CMIC", 68), testing::Pair("DPL", 1596),
                                   testing::Pair("DTC", 787), testing::Pair("EL", 3420), testing::Pair("ISN", 161),
                                   testing::Pair("MBS", 51), testing::Pair("MEU", 70), testing::Pair("PLC", 78),
                                   testing::Pair("SDN", 19181), testing::Pair("SSI", 286), testing::Pair("UVL", 222)));
  EXPECT_TRUE(result->notes.empty()) << result->notes.front().message;
  EXPECT_EQ(result->sources.front().date, Date(2026, 7, 31));
}

TEST(RealLists, TheDatesOfDenialOrdersDecide) {
  const auto path = real("dpl.txt");
  SKIP_WITHOUT(path);
  const std::string text = read_file(path).value();
  const Reading reading{shipped_catalog(), shipped_places()};
  const auto parsed = read_dpl_text(text, "dpl.txt", reading);
  ASSERT_TRUE(parsed) << to_string(parsed.error());
  ASSERT_EQ(parsed->entries.size(), 581U);
  const Date day(2026, 7, 31);
  std::size_t running = 0;
  std::size_t without_end = 0;
  for (const ListEntry& order : parsed->entries) {
    EXPECT_EQ(order.from_basis, DateBasis::stated) << order.name;
    if (!order.to || day <= *order.to) ++running;
    if (!order.to) ++without_end;
  }
  EXPECT_EQ(running, 278U);
  EXPECT_EQ(without_end, 53U);
  EXPECT_THAT(parsed->notes, testing::SizeIs(2))
      << "that the day is taken from the latest change, and that one of these days has no such year";
}

TEST(RealLists, BothTogetherLoseNoNameAndHangOnNoOrder) {
  const auto consolidated = real("consolidated-2026-07-31.json");
  const auto text = real("dpl.txt");
  SKIP_WITHOUT(consolidated);
  SKIP_WITHOUT(text);
  const auto result = import({consolidated, text});
  ASSERT_TRUE(result) << to_string(result.error());
  const auto alone = import({consolidated});
  ASSERT_TRUE(alone);
  std::map<std::string, std::set<std::string>> names;
  for (const ListEntry& entry : result->entries) names[entry.list].insert(text::fold(entry.name));
  std::size_t aliases = 0;
  for (const ListEntry& entry : alone->entries) {
    EXPECT_TRUE(names[entry.list].contains(text::fold(entry.name))) << entry.name;
  }
  for (const ListEntry& entry : result->entries) aliases += entry.aliases.size();
  EXPECT_EQ(aliases, 31'253U);
  const auto other = import({text, consolidated});
  ASSERT_TRUE(other);
  EXPECT_TRUE(compiled(*result) == compiled(*other));
}

// What stands between two marks, counted without the reader of XML.
std::size_t count_rows(std::string_view part, std::string_view supplement) {
  const std::size_t begin = part.find(supplement);
  if (begin == std::string_view::npos) return 0;
  part = part.substr(begin, part.find("</DIV9>", begin) - begin);
  part = part.substr(part.find("<TBODY>"));
  part = part.substr(0, part.find("</TBODY>"));
  std::size_t rows = 0;
  for (std::size_t at = part.find("<TR>"); at != std::string_view::npos; at = part.find("<TR>", at + 1)) ++rows;
  return rows;
}

TEST(RealLists, EveryRowOfTheRegulationComesOut) {
  const auto part = real("title-15_part-744_2026-03-25.xml");
  SKIP_WITHOUT(part);
  const std::string text = read_file(part).value();
  const auto result = import({part});
  ASSERT_TRUE(result) << to_string(result.error());
  std::map<std::string, std::size_t> counts;
  std::size_t without_words = 0;
  std::size_t undated = 0;
  std::size_t listed_addresses = 0;
  for (const ListEntry& entry : result->entries) {
    ++counts[entry.list];
    if (entry.list == "EL" && (entry.requirement.empty() || entry.policy.empty())) ++without_words;
    if (entry.from_basis != DateBasis::stated) ++undated;
    if (entry.is_address) ++listed_addresses;
    EXPECT_FALSE(entry.addresses.empty()) << entry.name;
    for (const ListAddress& address : entry.addresses) EXPECT_TRUE(address.country.known()) << entry.name;
  }
  // 3,411 rows of the Entity List name somebody and four go on with a row before; some name several.
  EXPECT_EQ(count_rows(text, "<DIV9 N=\"Supplement No. 4 to"), 3'411U + 4U);
  EXPECT_EQ(count_rows(text, "<DIV9 N=\"Supplement No. 6 to"), 186U);
  EXPECT_EQ(count_rows(text, "<DIV9 N=\"Supplement No. 7 to"), 90U);
  EXPECT_THAT(counts, testing::ElementsAre(testing::Pair("EL", 3'411U + 55U), testing::Pair("MEU", 70U),
                                           testing::Pair("UVL", 186U)));
  EXPECT_EQ(without_words, 0U);
  EXPECT_EQ(listed_addresses, 19U);
  EXPECT_LE(undated, 1U) << "one citation states a day of another year than its volume's";
  for (const ImportNote& note : result->notes) EXPECT_FALSE(note.lost) << note.where << note.message;
}

TEST(RealLists, TheTextAndTheConsolidatedListAgreeOnNearlyEveryEntry) {
  const auto part = real("title-15_part-744_2026-03-25.xml");
  const auto consolidated = real("consolidated-2026-07-31.json");
  SKIP_WITHOUT(part);
  SKIP_WITHOUT(consolidated);
  const auto result = import({consolidated, part});
  ASSERT_TRUE(result) << to_string(result.error());
  std::size_t alone = 0;
  for (const ListEntry& entry : result->entries)
    alone += entry.source.find("not found in") != std::string::npos ? 1U : 0U;
  EXPECT_LE(alone, 40U) << "names that only a person finds to be one, and entries that came between the two days";
  const auto other = import({part, consolidated});
  ASSERT_TRUE(other);
  EXPECT_TRUE(compiled(*result) == compiled(*other)) << "the order of the files makes no difference";
}

TEST(RealLists, NearlyEveryCountryIsRead) {
  const auto consolidated = real("consolidated-2026-07-31.json");
  SKIP_WITHOUT(consolidated);
  const auto result = import({consolidated});
  ASSERT_TRUE(result);
  std::set<std::string> unread;
  for (const ListEntry& entry : result->entries) {
    for (const ListAddress& address : entry.addresses) {
      if (!address.country.known()) unread.insert(address.text);
    }
  }
  // Regions that are no country, codes that were withdrawn, and a place whose embargo no country code shows.
  EXPECT_THAT(unread, testing::UnorderedElementsAre(
                          "AN", "NM", "CRIMEA (OCCUPIED)", "REGION: KAFIA KINGI", "REGION: KASHMIR",
                          "REGION: NORTHERN MALI", "REGION: JAMMU AND KASHMIR", "REGION: NORTHERN GAZA",
                          "REGION: NORTH GAZA", "REGION: COMMONWEALTH OF INDEPENDENT STATES"));
}

// The lines of a file that begin with a number, counted without the reader.
std::size_t numbered_lines(const std::filesystem::path& path) {
  const std::string text = read_file(path).value();
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    if (text[at] >= '0' && text[at] <= '9') ++count;
    if (text.find('\n', at) == std::string::npos) break;
  }
  return count;
}

TEST(RealLists, TheBlockedPersonsOfTwoYearsWithoutHeadersAndWithThem) {
  const auto names = real("ofac-2021/sdn.csv");
  const auto aliases = real("ofac-2021/alt.csv");
  const auto addresses = real("ofac-2021/add.csv");
  const auto later = real("ofac-2023/sdn.csv");
  const auto later_addresses = real("ofac-2023/sdn_address.csv");
  for (const auto& path : {names, aliases, addresses, later, later_addresses}) SKIP_WITHOUT(path);
  const auto old =
      import_lists(std::vector{names, aliases, addresses}, shipped_catalog(), shipped_places(), Date(2021, 6, 1));
  ASSERT_TRUE(old) << to_string(old.error());
  EXPECT_EQ(old->entries.size(), numbered_lines(names));
  std::size_t other_names = 0;
  for (const ListEntry& entry : old->entries) other_names += entry.aliases.size();
  EXPECT_EQ(other_names, numbered_lines(aliases));
  for (const ImportNote& note : old->notes) EXPECT_FALSE(note.lost) << note.where << note.message;
  const auto recent =
      import_lists(std::vector{later, later_addresses}, shipped_catalog(), shipped_places(), Date(2023, 6, 1));
  ASSERT_TRUE(recent) << to_string(recent.error());
  EXPECT_EQ(recent->entries.size(), numbered_lines(later));
  for (const ImportNote& note : recent->notes) EXPECT_FALSE(note.lost) << note.where << note.message;

  // Together, each by the day in its name, they make a history.
  const Folder folder;
  const auto copy = [&](const std::filesystem::path& from, std::string_view to) {
    return folder.write(to, read_file(from).value());
  };
  const auto both = import({copy(names, "sdn-2021-06-01.csv"), copy(aliases, "alt-2021-06-01.csv"),
                            copy(addresses, "add-2021-06-01.csv"), copy(later, "sdn-2023-06-01.csv"),
                            copy(later_addresses, "add-2023-06-01.csv")});
  ASSERT_TRUE(both) << to_string(both.error());
  std::size_t ended = 0;
  std::size_t begun = 0;
  for (const ListEntry& entry : both->entries) {
    if (entry.to == Date(2023, 5, 31) && entry.to_basis == DateBasis::inferred) ++ended;
    if (entry.from == Date(2023, 6, 1) && entry.from_basis == DateBasis::inferred) ++begun;
  }
  EXPECT_EQ(both->entries.size(), recent->entries.size() + ended);
  EXPECT_EQ(both->entries.size(), old->entries.size() + begun);
  EXPECT_GT(ended, 0U);
}

TEST(RealLists, ExtractsHoldWhatTheyCount) {
  const std::map<std::string, std::pair<std::string, std::size_t>> lists{
      {"bis_entity_list", {"EL", 3409}}, {"bis_meu", {"MEU", 70}},    {"dhs_uflpa", {"UFLPA", 148}},
      {"dow_1260h", {"1260H", 80}},      {"dow_1286", {"1286", 134}}, {"ofac_nscmic", {"CMIC", 68}}};
  for (const auto& [file, expected] : lists) {
    const auto path = real("nsfreg/" + file + ".json");
    SKIP_WITHOUT(path);
    const auto result = import({path});
    ASSERT_TRUE(result) << to_string(result.error());
    EXPECT_EQ(result->entries.size(), expected.second) << file;
    EXPECT_EQ(result->sources.front().date, Date(2026, 7, 9));
    std::size_t undated = 0;
    for (const ListEntry& entry : result->entries) {
      EXPECT_EQ(entry.list, expected.first);
      if (!entry.from) ++undated;
    }
    EXPECT_LE(undated, expected.first == "1286" ? 134U : 10U) << file << ": only the 1286 list states no day";
    for (const ImportNote& note : result->notes) ADD_FAILURE() << note.where << ": " << note.message;
  }
}

TEST(RealLists, ExtractsAreOneEntryWithTheConsolidatedList) {
  const auto consolidated = real("consolidated-2026-07-31.json");
  const auto meu = real("nsfreg/bis_meu.json");
  const auto cmic = real("nsfreg/ofac_nscmic.json");
  for (const auto& path : {consolidated, meu, cmic}) SKIP_WITHOUT(path);
  const auto alone = import({consolidated});
  const auto result = import({consolidated, meu, cmic});
  ASSERT_TRUE(alone && result);
  EXPECT_LE(result->entries.size() - alone->entries.size(), 30U) << "names that the two sources spell otherwise";
}

// Names with their other names, sorted, as the publisher's own parser gives them.
std::multimap<std::string, std::vector<std::string>> expected_names(const std::filesystem::path& path) {
  std::multimap<std::string, std::vector<std::string>> names;
  const std::string text = read_file(path).value();
  const auto document = json::Document::parse(text, "expected");
  for (const json::Value& entry : document->root().elements()) {
    std::vector<std::string> aliases;
    if (const auto others = entry.find("alt_names")) {
      for (const json::Value& other : others->elements()) aliases.emplace_back(*other.string());
    }
    std::ranges::sort(aliases);
    names.emplace(*entry.find("name")->string(), std::move(aliases));
  }
  return names;
}

TEST(RealLists, AgenciesSamplesGiveTheNamesThatTheirPublisherReads) {
  for (const std::string name : {"el", "meu", "isn", "dtc"}) {
    const auto sample = real(fmt::format("ita-csl/{0}__{1}.csv", name, name == "dtc" ? "itar_debarred_parties" : name));
    const auto expected = real(fmt::format("ita-csl/expected__{}__expected_results.json", name));
    SKIP_WITHOUT(sample);
    SKIP_WITHOUT(expected);
    const auto result = import({sample});
    ASSERT_TRUE(result) << to_string(result.error());
    std::multimap<std::string, std::vector<std::string>> names;
    for (const ListEntry& entry : result->entries) {
      std::vector<std::string> aliases = entry.aliases;
      for (std::string& alias : aliases) {  // the publisher leaves controls out (U+0091, U+0092), which stand here
        for (const std::string_view control : {"\xC2\x91", "\xC2\x92"}) {
          if (const std::size_t at = alias.find(control); at != std::string::npos) alias.erase(at, control.size());
        }
      }
      std::ranges::sort(aliases);
      names.emplace(entry.name, std::move(aliases));
    }
    EXPECT_EQ(names, expected_names(expected)) << name;
    for (const ImportNote& note : result->notes) EXPECT_FALSE(note.lost) << note.where << note.message;
  }
}

// Its one byte beyond ASCII is a dash of Windows-1252, in an address.
TEST(RealLists, ASampleWithADashOfWindowsIsRead) {
  const auto sample = real("ita-csl/uvl__uvl.csv");
  const auto expected = real("ita-csl/expected__uvl__expected_results.json");
  SKIP_WITHOUT(sample);
  SKIP_WITHOUT(expected);
  const auto result = import({sample});
  ASSERT_TRUE(result) << to_string(result.error());
  std::set<std::string> names;
  std::string addresses;
  for (const ListEntry& entry : result->entries) {
    names.insert(entry.name);
    for (const ListAddress& address : entry.addresses) addresses += address.text;
  }
  for (const auto& [name, others] : expected_names(expected)) EXPECT_TRUE(names.contains(name)) << name;
  EXPECT_THAT(addresses, testing::HasSubstr("Goldfield Tower, 53\u201359 Wuhu Street"));
  EXPECT_THAT(notes_of(*result), testing::HasSubstr("read as windows-1252"));
}

TEST(RealLists, TheTreasurysSampleIsRefusedForItsCountAndReadWithTheTrueOne) {
  const auto sample = real("ita-csl/sdn__sdn.xml");
  const auto others = real("ita-csl/treasury_consolidated__consolidated.xml");
  SKIP_WITHOUT(sample);
  SKIP_WITHOUT(others);
  EXPECT_FALSE(import({sample})) << "four records of 5,704 that it states";
  EXPECT_FALSE(import({others}));
  const Folder folder;
  const auto counted = [&](const std::filesystem::path& path, std::string_view stated, std::string_view true_count) {
    std::string text = read_file(path).value();
    const std::size_t at = text.find(stated);
    return folder.write(path.filename().string(), text.replace(at, stated.size(), true_count));
  };
  const auto blocked = import({counted(sample, ">5704<", ">4<")});
  ASSERT_TRUE(blocked) << to_string(blocked.error());
  const auto expected = expected_names(real("ita-csl/expected__sdn__expected_results.json"));
  EXPECT_EQ(blocked->entries.size(), expected.size());
  for (const ListEntry& entry : blocked->entries) {
    EXPECT_EQ(entry.list, "SDN");
    EXPECT_TRUE(expected.contains(entry.name)) << entry.name;
  }
  EXPECT_EQ(blocked->sources.front().date, Date(2014, 7, 16));
  const auto other = import({counted(others, ">115<", ">17<")});
  ASSERT_TRUE(other) << to_string(other.error());
  std::map<std::string, std::size_t> counts;
  for (const ListEntry& entry : other->entries) ++counts[entry.list];
  for (const std::string name : {"ssi", "fse", "plc"}) {
    const auto of_list = expected_names(real(fmt::format("ita-csl/expected__{}__expected_results.json", name)));
    std::string code = name;
    std::ranges::transform(code, code.begin(), [](char c) { return static_cast<char>(c & ~0x20); });
    EXPECT_EQ(counts[code], of_list.size()) << name;
  }
}

}  // namespace
}  // namespace tidewaiter::lists
