// Each form by itself, on small invented files.
#include "lists/import.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace tidewaiter::lists {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(ConsolidatedList, EntriesAsTheyStand) {
  const ImportResult result = read({invented("consolidated-2026-01-31.json")});
  EXPECT_EQ(result.entries.size(), 12U);
  const auto found = named(result, "Harbour Lantern Microsystems Co., Ltd.");
  ASSERT_EQ(found.size(), 1U);
  const ListEntry& entry = *found[0];
  EXPECT_EQ(entry.list, "EL");
  EXPECT_EQ(entry.publisher, "Bureau of Industry and Security");
  EXPECT_EQ(entry.source, "consolidated-2026-01-31.json (2026-01-31)");
  EXPECT_THAT(entry.aliases, ElementsAre("Harbour Lantern", "灯塔微系统有限公司"));
  ASSERT_EQ(entry.addresses.size(), 3U);
  EXPECT_EQ(entry.addresses[1].text, "14 Quay Road, Shenzhen, 518000");
  EXPECT_EQ(entry.addresses[2].country, Country("HK"));
  EXPECT_EQ(entry.policy, "Presumption of denial");
  EXPECT_EQ(entry.schema, Schema::unknown) << "an empty type is unknown";
  EXPECT_EQ(entry.from, Date(2020, 1, 1));
  EXPECT_EQ(entry.from_basis, DateBasis::year);
  EXPECT_EQ(entry.to, std::nullopt);
}

TEST(ConsolidatedList, NumbersKindsAndRegistrations) {
  const ImportResult result = read({invented("consolidated-2026-01-31.json")});
  const auto ship = named(result, "AMBER TIDE");
  ASSERT_EQ(ship.size(), 1U);
  EXPECT_EQ(ship[0]->id, "SDN-90003");
  EXPECT_EQ(ship[0]->schema, Schema::vessel);
  EXPECT_EQ(ship[0]->registration_number, "IMO 9000003");
  EXPECT_EQ(named(result, "OLEG EXAMPLOV")[0]->schema, Schema::person);
  const auto company = named(result, "NORTH QUAY SHIPPING");
  EXPECT_EQ(company[0]->schema, Schema::organization);
  EXPECT_THAT(company[0]->programs, ElementsAre("SDGT", "IRAN"));
  EXPECT_EQ(company[0]->addresses[0].country, Country("IR"));
  EXPECT_EQ(company[0]->from_basis, DateBasis::none) << "no date is known: counted as in force, marked so";
  EXPECT_EQ(named(result, "Cedar Exchange")[0]->addresses[0].country, Country("SY"));
  EXPECT_EQ(named(result, "Cedar Exchange")[0]->from, Date(1994, 1, 1));
}

TEST(ConsolidatedList, DaysThatCannotBeReadAreToldWithTheirLine) {
  const Folder folder;
  const auto file = folder.write("consolidated-2026-02-01.json", R"({"results": [
    {"source": "Denied Persons List (DPL) - Bureau of Industry and Security", "name": "Grey Heron", "start_date": "2020-13-45", "end_date": null},
    {"source": "Denied Persons List (DPL) - Bureau of Industry and Security", "name": "Bittern", "start_date": "2010-01-01", "end_date": "12/31/2021"},
    {"source": "Denied Persons List (DPL) - Bureau of Industry and Security", "name": "Egret", "start_date": "2010-01-01", "end_date": 20211231},
    {"source": "Denied Persons List (DPL) - Bureau of Industry and Security", "name": "Crane", "start_date": "2020-01-01", "end_date": "2010-01-01"},
    {"source": "Denied Persons List (DPL) - Bureau of Industry and Security", "name": "Stork", "start_date": " 2010-01-01 ", "end_date": ""}]})");
  const ImportResult result = read({file});
  const std::string notes = notes_of(result);
  EXPECT_THAT(notes,
              HasSubstr("consolidated-2026-02-01.json:2: start_date: \"2020-13-45\" is no day as this list writes "
                        "it, 2025-03-01; Grey Heron counts as without it"));
  EXPECT_THAT(notes, HasSubstr("consolidated-2026-02-01.json:3: end_date: \"12/31/2021\" is no day"));
  EXPECT_THAT(notes, HasSubstr("consolidated-2026-02-01.json:4: end_date: the value is no text, and so no day; Egret"));
  EXPECT_THAT(notes, HasSubstr("consolidated-2026-02-01.json:5: Crane ends before it begins"));
  EXPECT_THAT(notes, testing::Not(HasSubstr("Stork")));
  EXPECT_EQ(result.entries.size(), 5U) << "a day that cannot be read takes no entry away";
  EXPECT_EQ(named(result, "Crane").at(0)->to, std::nullopt);
}

