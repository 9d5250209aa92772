// Countries as people write them.
#include <gtest/gtest.h>

#include "shipped.h"

namespace tidewaiter {
namespace {

std::string code(std::string_view written) { return std::string(shipped_places().find(written).code()); }

TEST(PlaceNames, CodesAreReadInAnyCase) {
  EXPECT_EQ(code("CN"), "CN");
  EXPECT_EQ(code("cn"), "CN");
  EXPECT_EQ(code(" cn "), "CN");
  EXPECT_EQ(code("CHN"), "CN");
  EXPECT_EQ(code("KAZ"), "KZ");
  EXPECT_EQ(code("XK"), "XK");
}

TEST(PlaceNames, WritingsOfOneCountry) {
  const std::pair<const char*, const char*> cases[] = {{"China", "CN"},
                                                       {"China (PRC)", "CN"},
                                                       {"P.R. China", "CN"},
                                                       {"PEOPLE'S REPUBLIC OF CHINA", "CN"},
                                                       {"People’s Republic of China", "CN"},
                                                       {"mainland china", "CN"},
                                                       {"中国", "CN"},
                                                       {"中國", "CN"},
                                                       {"Hong Kong", "HK"},
                                                       {"Hong Kong SAR", "HK"},
                                                       {"HONGKONG", "HK"},
                                                       {"香港", "HK"},
                                                       {"Hong Kong, China", "HK"},
                                                       {"Macau", "MO"},
                                                       {"Macao", "MO"},
                                                       {"澳門", "MO"},
                                                       {"Taiwan", "TW"},
                                                       {"臺灣", "TW"},
                                                       {"Taiwan, R.O.C.", "TW"},
                                                       {"Korea, South", "KR"},
                                                       {"Republic of Korea", "KR"},
                                                       {"S. Korea", "KR"},
                                                       {"Korea, North", "KP"},
                                                       {"DPRK", "KP"},
                                                       {"Burma", "MM"},
                                                       {"Myanmar", "MM"},
                                                       {"Türkiye", "TR"},
                                                       {"TURKIYE", "TR"},
                                                       {"Turkey", "TR"},
                                                       {"Russia", "RU"},
                                                       {"Russian Federation", "RU"},
                                                       {"Россия", "RU"},
                                                       {"РОССИЯ", "RU"},
                                                       {"Iran, Islamic Republic of", "IR"},
                                                       {"UK", "GB"},
                                                       {"U.K.", "GB"},
                                                       {"Great Britain", "GB"},
                                                       {"USA", "US"},
                                                       {"U.S.", "US"},
                                                       {"United States of America", "US"},
                                                       {"UAE", "AE"},
                                                       {"United Arab Emirates", "AE"},
                                                       {"Viet Nam", "VN"},
                                                       {"Vietnam", "VN"},
                                                       {"Việt Nam", "VN"},
                                                       {"Czechia", "CZ"},
                                                       {"Czech Republic", "CZ"},
                                                       {"Cote d'Ivoire", "CI"},
                                                       {"CÔTE D’IVOIRE", "CI"},
                                                       {"Ivory Coast", "CI"},
                                                       {"Congo (Democratic Republic of)", "CD"},
                                                       {"Congo (Democratic Republic of the)", "CD"},
                                                       {"DRC", "CD"},
                                                       {"Congo (Republic of the)", "CG"},
                                                       {"South Sudan, Republic of", "SS"},
                                                       {"The Gambia", "GM"},
                                                       {"Gambia, The", "GM"},
                                                       {"the Netherlands", "NL"},
                                                       {"Bosnia & Herzegovina", "BA"},
                                                       {"Bosnia and Herzegovina", "BA"},
                                                       {"Deutschland", "DE"},
                                                       {"Österreich", "AT"},
                                                       {"日本", "JP"},
                                                       {"대한민국", "KR"},
                                                       {"السعودية", ""},
                                                       {"المملكة العربية السعودية", "SA"},
                                                       {"Kosovo", "XK"},
                                                       {"Laos", "LA"},
                                                       {"Lao PDR", "LA"},
                                                       {"Micronesia, Federated States of", "FM"},
                                                       {"Vatican City", "VA"}};
  for (const auto& [written, expected] : cases) EXPECT_EQ(code(written), expected) << written;
}

TEST(PlaceNames, APlaceholderIsNoCode) {
  for (const char* written : {"N/A", "n.a.", "N.A.", "n/a ", "N A", "T.B.A", "--", "?"}) {
    EXPECT_FALSE(shipped_places().find(written).known()) << written;
  }
  EXPECT_EQ(code("NA"), "NA") << "Namibia's code";
}

TEST(PlaceNames, NothingIsGuessed) {
  for (const char* written : {"", " ", "-", "Korea", "Congo", "Virgin Islands", "Crimea", "Kazakstann", "Chna", "QQ",
                              "12", "China Hong", "\xff\xfe"}) {
    EXPECT_FALSE(shipped_places().find(written).known()) << written;
  }
}

TEST(PlaceNames, MessagesSuggestWhatIsNear) {
  EXPECT_EQ(shipped_places().suggest("Kazakhstn"), "Kazakhstan (KZ)");
  EXPECT_EQ(shipped_places().suggest("Singapoer"), "Singapore (SG)");
  EXPECT_EQ(shipped_places().suggest("Korea"), "South Korea (KR) or North Korea (KP)");
  EXPECT_EQ(shipped_places().suggest("Congo"),
            "Congo (Republic of the) (CG) or Congo (Democratic Republic of the) (CD)");
  EXPECT_EQ(shipped_places().suggest("Atlantis"), "");
  EXPECT_EQ(shipped_places().suggest("QQ"), "");
}

TEST(PlaceNames, NamesShown) {
  EXPECT_EQ(shipped_places().name(Country("HK")), "Hong Kong");
  EXPECT_EQ(shipped_places().name(Country("MO")), "Macau");
  EXPECT_EQ(shipped_places().name(Country("KR")), "South Korea");
  EXPECT_EQ(shipped_places().name(Country("TR")), "Türkiye");
  EXPECT_EQ(shipped_places().name(Country("QQ")), "");
  EXPECT_EQ(shipped_places().name(Country()), "");
  EXPECT_EQ(shipped_places().alpha3(Country("SG")), "SGP");
}

TEST(PlaceNames, EveryCountryIsFoundByItsOwnNameAndCodes) {
  const std::vector<Country> all = shipped_places().countries();
  EXPECT_EQ(all.size(), 250U);  // 249 of ISO 3166-1 and Kosovo
  for (const Country country : all) {
    EXPECT_EQ(shipped_places().find(country.code()), country);
    EXPECT_EQ(shipped_places().find(shipped_places().name(country)), country);
    EXPECT_EQ(shipped_places().find(shipped_places().alpha3(country)), country);
  }
}

TEST(PlaceNames, TerritoriesCountAsTheirCountry) {
  EXPECT_EQ(shipped_places().counts_as(Country("HK")), Country("CN"));
  EXPECT_EQ(shipped_places().counts_as(Country("MO")), Country("MO"));
  EXPECT_EQ(shipped_places().counts_as(Country("PR")), Country("US"));
  EXPECT_EQ(shipped_places().counts_as(Country("CN")), Country("CN"));
  EXPECT_EQ(shipped_places().counts_as(Country()), Country());
}

}  // namespace
}  // namespace tidewaiter
