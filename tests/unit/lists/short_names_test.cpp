// Which names a bracket gives. All names are invented.
#include "lists/short_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidewaiter::lists {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

ListEntry named(std::string name, std::vector<std::string> aliases = {}) {
  ListEntry entry;
  entry.name = std::move(name);
  entry.aliases = std::move(aliases);
  add_short_names(entry);
  return entry;
}

TEST(ShortNames, AnAcronymAtTheEndGivesBoth) {
  const ListEntry entry = named("Northern College of Harbour Science (NCHS)");
  EXPECT_THAT(entry.short_names, ElementsAre("Northern College of Harbour Science"));
  EXPECT_THAT(entry.acronyms, ElementsAre("NCHS"));
  EXPECT_THAT(named("Harbour Computing Centre Zelten (HCC-ZT)").acronyms, ElementsAre("HCC-ZT"));
  EXPECT_THAT(named("Lantern Group 13th Works (LG 13)").acronyms, IsEmpty()) << "two capitals say too little";
  EXPECT_THAT(named("Lantern Tide Group 13th Works (LTG 13)").acronyms, ElementsAre("LTG 13"));
}

TEST(ShortNames, WithinANameTheAcronymIsAnothersAndGivesNoNameOfItsOwn) {
  const ListEntry entry = named("Zelten Corps of Building (ZCB) Public Works Bureau");
  EXPECT_THAT(entry.short_names, ElementsAre("Zelten Corps of Building Public Works Bureau"));
  EXPECT_THAT(entry.acronyms, IsEmpty());
  EXPECT_THAT(named("Zelten Atom Office (ZAO1X), and its plants").short_names,
              ElementsAre("Zelten Atom Office, and its plants"));
}

TEST(ShortNames, PlacesFormsAndNotesInBracketsBelongToTheName) {
  for (const char* name : {"Copper Gate (HK) Limited", "Copper Gate Bank (Zelten)", "COPPER GATE BANK (ZELTEN)",
                           "RUNNING WATERS, LLC (USA)", "Copper Gate Joint Stock Company (CJSC)", "Copper Gate (LLC)",
                           "COPPER GATE (GROUP) LIMITED", "Copper Gate (f.k.a. Tin Gate)", "Copper Gate (", ")(",
                           "Copper Gate ()", "(ABC)"}) {
    const ListEntry entry = named(name);
    EXPECT_THAT(entry.short_names, IsEmpty()) << name;
  }
  EXPECT_THAT(named("COPPER GATE (ZELTEN) LTD").acronyms, IsEmpty());
}

TEST(ShortNames, InCapitalsOnlyTheInitialsMakeAnAcronym) {
  EXPECT_THAT(named("ZELTEN PEOPLES HARBOUR MOVEMENT (ZPHM)").acronyms, ElementsAre("ZPHM"));
  EXPECT_THAT(named("ZELTEN PEOPLES HARBOUR MOVEMENT (SOUTH)").acronyms, IsEmpty());
}

TEST(ShortNames, NothingIsRepeatedAndPersonsHaveNone) {
  const ListEntry entry =
      named("Northern College of Harbour Science (NCHS)", {"NCHS", "Northern college of harbour science"});
  EXPECT_THAT(entry.short_names, IsEmpty());
  EXPECT_THAT(entry.acronyms, IsEmpty());
  ListEntry person;
  person.name = "Oleg Pavel Quill (OPQ)";
  person.schema = Schema::person;
  add_short_names(person);
  EXPECT_THAT(person.short_names, IsEmpty());
}

}  // namespace
}  // namespace tidewaiter::lists