TEST(ConsolidatedList, AListThatIsNotKnownInforms) {
  const ImportResult result = read({invented("consolidated-2026-01-31.json")});
  const auto found = named(result, "Future Person");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]->list, "LOT");
  EXPECT_EQ(found[0]->publisher, "Office of Examples");
  EXPECT_EQ(shipped_catalog().effect("LOT"), Effect::inform);
  EXPECT_THAT(notes_of(result), HasSubstr("\"Lists of Tomorrow (LOT) - Office of Examples\" is not known here"));
}

TEST(ConsolidatedList, ABadEntryIsNotedAndTheOthersStand) {
  const Folder folder;
  const auto file = folder.write(
      "list.json", R"({"results":[{"source":"Entity List (EL) - Bureau of Industry and Security","name":"Good Name"},
        {"source":"Entity List (EL) - Bureau of Industry and Security","name":null},{"name":"No List"},17]})");
  const ImportResult result = read({file});
  EXPECT_EQ(result.entries.size(), 1U);
  EXPECT_THAT(notes_of(result), HasSubstr("list.json:2: entry 2: it has no name [lost]"));
  EXPECT_THAT(notes_of(result), HasSubstr("list.json:2: entry 3: it does not say its list [lost]"));
  EXPECT_THAT(notes_of(result), HasSubstr("list.json:2: entry 4"));
}

TEST(DeniedPersons, OrdersWithTheirDays) {
  const ImportResult result = read({invented("denied.txt")});
  EXPECT_EQ(result.sources[0].entries, 6U);
  EXPECT_EQ(result.sources[0].date, Date(2026, 1, 21)) << "the latest change that can be true";
  const auto orders = named(result, "IMRE LAWFORD");
  ASSERT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders[0]->list, "DPL");
  EXPECT_EQ(orders[0]->from, Date(2003, 6, 19));
  EXPECT_EQ(orders[0]->to, Date(2056, 6, 29));
  EXPECT_EQ(orders[0]->from_basis, DateBasis::stated);
  EXPECT_EQ(orders[0]->to_basis, DateBasis::stated);
  EXPECT_EQ(orders[0]->addresses[0].text, "1 TEST STREET, SEATTLE, WA, 98101");
}

TEST(DeniedPersons, RowsOfOneOrderAreOneEntryAndOrdersStayApart) {
  const ImportResult result = read({invented("denied.txt")});
  std::vector<const ListEntry*> orders;
  for (const ListEntry& entry : result.entries) {
    if (entry.name.starts_with("BLUE")) orders.push_back(&entry);
  }
  ASSERT_EQ(orders.size(), 2U);
  EXPECT_EQ(orders[0]->from, Date(2024, 1, 15));
  EXPECT_EQ(orders[0]->addresses.size(), 2U);
  EXPECT_EQ(orders[1]->from, Date(2026, 1, 13));
  EXPECT_EQ(orders[1]->id, orders[0]->id + "-2") << "equal name and country: numbered";
  EXPECT_THAT(orders[1]->requirement, HasSubstr("non-standard order"));
}

TEST(DeniedPersons, DatesThatAreNotThereOrNotDays) {
  const ImportResult result = read({invented("denied.txt")});
  const auto old = named(result, "OLD ORDER INC.");
  ASSERT_EQ(old.size(), 1U);
  EXPECT_EQ(old[0]->to, std::nullopt);
  EXPECT_EQ(old[0]->to_basis, DateBasis::none);
  const auto quoted = named(result, "QUOTED \"NICK\" SAMPLE");
  ASSERT_EQ(quoted.size(), 1U) << "no name is lost for a bad date";
  EXPECT_EQ(quoted[0]->from_basis, DateBasis::none);
  EXPECT_EQ(quoted[0]->to, Date(2030, 4, 1));
  EXPECT_THAT(notes_of(result), HasSubstr("denied.txt:7: effective_date: \"13/45/2020\" is no day"));
}

