// 15 CFR part 744 in XML: what stands in the rows of the Entity List, the Unverified List and the Military End-User
// List, what of it comes out, and what is said of the rest. All parties are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lists/ecfr_cell.h"
#include "lists/forms.h"
#include "lists/merge.h"
#include "support.h"

namespace tidewaiter::lists {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kPart = "title-15_part-744_2026-02-15.xml";

std::vector<std::string> addresses(const ListEntry& entry) {
  std::vector<std::string> texts;
  for (const ListAddress& address : entry.addresses) {
    texts.push_back(address.text + " [" + std::string(address.country.code()) + "]");
  }
  return texts;
}

std::vector<CellParty> cell(std::string_view text) { return read_cell(text, shipped_places()); }

// --- rows ------------------------------------------------------------------------------------------------------------

TEST(PartOfTheRegulation, ARowGivesNamesAddressesWordsMarksAndDays) {
  const ImportResult result = read({invented(kPart)});
  const ListEntry amber = one(result, "Amber Lake Optics Co., Ltd.");
  EXPECT_EQ(amber.list, "EL");
  EXPECT_EQ(amber.publisher, "Bureau of Industry and Security");
  EXPECT_THAT(amber.aliases, ElementsAre("Amber Lake Photonics", "ALO"));
  EXPECT_THAT(addresses(amber), ElementsAre("7 Willow Road, Haidian District, Beijing, 100000, China [CN]",
                                            "Unit 9, Harbour House, Kowloon, Hong Kong [HK]"))
      << "the reference to another country is no address";
  EXPECT_EQ(amber.requirement, "For all items subject to the EAR (See §§ 734.9(e)(2) and 744.11 of the EAR)");
  EXPECT_EQ(amber.policy, "Presumption of denial");
  EXPECT_EQ(amber.footnotes, "4");
  EXPECT_EQ(amber.from, Date(2019, 5, 21));
  EXPECT_EQ(amber.from_basis, DateBasis::stated);
  EXPECT_EQ(amber.revised, Date(2022, 9, 9));
  EXPECT_EQ(amber.source, "Supplement No. 4 to Part 744; title-15_part-744_2026-02-15.xml (2026-02-15)");
}

TEST(PartOfTheRegulation, ARowWithoutACountryStandsUnderTheOneBefore) {
  const ListEntry kettle = one(read({invented(kPart)}), "Brass Kettle Trading Ltd.");
  EXPECT_THAT(addresses(kettle), ElementsAre("Room 5, 12 Example Street, Shenzhen, China [CN]"));
  EXPECT_EQ(kettle.footnotes, "1 2");
  EXPECT_EQ(kettle.from, Date(1997, 6, 30)) << "two digits of a year are of the volume's century";
  EXPECT_EQ(kettle.revised, Date(2020, 6, 5));
}

TEST(PartOfTheRegulation, RowsThatGoOnBelongToTheEntryBefore) {
  const ImportResult result = read({invented(kPart)});
  for (const auto* name : {"Cedar Hill Academy", "11 Example Institute", "12 Example Institute", "Example Mill"}) {
    const ListEntry entry = one(result, name);
    EXPECT_EQ(entry.policy, "Presumption of denial") << name;
    EXPECT_EQ(entry.from, Date(2018, 8, 1)) << name;
    EXPECT_THAT(addresses(entry),
                ElementsAre("50 Example Road, Beijing, China [CN]", "51 Example Road, Beijing, China [CN]"))
        << name;
  }
  EXPECT_THAT(one(result, "Cedar Hill Academy").aliases, ElementsAre("CHA"));
  EXPECT_THAT(one(result, "Example Mill").aliases, ElementsAre("Cedar Hill Academy Example Mill", "Mill Nine"));
}

TEST(PartOfTheRegulation, TheOtherListsHaveNoWordsOfTheirOwn) {
  const ImportResult result = read({invented(kPart)});
  const ListEntry fern = one(result, "Copper Fern Sdn. Bhd.");
  EXPECT_EQ(fern.list, "UVL");
  EXPECT_THAT(fern.aliases, ElementsAre("Fern Compute", "CF Cloud"));
  EXPECT_THAT(addresses(fern),
              ElementsAre("Lot 8, Johor Bahru, Malaysia [MY]", "3 Example Lane, Penang, Malaysia [MY]"));
  EXPECT_EQ(fern.from, Date(2020, 10, 9));
  const ListEntry works = one(result, "Dune Propeller Works Co. Ltd.");
  EXPECT_EQ(works.list, "MEU");
  EXPECT_EQ(works.from, Date(2020, 12, 23)) << "the group's citation is that of its members";
  EXPECT_THAT(works.aliases, ElementsAre("Dune Aviation of Example Dune Propeller Works Co. Ltd."));
  EXPECT_THAT(addresses(one(result, "Dune Glider Works Ltd.")), ElementsAre("No. 2 Field Road, Xian, China [CN]"))
      << "a row of its own is a party of its own";
}

TEST(PartOfTheRegulation, WhatCannotBeReadIsSaidWithItsPlace) {
  const ImportResult result = read({invented(kPart)});
  std::vector<std::string> notes;
  std::size_t lost = 0;
  for (const ImportNote& note : result.notes) {
    notes.push_back(note.where + ": " + note.message);
    lost += note.lost ? 1U : 0U;
  }
  EXPECT_EQ(lost, 1U);
  EXPECT_THAT(
      notes, testing::Contains("title-15_part-744_2026-02-15.xml:66: Supplement No. 4 to Part 744: the row has 2 cells "
                               "where the table has 5 columns"));
  EXPECT_THAT(notes, testing::Contains(HasSubstr("\"79 FR 21394, 4/16/13\" is no day of that volume")));
  EXPECT_THAT(notes, testing::Contains(HasSubstr("\"ELDORADO\" is no country known here")));
  EXPECT_THAT(notes,
              testing::Contains(HasSubstr("Supplement No. 4 to Part 744, Entity List: 9 rows: 8 entries, of them "
                                          "3 named within the row of another; 2 rows go on with the row before, "
                                          "0 are reserved, 1 refer to another row, 1 cannot be read")));
  EXPECT_THAT(notes,
              testing::Contains(HasSubstr("Supplement No. 7 to Part 744, Military End User List: 5 rows: 2 entries")));
  const ListEntry heron = one(result, "Grey Heron Trading");
  EXPECT_EQ(heron.from, Date(2014, 1, 1));
  EXPECT_EQ(heron.from_basis, DateBasis::year);
  EXPECT_THAT(heron.aliases, ElementsAre("Heron Bros"));
  EXPECT_EQ(heron.addresses.front().country.code(), "UA") << "a region is in the country that it is a region of";
}

TEST(PartOfTheRegulation, OtherXmlIsRefusedWithTheWayToTheRightOne) {
  const Folder folder;
  for (const auto& [name, content, says] :
       {std::tuple("other.xml", "<list><entry/></list>", "no list that is known here"),
        std::tuple("page.html", "<html><p>no", "cannot be read"),
        std::tuple("empty.xml", "<DIV5><DIV9 N=\"Supplement No. 4 to Part 744\"/></DIV5>",
                   "no row of the lists can be read")}) {
    const auto result = import({folder.write(name, content)});
    ASSERT_FALSE(result) << name;
    EXPECT_THAT(result.error().message, HasSubstr(says)) << name;
    EXPECT_THAT(result.error().hint, HasSubstr("www.ecfr.gov")) << name;
  }
}

// --- over the consolidated list --------------------------------------------------------------------------------------

constexpr const char* kConsolidated = R"({"total": 6, "results": [
  {"source": "Entity List (EL) - Bureau of Industry and Security", "name": "AMBER LAKE OPTICS CO. LTD",
   "alt_names": ["Amber Lake Fibre"], "addresses": [{"country": "CN"}], "federal_register_notice": "84 FR 22961",
   "license_requirement": "For all items", "license_policy": "See the notice"},
  {"source": "Entity List (EL) - Bureau of Industry and Security", "name": "Brass Kettle Trading", "alt_names": [],
   "addresses": [{"country": "CN"}], "federal_register_notice": "62 FR 35334", "license_requirement": "For all items"},
  {"source": "Entity List (EL) - Bureau of Industry and Security",
   "name": "Cedar Hill Academy. Subordinate Institution - Example Mill", "alt_names": ["Mill Nine"],
   "addresses": [{"country": "CN"}], "federal_register_notice": "83 FR 37423"},
  {"source": "Unverified List (UVL) - Bureau of Industry and Security", "name": "CF Cloud", "alt_names": [],
   "addresses": [{"country": "MY"}]},
  {"source": "Entity List (EL) - Bureau of Industry and Security", "name": "Newcomer Example Foundry", "alt_names": [],
   "addresses": [{"country": "CN"}], "federal_register_notice": "91 FR 100"},
  {"source": "Specially Designated Nationals (SDN) - Treasury Department", "name": "Brass Kettle Trading", "alt_names": [],
   "addresses": [{"country": "CN"}], "entity_number": 7}
]})";

