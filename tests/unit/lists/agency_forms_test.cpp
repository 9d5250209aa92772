// The agencies' own forms beside the consolidated list, on small invented files.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lists/forms.h"
#include "lists/import.h"
#include "lists/line_counter.h"
#include "lists/xml_records.h"
#include "support.h"

namespace tidewaiter::lists {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string refused(const std::filesystem::path& file) {
  const auto result = import({file});
  return result ? std::string() : to_string(result.error());
}

std::string treasury() { return read_file(invented("treasury.xml")).value(); }

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(TreasuryXml, BlockedPersonsWithNamesAddressesAndNumbers) {
  const ImportResult result = read({invented("treasury.xml")});
  EXPECT_EQ(result.entries.size(), 3U);
  const ListEntry& company = one(result, "GREY HERON TRADING & CO");
  EXPECT_EQ(company.id, "SDN-70001");
  EXPECT_EQ(company.list, "SDN");
  EXPECT_EQ(company.schema, Schema::organization);
  EXPECT_EQ(company.registration_number, "RN-77");
  EXPECT_THAT(company.programs, ElementsAre("SDGT", "IFSR"));
  EXPECT_THAT(company.aliases, ElementsAre("HERON GREY"));
  ASSERT_EQ(company.addresses.size(), 2U);
  EXPECT_EQ(company.addresses[0].text, "1 Reed Lane, Dubai");
  EXPECT_EQ(company.addresses[1].country, Country("TR"));
  EXPECT_EQ(one(result, "EXAMPLOV, Ilya").list, "SDN") << "one program of another list makes it none of that list's";
  EXPECT_EQ(one(result, "QUIET OTTER").schema, Schema::vessel);
  EXPECT_EQ(result.sources.front().date, Date(2026, 1, 15)) << "the file says when it was published";
  EXPECT_EQ(result.sources.front().form, "ofac-xml");
}

TEST(TreasuryXml, AnEntryWithoutANameIsToldWithItsLine) {
  EXPECT_THAT(notes_of(read({invented("treasury.xml")})), HasSubstr("treasury.xml:34: the entry has no name [lost]"));
}

TEST(TreasuryXml, AFileOfOtherCountThanItStatesIsRefused) {
  const Folder folder;
  const auto file = folder.write("t.xml", replaced(treasury(), "<Record_Count>4<", "<Record_Count>5<"));
  EXPECT_THAT(refused(file), HasSubstr("says that it has 5 records and holds 4"));
}

TEST(TreasuryXml, ACutOrSwellingFileIsRefusedWithItsLine) {
  const Folder folder;
  const std::string text = treasury();
  EXPECT_THAT(refused(folder.write("cut.xml", text.substr(0, text.size() / 2))), HasSubstr("the XML cannot be read"));
  const std::string swelling =
      "<!DOCTYPE sdnList [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><sdnList><sdnEntry>&b;</sdnEntry></sdnList>";
  EXPECT_THAT(refused(folder.write("dtd.xml", swelling)), HasSubstr("bad_format"));
}

TEST(TreasuryXml, TheListsOfTheOthersAreToldByTheirPrograms) {
  const Folder folder;
  std::string text = treasury();
  text = replaced(text, "<program>SDGT</program><program>IFSR</program>", "<program>CMIC-EO13959</program>");
  text = replaced(text, "<program>SDGT</program>", "<program>NS-PLC</program>");
  text = replaced(text, "<program>SDGT</program>", "<program>UNHEARD-OF</program>");
  text = replaced(text, "<uid>70004</uid>", "<uid>70004</uid><lastName>PLAIN SPARROW</lastName>");
  const ImportResult result = read({folder.write("others.xml", text)});
  EXPECT_EQ(one(result, "GREY HERON TRADING & CO").list, "CMIC");
  EXPECT_EQ(one(result, "EXAMPLOV, Ilya").list, "SSI");
  EXPECT_EQ(one(result, "QUIET OTTER").list, "PLC");
  EXPECT_EQ(one(result, "PLAIN SPARROW").list, "OFAC-OTHER");
  EXPECT_THAT(notes_of(result), HasSubstr("others.xml:34: no list is known for the programs of PLAIN SPARROW"));
}

TEST(BlockedPersonsWithHeaders, ColumnsCountByTheirPlace) {
  const Folder folder;
  const auto names = folder.write("sdn_2026-01-02.csv",
                                  "ID,Name,Type,Country,Title,F,G,H,I,J,K,Details\r\n"
                                  "90001,\"HERON, LTD.\",-0- ,IRAN] [SDGT,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
                                  "90002,EXAMPLOV,individual,CUBA,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
                                  "\x1A,,,,,,,,,,,\r\n");
  const auto addresses = folder.write("add_2026-01-02.csv",
                                      "ID,Number,Address,City,Country,\r\n"
                                      "90001,1,-0- ,Dubai,United Arab Emirates,-0- \r\n\x1A,,,,,\r\n");
  const ImportResult result = read({names, addresses});
  EXPECT_EQ(result.entries.size(), 2U);
  EXPECT_THAT(one(result, "HERON, LTD.").programs, ElementsAre("IRAN", "SDGT"));
  ASSERT_EQ(one(result, "HERON, LTD.").addresses.size(), 1U);
  EXPECT_EQ(one(result, "HERON, LTD.").addresses[0].country, Country("AE"));
  ASSERT_EQ(result.notes.size(), 1U) << notes_of(result);
  EXPECT_EQ(result.notes[0].message, "these names came without alt.csv: their other names are missing");
}

TEST(BlockedPersonsWithHeaders, AHouseListOfTwelveColumnsIsNone) {
  const Folder folder;
  const auto file = folder.write("house.csv",
                                 "id,name,list,aliases,schema,country,address,requirement,policy,from,to,source\n"
                                 "1,Heron,NOGO,,company,AE,,,,,,me\n");
  EXPECT_EQ(read({file}).sources.front().form, "house-csv");
}

constexpr const char* kAgencyHeader =
    "Source List,Entity Number,SDN Type,Programs,Name,Title,Address,City,State/Province,Postal Code,Country,Federal "
    "Register Notice,Effective Date,Date Lifted/Waived/Expired,License Requirement,License Policy,Alternate Name,Web "
    "Link,,\n";

TEST(AgencyTable, RowsOfOneEntryAreJoined) {
  const Folder folder;
  const auto file = folder.write(
      "table-2026-01-01.csv",
      std::string(kAgencyHeader) +
          "EL,,,,Heron Labs,,1 Reed Lane,Dubai,,,United Arab Emirates,76 FR 71867,11/21/2011,,For all items subject to "
          "the EAR.,Presumption of denial.,HL,http://x,,\n"
          "EL,,,,Heron Labs,,1 Reed Lane,Dubai,,,United Arab Emirates,76 FR 71867,11/21/2011,,For all items subject to "
          "the EAR.,Presumption of denial.,Heron,http://x,,\n"
          "EL,,,,Heron Labs,,2 Moss Road,Ankara,,,Turkey,76 FR 71867,11/21/2011,,For all items subject to the "
          "EAR.,Presumption of denial.,HL,http://x,,\n"
          "EL,,,,,,nowhere,,,,,,,,,,,,,\n"
          ",,,,Sparrow,,,,,,,,,,,,,,,\n"
          "UNHEARD,,,,Otter Works,,,,,,Turkey,,yesterday,,,,,,,\n");
  const ImportResult result = read({file});
  EXPECT_EQ(result.sources.front().form, "agency-csv");
  EXPECT_EQ(result.entries.size(), 2U);
  const ListEntry& entry = one(result, "Heron Labs");
  EXPECT_EQ(entry.list, "EL");
  EXPECT_THAT(entry.aliases, ElementsAre("HL", "Heron"));
  EXPECT_EQ(entry.addresses.size(), 2U);
  EXPECT_EQ(entry.from, Date(2011, 11, 21));
  EXPECT_EQ(entry.requirement, "For all items subject to the EAR.");
  EXPECT_EQ(one(result, "Otter Works").list, "UNHEARD");
  const std::string notes = notes_of(result);
  EXPECT_THAT(notes, HasSubstr("table-2026-01-01.csv:5: the row has no name [lost]"));
  EXPECT_THAT(notes, HasSubstr("table-2026-01-01.csv:6: the row does not say its list [lost]"));
  EXPECT_THAT(notes, HasSubstr("table-2026-01-01.csv:7: effective_date: \"yesterday\" is no day"));
  EXPECT_THAT(notes, HasSubstr("the list \"UNHEARD\" is not known here: its entries inform"));
}

TEST(AgencyTable, AListKnownByItsColumnsWritesPersonsFamilyNameFirst) {
  const Folder folder;
  const auto file = folder.write("debarred.csv",
                                 "Party Name,Date Of Birth,Federal Register Notice,Notice Date,Corrected Notice\n"
                                 "\"Examplov, Ilya (a.k.a. I. Examplov; Ilya X.)\",,59 FR 44451,8/29/1994,\n"
                                 "\"Heron Trading Co., Inc.\",,57 FR 43768,9/22/1992,\n");
  const ImportResult result = read({file});
  const ListEntry& person = one(result, "Ilya Examplov");
  EXPECT_EQ(person.list, "DTC");
  EXPECT_THAT(person.aliases, ElementsAre("I. Examplov", "Ilya X."));
  EXPECT_EQ(person.from, Date(1994, 8, 29));
  EXPECT_EQ(one(result, "Heron Trading Co., Inc.").federal_register, "57 FR 43768");
}

TEST(HouseTable, IsOfTheListThatTheCallerNames) {
  const Folder folder;
  const auto file = folder.write("uvl.csv", "COUNTRY,NAME,ADDRESS,,\nChina,Heron Labs,1 Reed Lane,,\n");
  const auto result = import_lists(std::vector{file}, shipped_catalog(), shipped_places(), std::nullopt, "UVL");
  ASSERT_TRUE(result) << to_string(result.error());
  EXPECT_EQ(one(*result, "Heron Labs").list, "UVL");
  EXPECT_EQ(one(*result, "Heron Labs").effect, EntryEffect::of_list);
  EXPECT_EQ(one(read({file}), "Heron Labs").list, "HOUSE");
}

constexpr const char* kExtract = R"({
 "list_id": "dow-1260h", "source_file": "a.pdf", "extracted": "2026-01-09", "count": 3,
 "entities": [
  {"name": "Heron Aerospace", "aliases": ["HA", ""], "country": "China", "address": null, "effective_date":
     "June 10, 2026", "federal_register": "91 FR 35189", "notes": "USCC: 9133X (China); Program: x"},
  {"name": "Otter [Works], \"Ltd\"", "aliases": [], "country": "Cockaigne", "effective_date": "soon"},
  {"name": null}
 ]
})";