TEST(DeniedPersons, ALastUpdateThatIsNoDayIsToldOnce) {
  const Folder folder;
  const std::string head =
      "Name\tStreet_Address\tCity\tState\tCountry\tPostal_Code\tEffective_Date\tExpiration_Date\tStandard_Order\t"
      "Last_Update\tAction\tFR_Citation\n";
  const auto row = [](const char* day) {
    return fmt::format("HERON {0}\t1 Reed\tGoma\t\tCD\t\t01/13/2026\t01/13/2036\tY\t{0}\tx\t\n", day);
  };
  const auto notes = [&](const std::string& rows) { return notes_of(read({folder.write("dpl.txt", head + rows)})); };
  EXPECT_THAT(notes(row("2026-01-20") + row("20.01.2026") + row("soon")),
              HasSubstr("dpl.txt:3: last_update: \"20.01.2026\" is no day, the first of 2 such, so it does not say how "
                        "new the list is"));
  EXPECT_THAT(notes(row("2026-01-20") + row("")), Not(HasSubstr("last_update")));
}

TEST(HouseList, RowsAndDefaults) {
  const ImportResult result = read({invented("house.csv")});
  const auto gate = named(result, "Copper Gate Logistics");
  ASSERT_EQ(gate.size(), 1U);
  EXPECT_EQ(gate[0]->id, "HOUSE-7");
  EXPECT_EQ(gate[0]->list, "HOUSE");
  EXPECT_EQ(gate[0]->schema, Schema::organization);
  EXPECT_THAT(gate[0]->aliases, ElementsAre("Copper Gate", "CGL"));
  EXPECT_EQ(gate[0]->addresses[0].text, "Port Road 5");
  EXPECT_EQ(gate[0]->addresses[0].country, Country("AE"));
  EXPECT_EQ(gate[0]->registration_number, "AE-551");
  EXPECT_EQ(gate[0]->source, "audit of May; house.csv");
  EXPECT_EQ(gate[0]->from, Date(2025, 1, 1));
  EXPECT_EQ(gate[0]->to, Date(2026, 12, 31));
  const auto heron = named(result, "Grey Heron Trading");
  EXPECT_EQ(heron[0]->list, "EL");
  EXPECT_EQ(heron[0]->publisher, "Bureau of Industry and Security");
  EXPECT_EQ(named(result, "Smith, Jane")[0]->schema, Schema::person);
}

TEST(HouseList, BadRowsAreReportedAndCounted) {
  const ImportResult result = read({invented("house.csv")});
  EXPECT_EQ(result.entries.size(), 3U);
  EXPECT_EQ(std::ranges::count(result.notes, true, &ImportNote::lost), 4);
  const std::string notes = notes_of(result);
  EXPECT_THAT(notes, HasSubstr("ignored, since a house list has no such column: Remark"));
  EXPECT_THAT(notes, HasSubstr("house.csv:4: \"Kazakhstn\" is no country known here: did you mean Kazakhstan (KZ)?"));
  EXPECT_THAT(notes, HasSubstr("house.csv:5: the row has no name [lost]"));
  EXPECT_THAT(notes, HasSubstr("house.csv:6: from: \"2025-13-01\" is no day"));
  EXPECT_THAT(notes, HasSubstr("house.csv:7: the id \"7\" is there twice on the list HOUSE [lost]"));
  EXPECT_THAT(notes, HasSubstr("house.csv:8: the row has 2 cells, the header 13 [lost]"));
}