TEST(PartOfTheRegulation, ItsWordsDecideOverTheConsolidatedList) {
  const Folder folder;
  const ImportResult result = read({folder.write("consolidated-2026-03-31.json", kConsolidated), invented(kPart)});
  const ListEntry amber = one(result, "Amber Lake Optics Co., Ltd.");
  EXPECT_THAT(amber.requirement, HasSubstr("734.9(e)(2)"));
  EXPECT_EQ(amber.policy, "Presumption of denial");
  EXPECT_EQ(amber.from, Date(2019, 5, 21));
  EXPECT_THAT(amber.aliases, ElementsAre("Amber Lake Photonics", "ALO", "Amber Lake Fibre"));
  EXPECT_EQ(amber.source,
            "Supplement No. 4 to Part 744; title-15_part-744_2026-02-15.xml (2026-02-15); "
            "consolidated-2026-03-31.json (2026-03-31)");
}

TEST(PartOfTheRegulation, OneEntryUnderTwoWritingsIsOne) {
  const Folder folder;
  const ImportResult result = read({folder.write("consolidated-2026-03-31.json", kConsolidated), invented(kPart)});
  EXPECT_THAT(one(result, "Example Mill").source, HasSubstr("consolidated"));
  EXPECT_THAT(named(result, "CF Cloud"), IsEmpty()) << "another name of an entry of the text";
  const ListEntry kettle = one(result, "Brass Kettle Trading Ltd.");
  EXPECT_THAT(kettle.source, HasSubstr("consolidated")) << "the one name begins with the other";
  EXPECT_THAT(kettle.aliases, ElementsAre("Brass Kettle Trading"));
  EXPECT_EQ(one(result, "Brass Kettle Trading").list, "SDN") << "another list is another entry";
}