TEST(Extract, EntriesDatesAndNumbers) {
  const Folder folder;
  const ImportResult result = read({folder.write("x.json", kExtract)});
  EXPECT_EQ(result.sources.front().form, "extract-json");
  EXPECT_EQ(result.sources.front().date, Date(2026, 1, 9));
  const ListEntry& entry = one(result, "Heron Aerospace");
  EXPECT_EQ(entry.list, "1260H");
  EXPECT_THAT(entry.aliases, ElementsAre("HA"));
  EXPECT_EQ(entry.from, Date(2026, 6, 10));
  EXPECT_EQ(entry.registration_number, "9133X");
  EXPECT_EQ(entry.requirement, "");
  EXPECT_EQ(entry.addresses.at(0).country, Country("CN"));
  const std::string notes = notes_of(result);
  EXPECT_THAT(notes, HasSubstr("x.json:6: effective_date: \"soon\" is no day"));
  EXPECT_THAT(notes, HasSubstr("x.json:7: entry 3: it has no name [lost]"));
}

TEST(Extract, ADayOfItsOwnThatCannotBeReadIsTold) {
  const Folder folder;
  const auto notes = [&](const std::string& written) {
    return notes_of(read({folder.write("x.json", replaced(kExtract, "\"2026-01-09\"", written))}));
  };
  EXPECT_THAT(notes("\"Jan 9th\""),
              HasSubstr("x.json:2: extracted: \"Jan 9th\" is no day, so the file does not say its own"));
  EXPECT_THAT(notes("20260109.5"), HasSubstr("extracted: \"20260109.5\" is no day"));
  for (const char* fine : {"null", "\"\"", "\"2026-01-09\""}) EXPECT_THAT(notes(fine), Not(HasSubstr("extracted")));
}