TEST(HouseList, AWritingThatRepeatsIsNotedOnce) {
  const Folder folder;
  const auto file = folder.write("a.csv", "name,country\nA,Nowhere\nB,Nowhere\nC,Elsewhere\nD,SG\n");
  const ImportResult result = read({file});
  EXPECT_EQ(result.entries.size(), 4U);
  EXPECT_EQ(notes_of(result),
            "a.csv:2: \"Nowhere\" is no country known here (2 rows)\n"
            "a.csv:4: \"Elsewhere\" is no country known here\n"
            "a.csv: a hit of its entries holds the shipment (0), is for review (4), informs (0)\n");
}
TEST(HouseList, TheEffectIsTheRowsOwnUnlessTheLawKnowsTheList) {
  const Folder folder;
  const auto file = folder.write("a.csv",
                                 "name,list,effect\nA,,Hold\nB,NOGO,review\nC,NOGO,\nD,NOGO,inform\nE,EL,inform\n"
                                 "F,NOGO,stop\n");
  const ImportResult result = read({file});
  const auto effect_of = [&](std::string_view name) { return named(result, name).at(0)->effect; };
  EXPECT_EQ(effect_of("A"), EntryEffect::hold);
  EXPECT_EQ(effect_of("B"), EntryEffect::review);
  EXPECT_EQ(effect_of("C"), EntryEffect::review) << "without a word of it";
  EXPECT_EQ(effect_of("D"), EntryEffect::inform);
  EXPECT_EQ(effect_of("E"), EntryEffect::of_list) << "the Entity List has an effect of its own";
  EXPECT_EQ(
      notes_of(result),
      "a.csv:7: effect: \"stop\" is none of hold, review, inform [lost]\n"
      "a.csv:6: the list EL has an effect of its own: the column \"effect\" is not read for it\n"
      "a.csv: a hit of its entries holds the shipment (1), is for review (2), informs (1), does what the list does "
      "(1)\n");
}

TEST(HouseList, ATableWhoseCountriesAreNoneIsRefused) {
  const Folder folder;
  std::string rows = "ID,Name,Country\n";
  for (int i = 0; i < 20; ++i) rows += fmt::format("{},Party {},PROGRAM-{}\n", i, i, i % 3);
  const auto result = import({folder.write("sdn.csv", rows)});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::bad_format);
  EXPECT_THAT(result.error().message, HasSubstr("20 of 20 values of the column \"country\" are no countries"));
}

TEST(WrongFiles, EachIsOneClearError) {
  const Folder folder;
  const struct {
    const char* name;
    const char* content;
    ErrorCode code;
    const char* message;
  } cases[] = {
      {"cut.json", R"({"total":2,"results":[{"source":"X","name":"A"},{"sou)", ErrorCode::bad_format, "cut short"},
      {"broken.json", "{\"results\":[{\"source\" \"X\"}]}", ErrorCode::bad_format, "not valid JSON"},
      {"other.json", "{\"features\":[]}", ErrorCode::bad_format, "no array \"results\""},
      {"array.json", "[1,2]", ErrorCode::bad_format, "no array \"results\""},
      {"none.json", "{\"results\":[]}", ErrorCode::empty_file, "holds no entry"},
      {"page.json", R"({"total":900,"results":[{"source":"X","name":"A"}]})", ErrorCode::bad_format,
       "one page of a search"},
      {"odd.json", R"({"results":[{"a":1}]})", ErrorCode::bad_format, "no entry of this file has a name"},
      {"empty.csv", "", ErrorCode::empty_file, "the file is empty"},
      {"blank.csv", " \n\n", ErrorCode::empty_file, "the file is empty"},
      {"list.xml", "<?xml version=\"1.0\"?><list/>", ErrorCode::bad_format, "XML"},
      {"book.csv", "PK\x03\x04\xff", ErrorCode::bad_format, "a workbook or another ZIP archive"},
      {"binary.bin",
       "\x7f"
       "ELF\x02\xff",
       ErrorCode::bad_encoding, "not UTF-8"},
      {"shipments.csv", "shipment_id,date\nS1,2025-01-01\n", ErrorCode::bad_format, "no list in a form known here"},
      {"agency.csv", "Source List,Entity Number,Name\nEL,,A\n", ErrorCode::bad_format, "an agency's own table"},
      {"header.csv", "name,country\n", ErrorCode::empty_file, "holds no entry"},
      {"bad_rows.csv", "name,from\nA,yesterday\n", ErrorCode::empty_file, "\"yesterday\" is no day"},
      {"twice.csv", "name,Name\nA,B\n", ErrorCode::bad_format, "there twice"},
      {"denied.txt", "Name\tEffective_Date\tExpiration_Date\n", ErrorCode::empty_file, "holds no entry"},
  };
  for (const auto& wrong : cases) {
    const auto path = folder.write(wrong.name, wrong.content);
    const auto result = import({path});
    ASSERT_FALSE(result) << wrong.name;
    EXPECT_EQ(result.error().code, wrong.code) << wrong.name << ": " << to_string(result.error());
    EXPECT_THAT(result.error().message, HasSubstr(wrong.message)) << wrong.name;
    EXPECT_THAT(result.error().where, testing::StartsWith(path.string())) << wrong.name;
  }
  EXPECT_EQ(import({folder / "absent.json"}).error().code, ErrorCode::file_not_found);
  EXPECT_EQ(import({folder / ""}).error().code, ErrorCode::not_a_file);
  EXPECT_EQ(import({}).error().code, ErrorCode::usage);
}