TEST(PartOfTheRegulation, AnEntryOfOneSourceStaysAndSaysSo) {
  const Folder folder;
  const ImportResult result = read({folder.write("consolidated-2026-03-31.json", kConsolidated), invented(kPart)});
  EXPECT_EQ(one(result, "Newcomer Example Foundry").source,
            "consolidated-2026-03-31.json (2026-03-31); not found in title-15_part-744_2026-02-15.xml (2026-02-15)");
  EXPECT_THAT(one(result, "Sundown Example LLC").source, HasSubstr("not found in consolidated-2026-03-31.json"));
  EXPECT_THAT(one(result, "Dune Glider Works Ltd.").source, testing::Not(HasSubstr("not found")))
      << "the consolidated file holds no list of that name, so it says nothing of it";
}

// --- cells -----------------------------------------------------------------------------------------------------------

struct CellCase {
  const char* text;
  const char* name;
  std::vector<std::string> aliases;
  std::vector<std::string> addresses;
};

class OneParty : public testing::TestWithParam<CellCase> {};

TEST_P(OneParty, IsReadAsAPersonWould) {
  const CellCase& expected = GetParam();
  const std::vector<CellParty> parties = cell(expected.text);
  ASSERT_EQ(parties.size(), 1U);
  EXPECT_EQ(parties[0].name, expected.name);
  EXPECT_EQ(parties[0].aliases, expected.aliases);
  EXPECT_EQ(parties[0].addresses, expected.addresses);
}