TEST(Extract, AnotherCountIsRefused) {
  const Folder folder;
  EXPECT_THAT(refused(folder.write("x.json", replaced(kExtract, "\"count\": 3", "\"count\": 4"))),
              HasSubstr("says that the list has 4 entries and holds 3"));
}

TEST(Extract, AnUnknownListInforms) {
  const Folder folder;
  const ImportResult result = read({folder.write("x.json", replaced(kExtract, "dow-1260h", "some-list"))});
  EXPECT_EQ(one(result, "Heron Aerospace").list, "SOME-LIST");
  EXPECT_THAT(notes_of(result), HasSubstr("the list \"some-list\" is not known here: its entries inform"));
}

TEST(Snapshots, OfOneFormAreToldApartListByList) {
  const Folder folder;
  const auto h = folder.write("a-2026-01-09.json", kExtract);
  const auto u = folder.write("b-2026-01-09.json", replaced(kExtract, "dow-1260h", "dhs-uflpa"));
  const auto later =
      folder.write("c-2026-02-09.json",
                   R"({"list_id": "dow-1260h", "extracted": "2026-02-09", "entities": [{"name": "Heron Aerospace"}]})");
  const ImportResult result = read({later, h, u});
  std::map<std::string, const ListEntry*> by_id;
  for (const ListEntry& entry : result.entries) by_id[entry.list + " " + entry.name] = &entry;
  EXPECT_EQ(by_id.size(), 4U);
  EXPECT_EQ(by_id.at("1260H Otter [Works], \"Ltd\"")->to, Date(2026, 2, 8));
  EXPECT_EQ(by_id.at("UFLPA Otter [Works], \"Ltd\"")->to, std::nullopt)
      << "of another list, which has no later snapshot";
}