TEST(Recognition, TheContentDecidesAndNotTheName) {
  const Folder folder;
  const auto json = folder.write("list.csv", read_file(invented("consolidated-2026-01-31.json")).value());
  const auto text = folder.write("orders.json", read_file(invented("denied.txt")).value());
  const auto house = folder.write("house", "\xEF\xBB\xBFname,list\nTest Party,NOGO\n");
  const ImportResult result = read({json, text, house});
  std::vector<std::string> forms;
  for (const ListSource& source : result.sources) forms.push_back(source.form);
  EXPECT_THAT(forms, ElementsAre("dpl-txt", "csl-json", "house-csv"));
  EXPECT_EQ(named(result, "Test Party")[0]->list, "NOGO");
}

// --- the denied persons

constexpr std::string_view kOrders =
    "Name\tStreet_Address\tCity\tState\tCountry\tPostal_Code\tEffective_Date\tExpiration_Date\tStandard_Order\t"
    "Last_Update\tAction\tFR_Citation\n"
    "GREY HERON\t1 Quay\tPENANG\t\tMY\t\t05/01/2024\t05/01/2034\tY\t05/02/2024\t\t89 FR 1\n";

TEST(DeniedPersons, ARowThatEndsBeforeItsDaysIsToldAndNoEntry) {
  const Folder folder;
  const ImportResult result = read({folder.write("dpl.txt", std::string(kOrders) + "only\ttwo\n")});
  EXPECT_EQ(result.entries.size(), 1U);
  EXPECT_THAT(notes_of(result), HasSubstr("dpl.txt:3: the row of only ends before its column expiration_date"));
}

TEST(DeniedPersons, CellsBehindTheDaysMayBeLeftOut) {
  const Folder folder;
  const std::string row = "BLUE PIER\t2 Dock\tLONDON\t\tGB\t\t05/01/2024\t05/01/2034\tY\n";
  const ImportResult result = read({folder.write("dpl_2026-01-02.txt", std::string(kOrders) + row)});
  EXPECT_EQ(result.entries.size(), 2U);
  EXPECT_THAT(result.notes, IsEmpty()) << notes_of(result);
}

TEST(DeniedPersons, AFileCutInARowSaysSo) {
  const Folder folder;
  const std::string row = "BLUE PIER\t2 Dock\tLONDON\t\tGB\t\t05/01/2024\t05/01/2034\tY\t05/0";
  const ImportResult cut = read({folder.write("cut_2026-01-02.txt", std::string(kOrders) + row)});
  EXPECT_EQ(cut.entries.size(), 1U);
  EXPECT_THAT(notes_of(cut), HasSubstr("cut_2026-01-02.txt:3: the row has 10 cells, the header 12, and no line break "
                                       "behind it: the file is cut short here [lost]"));
  const std::string_view whole = kOrders.substr(0, kOrders.size() - 1);
  const ImportResult sound = read({folder.write("whole_2026-01-02.txt", whole)});
  EXPECT_EQ(sound.entries.size(), 1U);
  EXPECT_THAT(sound.notes, IsEmpty()) << "all cells are there, only the last line break is not";
}

// --- the blocked persons in three files
// -------------------------------------------------------------------------------

constexpr const char* kNames =
    "36,\"EXAMPLE AIRLINES\",-0- ,\"CUBA] [SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
    "37,\"SAMPLE, Ida\",\"individual\",\"SDNT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1977.\"\r\n"
    "x,\"NO NUMBER\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\x1A";
constexpr const char* kOtherNames = "36,12,\"aka\",\"EXAMPLE-AIR\",-0- \r\n99,13,\"aka\",\"NOBODY\",-0- \r\n\x1A";
constexpr const char* kAddresses =
    "36,25,\"Calle 1\",\"Havana\",\"Cuba\",-0- \r\n36,26,-0- ,-0- ,\"Panama\",-0- \r\n\x1A";