INSTANTIATE_TEST_SUITE_P(
    Cells, OneParty,
    testing::Values(
        CellCase{"Kiln Works (Example) Co., Ltd., 5 Hill Road, Wuhan, China.",
                 "Kiln Works (Example) Co., Ltd.",
                 {},
                 {"5 Hill Road, Wuhan, China"}},
        CellCase{"Fog Lane FZE, Iran.", "Fog Lane FZE", {}, {"Iran"}},
        CellCase{"Raven Wireless (RW, LLC), Abu Dhabi.", "Raven Wireless (RW, LLC)", {}, {"Abu Dhabi"}},
        CellCase{"Ida Example, a.k.a., the following one alias: Ida Sample\n \n 16 Straat, Brussels, Belgium. (See "
                 "alternate "
                 "addresses under Netherlands and United Kingdom)",
                 "Ida Example",
                 {"Ida Sample"},
                 {"16 Straat, Brussels, Belgium"}},
        CellCase{"Mia Example, a.k.a., the following one alias: Mia Sample, 51 Boulevard, Sofia 1712, Bulgaria.",
                 "Mia Example",
                 {"Mia Sample"},
                 {"51 Boulevard, Sofia 1712, Bulgaria"}},
        CellCase{
            "Blue Air, a.k.a., the following two aliases: Blue Group; and Blue Services FZC. Airport Zone, Sharjah, "
            "United Arab Emirates; and P.O. Box 9, Sharjah, U.A.E.",
            "Blue Air",
            {"Blue Group", "Blue Services FZC"},
            {"Airport Zone, Sharjah, United Arab Emirates", "P.O. Box 9, Sharjah, U.A.E"}},
        CellCase{"Old Mill Bank a.k.a., the following alias:\n—Mill Bank, 7 Rue, Montreal, QC, H8N 2Z6 Canada.",
                 "Old Mill Bank",
                 {"Mill Bank"},
                 {"7 Rue, Montreal, QC, H8N 2Z6 Canada"}},
        CellCase{"Pier LLC, the following one alias:\n\n—Pear LLC.\n\n\n\n 17 Street, Yerevan, Armenia.",
                 "Pier LLC",
                 {"Pear LLC"},
                 {"17 Street, Yerevan, Armenia"}},
        CellCase{"Quarry Lab, a.k.a., the following three aliases:\n—Quarry One;—Quarry Two; and\n—Institute of Stone, "
                 "Example "
                 "Academy.\n \n 3 Stone Road, Beijing, China.",
                 "Quarry Lab",
                 {"Quarry One", "Quarry Two", "Institute of Stone, Example Academy"},
                 {"3 Stone Road, Beijing, China"}},
        CellCase{"Joe Sample, aka Jo Sam, 4F Building, Seoul, South Korea.",
                 "Joe Sample",
                 {"Jo Sam"},
                 {"4F Building, Seoul, South Korea"}},
        CellCase{"Two Towns House, Golaye Park, Kabul, Afghanistan, and Dasht Street, Takhar, Afghanistan.",
                 "Two Towns House",
                 {},
                 {"Golaye Park, Kabul, Afghanistan", "Dasht Street, Takhar, Afghanistan"}},
        CellCase{"Fern Tech (HK) Co., Ltd. Flat 7, 7/F Example Building, Kowloon, Hong Kong",
                 "Fern Tech (HK) Co., Ltd.",
                 {},
                 {"Flat 7, 7/F Example Building, Kowloon, Hong Kong"}},
        CellCase{"No Address Person (See alternate address under Singapore)", "No Address Person", {}, {}},
        CellCase{"Widget Holding, OAO (a.k.a. Widget; f.k.a. Old Widget), 1 Street, Moscow, Russia.",
                 "Widget Holding, OAO",
                 {"Widget", "Old Widget"},
                 {"1 Street, Moscow, Russia"}}));

