// The small readings that the forms share.
#include "lists/forms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support.h"

namespace tidewaiter::lists {
namespace {

TEST(FederalRegister, TheEarliestCitationGivesTheYear) {
  const std::pair<const char*, int> cases[] = {{"76 FR 71867", 2011},
                                               {"76 FR No. 197 (10/12/2011)", 2011},
                                               {"87 FR 20299; 87 FR 34136", 2022},
                                               {"63 FR 64322 (11/19/98), 77 FR 58006 (no. 182)", 1998},
                                               {"83 FR  37423", 2018},
                                               {"68 F.R. 38290 6/27/03 71 F.R. 38843 7/10/06", 2003},
                                               {"68 F. R. 38290", 2003},
                                               {"Vol. 59, No. 44, 03/07/1994", 1994},
                                               {"82 FR 724; 87 FR 12240; 87 FR 34136", 2017},
                                               {"76fr71867", 2011}};
  for (const auto& [text, year] : cases) EXPECT_EQ(federal_register_year(text), year) << text;
  for (const char* text : {"", "FR", "71867", "0 FR 5", "2011 FR 5", "59 FRIENDS", "12 pieces", "FR 71867"}) {
    EXPECT_EQ(federal_register_year(text), std::nullopt) << text;
  }
}

TEST(FileNames, TheDayInThem) {
  EXPECT_EQ(date_in_name("consolidated-2026-07-31.json"), Date(2026, 7, 31));
  EXPECT_EQ(date_in_name("dpl_20260731.txt"), Date(2026, 7, 31));
  EXPECT_EQ(date_in_name("2025-01-01 to 2025-02-01.csv"), Date(2025, 2, 1));
  EXPECT_EQ(date_in_name("list-2026-02-30.csv"), std::nullopt);
  EXPECT_EQ(date_in_name("order123456789.csv"), std::nullopt);
  EXPECT_EQ(date_in_name("house.csv"), std::nullopt);
}

TEST(Addresses, PartsAndCountry) {
  ListEntry entry;
  add_address(entry, {"14 Quay Road", "", " Shenzhen "}, "CN", shipped_places());
  add_address(entry, {}, "Region: Iran", shipped_places());
  add_address(entry, {"Sea Street 1"}, "CRIMEA (OCCUPIED)", shipped_places());
  add_address(entry, {}, "", shipped_places());
  ASSERT_EQ(entry.addresses.size(), 3U);
  EXPECT_EQ(entry.addresses[0].text, "14 Quay Road, Shenzhen");
  EXPECT_EQ(entry.addresses[0].country, Country("CN"));
  EXPECT_EQ(entry.addresses[1].text, "Region: Iran");
  EXPECT_EQ(entry.addresses[1].country, Country("IR"));
  EXPECT_EQ(entry.addresses[2].text, "Sea Street 1, CRIMEA (OCCUPIED)") << "what cannot be read stays as written";
  EXPECT_FALSE(entry.addresses[2].country.known());
}

TEST(ListCodes, WordsAsCodes) {
  EXPECT_EQ(code_of_words("Blocked customers"), "BLOCKED-CUSTOMERS");
  EXPECT_EQ(code_of_words("el"), "EL");
  EXPECT_EQ(code_of_words("  "), "UNNAMED");
  EXPECT_EQ(code_of_source("Lists of Tomorrow (LOT) - Office of Examples"), "LOT");
  EXPECT_EQ(code_of_source("Plain words"), "PLAIN-WORDS");
}

TEST(ListCatalogData, TheShippedListsAndTheirEffects) {
  const ListCatalog& catalog = shipped_catalog();
  const std::pair<const char*, Effect> effects[] = {
      {"EL", Effect::licence},    {"DPL", Effect::denial_order}, {"MEU", Effect::licence_for_items},
      {"UVL", Effect::statement}, {"SDN", Effect::prohibited},   {"DTC", Effect::inform},
      {"CMIC", Effect::inform},   {"1260H", Effect::inform},     {"ANOTHER", Effect::inform}};
  for (const auto& [code, effect] : effects) EXPECT_EQ(catalog.effect(code), effect) << code;
  EXPECT_EQ(catalog.find_source("entity list (el) - bureau of industry and security"), catalog.find("EL"));
  EXPECT_EQ(catalog.find("SSI")->confidence, Confidence::unverified);
  for (const ListInfo& info : catalog.all()) EXPECT_FALSE(info.source.empty()) << info.code;
}

TEST(ListCatalogData, MistakesAreErrorsWithTheirPlace) {
  const auto error_of = [](std::string text) {
    const SourceText source{"mine.toml", std::move(text)};
    const auto loaded = ListCatalog::load(std::span(&source, 1));
    return loaded ? std::string("loaded") : to_string(loaded.error());
  };
  const std::string good =
      "[[list]]\ncode = \"A\"\nname = \"a\"\npublisher = \"p\"\neffect = \"inform\"\nsource = \"s\"\nconfidence = "
      "\"U\"\n";
  EXPECT_EQ(error_of(good), "loaded");
  EXPECT_THAT(error_of(good + good), testing::HasSubstr("mine.toml:8:1: error[bad_format]: the list A is there twice"));
  EXPECT_THAT(error_of("[[list]]\ncode = \"A\"\n"), testing::HasSubstr("\"name\" is missing"));
  EXPECT_THAT(error_of(good + "colour = \"red\"\n"), testing::HasSubstr("mine.toml:8:1"));
  std::string wrong = good;
  wrong.replace(wrong.find("inform"), 6, "punish");
  EXPECT_THAT(error_of(wrong), testing::HasSubstr("an effect is one of prohibited, denial_order"));
}

}  // namespace
}  // namespace tidewaiter::lists