TEST(BlockedPersons, ThreeFilesOfADayAreOneList) {
  const Folder folder;
  const auto result =
      import({folder.write("alt-2026-01-01.csv", kOtherNames), folder.write("sdn-2026-01-01.csv", kNames),
              folder.write("add-2026-01-01.csv", kAddresses)});
  ASSERT_TRUE(result) << to_string(result.error());
  ASSERT_EQ(result->entries.size(), 2U);
  const ListEntry& air = result->entries[0];
  EXPECT_EQ(air.id, "SDN-36");
  EXPECT_EQ(air.schema, Schema::organization);
  EXPECT_THAT(air.aliases, testing::ElementsAre("EXAMPLE-AIR"));
  EXPECT_THAT(air.programs, testing::ElementsAre("CUBA", "SDGT"));
  ASSERT_EQ(air.addresses.size(), 2U);
  EXPECT_EQ(air.addresses[0].text, "Calle 1, Havana");
  EXPECT_EQ(air.addresses[0].country.code(), "CU");
  EXPECT_EQ(air.addresses[1].country.code(), "PA");
  EXPECT_EQ(result->entries[1].schema, Schema::person);
  EXPECT_EQ(result->sources.size(), 3U);
  std::vector<std::string> lost;
  for (const ImportNote& note : result->notes) {
    if (note.lost) lost.push_back(note.where + ": " + note.message);
  }
  EXPECT_THAT(lost, testing::UnorderedElementsAre(
                        "sdn-2026-01-01.csv:3: the row has no number of an entry, or no name",
                        "alt-2026-01-01.csv: 1 rows name an entry that sdn-2026-01-01.csv does not have"));
}

TEST(BlockedPersons, NamesWithoutTheirOtherFilesAreTold) {
  const Folder folder;
  const auto names = folder.write("sdn-2026-01-01.csv", kNames);
  const auto told = [&](const std::vector<std::filesystem::path>& files) {
    const auto result = import(files);
    std::string all;
    for (const ImportNote& note : result->notes) {
      if (!note.lost) all += note.where + ": " + note.message + "\n";
    }
    return all;
  };
  EXPECT_EQ(told({names}),
            "sdn-2026-01-01.csv: these names came without alt.csv and add.csv: their other names and addresses are "
            "missing\n");
  EXPECT_EQ(told({names, folder.write("add-2026-01-01.csv", kAddresses)}),
            "sdn-2026-01-01.csv: these names came without alt.csv: their other names are missing\n");
}

TEST(BlockedPersons, APartWithoutItsNamesIsRefused) {
  const Folder folder;
  const auto result =
      import({folder.write("sdn-2026-01-01.csv", kNames), folder.write("add-2025-01-01.csv", kAddresses)});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::usage);
  EXPECT_THAT(result.error().hint, HasSubstr("sdn.csv, alt.csv and add.csv of one day"));
}

TEST(BlockedPersons, AnOlderFileGivesAddressesToTheConsolidatedListAndRevivesNobody) {
  const Folder folder;
  const auto consolidated = folder.write("consolidated-2026-02-01.json", R"({"total": 1, "results": [
    {"source": "Specially Designated Nationals (SDN) - Treasury Department", "entity_number": 36,
     "name": "EXAMPLE AIRLINES S.A.", "type": "Entity", "alt_names": [], "addresses": [{"country": "CU"}]}]})");
  const auto result = import(
      {folder.write("add-2026-01-01.csv", kAddresses), folder.write("sdn-2026-01-01.csv", kNames), consolidated});
  ASSERT_TRUE(result) << to_string(result.error());
  ASSERT_EQ(result->entries.size(), 2U);
  const ListEntry& air = result->entries[0];
  EXPECT_EQ(air.name, "EXAMPLE AIRLINES S.A.") << "the number makes it the same entry";
  EXPECT_THAT(air.aliases, testing::ElementsAre("EXAMPLE AIRLINES"));
  ASSERT_EQ(air.addresses.size(), 3U);
  EXPECT_EQ(air.addresses[1].text, "Calle 1, Havana");
  const ListEntry& gone = result->entries[1];
  EXPECT_EQ(gone.id, "SDN-37");
  EXPECT_EQ(gone.to, Date(2026, 1, 31));
  EXPECT_EQ(gone.to_basis, DateBasis::inferred);
}

}  // namespace
}  // namespace tidewaiter::lists