TEST(Cells, PartiesNamedWithinAnotherAreListedByThemselves) {
  const auto parties = cell(
      "Dam Commission (DC), a.k.a., the following one alias:\n—Dam Workshops, P.O. Box 1, Islamabad; ; the following "
      "two "
      "subordinate entities:\n—Dam Complex (DCX), a.k.a., the following two aliases:\n—Dam Centre; and\n—Dam House.\n "
      "\n Hill "
      "Road, Rawalpindi, Pakistan;\n—Dam Institute, Nilore, Islamabad.");
  ASSERT_EQ(parties.size(), 3U);
  EXPECT_EQ(parties[0].name, "Dam Commission (DC)");
  EXPECT_THAT(parties[0].aliases, ElementsAre("Dam Workshops"));
  EXPECT_THAT(parties[0].addresses, ElementsAre("P.O. Box 1, Islamabad"));
  EXPECT_EQ(parties[1].name, "Dam Complex (DCX)");
  EXPECT_THAT(parties[1].aliases, ElementsAre("Dam Commission (DC) Dam Complex (DCX)", "Dam Centre", "Dam House"));
  EXPECT_EQ(parties[2].name, "Dam Institute");
}

TEST(Cells, AListOfAffiliatesHasOneInALine) {
  const auto parties = cell(
      "Tern Group, 1 Base, Shenzhen, China\fAffiliated entities:\n Tern Beijing Co., Ltd., a.k.a., the following one "
      "alias:\n—Tern North, to include the following subordinate. Room 3, Beijing, China.\n Tern Hangzhou, Room 605, "
      "Hangzhou, "
      "China.\n Tern Marine Co., Ltd., a.k.a., the following one alias:\n—Tern Sea;\n TMN Tech.\n Building R4, "
      "Dongguan, China.\n "
      "Tern Mobile Ltd., Base 2, Shenzhen, China.");
  std::vector<std::string> names;
  for (const CellParty& party : parties) names.push_back(party.name);
  EXPECT_THAT(names, ElementsAre("Tern Group", "Tern Beijing Co., Ltd.", "Tern Hangzhou", "Tern Marine Co., Ltd.",
                                 "Tern Mobile Ltd."));
  ASSERT_EQ(parties.size(), 5U);
  EXPECT_THAT(parties[1].aliases, ElementsAre("Tern North"));
  EXPECT_THAT(parties[1].addresses, ElementsAre("Room 3, Beijing, China"));
  EXPECT_THAT(parties[3].aliases, ElementsAre("Tern Sea", "TMN Tech"));
  EXPECT_THAT(parties[3].addresses, ElementsAre("Building R4, Dongguan, China"));
}

TEST(Cells, NothingIsNobody) {
  EXPECT_THAT(cell(""), IsEmpty());
  EXPECT_THAT(cell(" \n\f—\n. "), IsEmpty());
}

TEST(Citations, StateTheDayOfTheAdditionAndOfTheLastChange) {
  const RegisterDays days = register_days("84 FR 22963, 5/21/19. 85 FR 29853 preview citation details, May 19, 2020.");
  EXPECT_EQ(days.first, Date(2019, 5, 21));
  EXPECT_EQ(days.last, Date(2020, 5, 19));
  EXPECT_TRUE(days.faulty.empty());
  EXPECT_FALSE(register_days("76 FR 71867").first);
  EXPECT_FALSE(register_days("62 FR 1. 90 FR 14035, 3/28/25.").first) << "the first citation states no day";
  EXPECT_EQ(register_days("83 FR 61541, 13/45/18").faulty, "83 FR 61541, 13/45/18");
}

}  // namespace
}  // namespace tidewaiter::lists