TEST(LineCounter, CountsOnAndBack) {
  const std::string file = "a.json";
  const std::string_view bytes = "{\n\"a\":\n\n1}";
  LineCounter lines(bytes, file);
  EXPECT_EQ(lines.where(bytes.substr(2)), "a.json:2");
  EXPECT_EQ(lines.where(bytes.size() - 2), "a.json:4");
  EXPECT_EQ(lines.where(0U), "a.json:1");
  EXPECT_EQ(lines.where(99U), "a.json:4");
}

TEST(XmlRecords, OneAtATimeWithPlacesAndWithoutPrefixes) {
  std::vector<std::string> seen;
  static constexpr std::string_view kRecord[] = {"r"};
  XmlHandlers handlers;
  handlers.records = kRecord;
  handlers.record = [&](XmlNode&& node) {
    seen.push_back(fmt::format("{} {} {} {}", node.line, node.attribute("k"), node.text_of("c"), node.all("c").size()));
  };
  handlers.outside = [&](const XmlNode& node) { seen.push_back("outside " + node.name + " " + node.text); };
  ASSERT_TRUE(read_xml_records("<x:a xmlns:x='u'><d> 7 </d>\n<x:r k='v'><c> one &amp; </c><c>two<r/></c></x:r></x:a>",
                               "f", handlers));
  EXPECT_THAT(seen, ElementsAre("outside d 7", "2 v one & 2", "outside a "));
  std::string deep;
  for (int i = 0; i < 70; ++i) deep += "<q>";
  EXPECT_FALSE(read_xml_records(deep, "f", handlers));
  EXPECT_EQ(xml_root("<?xml version='1.0'?><x:list xmlns='n'>").name, "list");
  EXPECT_EQ(xml_root("no xml").name, "");
}

}  // namespace
}  // namespace tidewaiter::lists
