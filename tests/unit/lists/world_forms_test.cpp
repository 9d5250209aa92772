// The forms that no real file was at hand for: what their published descriptions promise, on small invented files,
// which are the fuzzers' corpora too.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "folders.h"
#include "lists/forms.h"
#include "lists/import.h"
#include "lists/shape.h"
#include "support.h"

namespace tidewaiter::lists {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ImportResult read(std::string_view corpus) { return lists::read({source_path("fuzz/corpus") / corpus}); }

const ListEntry& only(const ImportResult& result, std::string_view id) {
  const auto found = std::ranges::find(result.entries, id, &ListEntry::id);
  EXPECT_NE(found, result.entries.end()) << id;
  static const ListEntry none;
  return found == result.entries.end() ? none : *found;
}

TEST(EuropeanUnion, EntitiesWithTheirAttributes) {
  const ImportResult result = read("eu_xml/list.xml");
  EXPECT_EQ(result.entries.size(), 2U);
  EXPECT_EQ(result.sources.front().form, "eu-xml");
  EXPECT_EQ(result.sources.front().date, Date(2026, 1, 21));
  const ListEntry& company = only(result, "EU-EU.1.2");
  EXPECT_EQ(company.name, "Grey Heron Trading") << "the strong name is the first";
  EXPECT_THAT(company.aliases, ElementsAre("Grey Bird", "Heron"));
  EXPECT_EQ(company.schema, Schema::organization);
  EXPECT_EQ(company.list, "EU");
  EXPECT_EQ(company.publisher, "European Commission");
  EXPECT_EQ(company.from, Date(2024, 3, 2));
  EXPECT_EQ(company.from_basis, DateBasis::stated);
  EXPECT_THAT(company.programs, ElementsAre("ZWE"));
  EXPECT_EQ(company.url, "http://law.example/1");
  EXPECT_EQ(company.registration_number, "RN-5");
  ASSERT_EQ(company.addresses.size(), 1U);
  EXPECT_EQ(company.addresses[0].text, "1 Reed Lane, Minsk, 220030");
  EXPECT_EQ(company.addresses[0].country, Country("BY"));
  EXPECT_EQ(only(result, "EU-14").addresses.at(0).country, Country("IQ"));
  EXPECT_EQ(only(result, "EU-14").schema, Schema::person);
  EXPECT_THAT(notes_of(result), HasSubstr("list.xml:19: the entry has no name [lost]"));
}

TEST(UnitedKingdom, DesignationsWithTheirNamesInParts) {
  const ImportResult result = read("uk_xml/list.xml");
  EXPECT_EQ(result.sources.front().form, "uk-xml");
  EXPECT_EQ(result.sources.front().date, Date(2026, 1, 31));
  EXPECT_EQ(result.entries.size(), 2U);
  const ListEntry& company = only(result, "UK-AFG0001");
  EXPECT_EQ(company.name, "Grey Heron EXCHANGE");
  EXPECT_THAT(company.aliases, ElementsAre("Heron", "Цапля"));
  EXPECT_EQ(company.from, Date(2012, 6, 29));
  EXPECT_THAT(company.programs, ElementsAre("Test regime"));
  EXPECT_EQ(company.registration_number, "RN-6");
  EXPECT_EQ(company.addresses.at(0).text, "1 Reed Lane, Kabul, 1001");
  EXPECT_EQ(company.addresses.at(0).country, Country("AF"));
  const ListEntry& ship = only(result, "UK-RUS0999");
  EXPECT_EQ(ship.schema, Schema::vessel);
  EXPECT_EQ(ship.registration_number, "9000003");
  EXPECT_EQ(ship.from, std::nullopt) << "a day that is not known";
  EXPECT_THAT(notes_of(result), HasSubstr("list.xml:23: the entry has no name [lost]"));
}

TEST(UnitedKingdom, TheDayOfTheFileInEitherForm) {
  const Folder folder;
  const std::string text = read_file(source_path("fuzz/corpus/uk_xml/list.xml")).value();
  const auto day_when_generated = [&](std::string_view written) {
    std::string other = text;
    const std::string_view now = "31/01/2026";
    const std::size_t at = other.find(now, other.find("<DateGenerated>"));
    other.replace(at, now.size(), written);
    return lists::read({folder.write("list.xml", other)}).sources.front().date;
  };
  EXPECT_EQ(day_when_generated("2026-07-21"), Date(2026, 7, 21));
  EXPECT_EQ(day_when_generated("02/09/2026"), Date(2026, 9, 2)) << "day, then month";
  EXPECT_EQ(day_when_generated("2026-02-30"), std::nullopt);
}

TEST(SecurityCouncil, IndividualsAndEntities) {
  const ImportResult result = read("un_xml/list.xml");
  EXPECT_EQ(result.sources.front().form, "un-xml");
  EXPECT_EQ(result.sources.front().date, Date(2026, 1, 3));
  const ListEntry& person = only(result, "UN-CDi.901");
  EXPECT_EQ(person.name, "ILYA EXAMPLOV");
  EXPECT_EQ(person.schema, Schema::person);
  EXPECT_THAT(person.aliases, ElementsAre("Илья", "I. Examplov", "Ilya X"));
  EXPECT_EQ(person.from, Date(2014, 5, 20));
  EXPECT_EQ(person.addresses.at(0).country, Country("KE"));
  const ListEntry& entity = only(result, "UN-9000101");
  EXPECT_EQ(entity.name, "GREY HERON LINES (GHL)");
  EXPECT_THAT(entity.aliases, ElementsAre("HERON BUSINESS", "Heron"));
  EXPECT_EQ(entity.addresses.at(0).text, "1 Reed Lane, Goma");
  EXPECT_EQ(entity.addresses.at(0).country, Country("CD"));
  EXPECT_THAT(notes_of(result), HasSubstr("list.xml:19: the entry has no name [lost]"));
}

TEST(FollowTheMoney, PartiesAddressesAndSanctionsAreJoined) {
  const ImportResult result = read("ftm_json/list.json");
  EXPECT_EQ(result.sources.front().form, "ftm-json");
  EXPECT_EQ(result.entries.size(), 4U);
  const ListEntry& blocked = only(result, "SDN-NK-1");
  EXPECT_EQ(blocked.name, "Grey Heron Trading");
  EXPECT_THAT(blocked.aliases, ElementsAre("Heron Grey", "GHT"));
  EXPECT_EQ(blocked.from, Date(2021, 5, 6));
  EXPECT_THAT(blocked.programs, ElementsAre("SDGT"));
  EXPECT_EQ(blocked.registration_number, "RN-9");
  ASSERT_EQ(blocked.addresses.size(), 2U) << "its country, and the address that another line describes";
  EXPECT_EQ(blocked.addresses[1].text, "1 Reed Lane, Shenzhen");
  EXPECT_EQ(only(result, "EU-NK-1").list, "EU") << "one entry a list that the data know";
  const ListEntry& ship = only(result, "SOME-SET-NK-3");
  EXPECT_EQ(ship.schema, Schema::vessel);
  EXPECT_EQ(ship.from, Date(2020, 1, 2)) << "a sanction inside the object";
  EXPECT_EQ(ship.addresses.at(0).text, "2 Quay, Izmir");
  EXPECT_EQ(only(result, "UN-NK-4").to, Date(2015, 1, 1));
  const std::string notes = notes_of(result);
  EXPECT_THAT(notes, HasSubstr("list.json:7: the line is no object with"));
  EXPECT_THAT(notes, HasSubstr("list.json:11: the line is no JSON"));
  EXPECT_THAT(notes, HasSubstr("the data set \"some_set\" is no list known here: its entries inform, as SOME-SET"));
  EXPECT_THAT(notes, HasSubstr("1 party is on no list by its topics and is left out"));
  EXPECT_THAT(notes, HasSubstr("1 objects are no parties"));
}

TEST(FollowTheMoney, ACollectionWithoutTopicsIsAListOfAllItsParties) {
  const Folder folder;
  const auto file = folder.write("a.json", R"({"id": "1", "schema": "Company", "properties": {"name": ["Heron"]}})"
                                           "\n");
  const auto result = import({file});
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(result->entries.at(0).list, "COLLECTION");
}

// The text with `now` written as `then` behind `after`.
std::string rewritten(std::string_view corpus, std::string_view after, std::string_view now, std::string_view then) {
  std::string text = read_file(source_path("fuzz/corpus") / corpus).value();
  const std::size_t at = text.find(now, text.find(after));
  EXPECT_NE(at, std::string::npos) << corpus << ": " << now;
  if (at != std::string::npos) text.replace(at, now.size(), then);
  return text;
}

TEST(DaysThatCannotBeRead, AreToldWithTheirLine) {
  const Folder folder;
  const auto notes = [&](const std::string& text) { return notes_of(lists::read({folder.write("list.xml", text)})); };
  EXPECT_THAT(notes(rewritten("eu_xml/list.xml", "<sanctionEntity", "2024-03-02", "2024-13-02")),
              HasSubstr("designationDate: \"2024-13-02\" is no day; Grey Heron Trading counts as without it"));
  EXPECT_THAT(notes(rewritten("uk_xml/list.xml", "<Designation>", "29/06/2012", "June 2012")),
              HasSubstr("DateDesignated: \"June 2012\" is no day; Grey Heron EXCHANGE counts as without it"));
  EXPECT_THAT(notes(rewritten("un_xml/list.xml", "<LISTED_ON>", "2014-05-20", "20.05.2014")),
              HasSubstr("LISTED_ON: \"20.05.2014\" is no day; ILYA EXAMPLOV counts as without it"));
  EXPECT_THAT(notes(rewritten("uk_xml/list.xml", "<DateGenerated>", "31/01/2026", "2026-02-30")),
              HasSubstr("DateGenerated: \"2026-02-30\" is no day, so the file does not say its own"));
}

TEST(DaysThatCannotBeRead, OfSanctionsAreToldOnceForEachWriting) {
  const Folder folder;
  const auto file = folder.write(
      "a.json",
      R"({"id": "1", "schema": "Company", "properties": {"name": ["Heron"]}})"
      "\n"
      R"({"id": "2", "schema": "Company", "properties": {"name": ["Bittern"], "sanctions": [{"properties": {"startDate": ["2019-01-01"], "endDate": ["2020-01-01"]}}]}})"
      "\n"
      R"({"id": "3", "schema": "Sanction", "properties": {"entity": ["1"], "startDate": ["in 2018"], "endDate": ["12/31/2021"]}})"
      "\n"
      R"({"id": "4", "schema": "Sanction", "properties": {"entity": ["1"], "startDate": ["in 2018"]}})"
      "\n");
  const ImportResult result = lists::read({file});
  const std::string notes = notes_of(result);
  EXPECT_THAT(notes, HasSubstr("a.json:3: startDate: \"in 2018\" is no day; 2 sanctions count as without it"));
  EXPECT_THAT(notes, HasSubstr("a.json:3: endDate: \"12/31/2021\" is no day; 1 sanction counts as without it"));
  EXPECT_EQ(only(result, "COLLECTION-1").to, std::nullopt);
  EXPECT_EQ(only(result, "COLLECTION-2").to, Date(2020, 1, 1)) << "a sanction inside the object ends, too";
}

TEST(FollowTheMoney, AYearOrAMonthIsItsFirstDayAsAStartAndItsLastAsAnEnd) {
  const Folder folder;
  const auto read_with = [&](const std::string& days) {
    return lists::read({folder.write(
        "a.json",
        R"({"id": "1", "schema": "Company", "properties": {"name": ["Heron"], "sanctions": [{"properties": {)" + days +
            "}}]}}\n")});
  };
  const ImportResult year = read_with(R"("startDate": ["2018"], "endDate": ["2020"])");
  EXPECT_EQ(only(year, "COLLECTION-1").from, Date(2018, 1, 1));
  EXPECT_EQ(only(year, "COLLECTION-1").to, Date(2020, 12, 31));
  EXPECT_THAT(notes_of(year), HasSubstr("a.json:1: startDate: \"2018\" is no single day, the first of 2 in the file"));
  const ImportResult month = read_with(R"("startDate": ["2018-05-12", "2018-05"], "endDate": ["2020-02"])");
  EXPECT_EQ(only(month, "COLLECTION-1").from, Date(2018, 5, 1)) << "of several the widest span";
  EXPECT_EQ(only(month, "COLLECTION-1").to, Date(2020, 2, 29));
  const ImportResult days = read_with(R"("startDate": ["2018-05-12"], "endDate": ["2020-02-03", "2020-01-01"])");
  EXPECT_EQ(only(days, "COLLECTION-1").to, Date(2020, 2, 3));
  EXPECT_THAT(notes_of(days), testing::Not(HasSubstr("no single day")));
  // a month that there is not is no day, and no end either
  const ImportResult none = read_with(R"("endDate": ["2020-13"])");
  EXPECT_EQ(only(none, "COLLECTION-1").to, std::nullopt);
  EXPECT_THAT(notes_of(none), HasSubstr("endDate: \"2020-13\" is no day; 1 sanction counts as without it"));
}

TEST(UntestedForms, SaySo) {
  for (const Form form : {Form::eu_xml, Form::uk_xml, Form::un_xml, Form::ftm_json}) {
    EXPECT_FALSE(tried_on_real_files(to_string(form)));
    EXPECT_TRUE(is_form(to_string(form)));
  }
  EXPECT_TRUE(tried_on_real_files("csl-json"));
}

Shape shape(std::string_view corpus, Form form, std::uint64_t entries) {
  const auto text = read_file(source_path("fuzz/corpus") / corpus);
  return shape_of(*text, form, entries);
}

TEST(Shapes, OfXmlAreItsElementsAndAttributes) {
  const Shape before = shape("eu_xml/list.xml", Form::eu_xml, 2);
  EXPECT_EQ(before.members.at("sanctionEntity"), 3U);
  EXPECT_EQ(before.members.at("nameAlias/wholeName"), 3U);
  Shape after = before;
  EXPECT_THAT(shape_changes(before, after), testing::IsEmpty());
  after.members.erase("nameAlias/wholeName");
  after.members["nameAlias/fullName"] = 3;
  EXPECT_THAT(shape_changes(before, after),
              ElementsAre("no entry has any more \"nameAlias/wholeName\" (2 of 2 entries)",
                          "there is something new: \"nameAlias/fullName\" (2 of 2 entries)"));
}

TEST(Shapes, RareMembersComeAndGo) {
  Shape before;
  before.entries = 100;
  before.members = {{"name", 100}, {"title", 9}};
  Shape after;
  after.entries = 100;
  after.members = {{"name", 100}, {"remark", 9}};
  EXPECT_THAT(shape_changes(before, after), testing::IsEmpty());
  before.members["title"] = 10;
  EXPECT_THAT(shape_changes(before, after), testing::SizeIs(1));
}

TEST(Shapes, OfLinesAndTables) {
  EXPECT_EQ(shape("ftm_json/list.json", Form::ftm_json, 4).members.at("datasets"), 4U);
  EXPECT_THAT(shape_of("name,id\nA,1\n", Form::house_csv, 1).columns, ElementsAre("name", "id"));
  EXPECT_THAT(shape_of("36,12,\"aka\",\"A\",-0- \r\n", Form::ofac_csv, 1).columns, ElementsAre("5 cells"));
}

}  // namespace
}  // namespace tidewaiter::lists
