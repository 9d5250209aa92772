// Countries as people write them.
#include <gtest/gtest.h>

#include "places/other_names.h"
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

TEST(PlaceNames, InTheLanguagesOfOtherPeople) {
  const std::pair<const char*, const char*> cases[] = {{"Vereinigte Arabische Emirate", "AE"},
                                                       {"VEREINIGTES KÖNIGREICH", "GB"},
                                                       {"Volksrepublik China", ""},
                                                       {"Russland", "RU"},
                                                       {"Émirats arabes unis", "AE"},
                                                       {"Corée du Sud", "KR"},
                                                       {"Chine", "CN"},
                                                       {"Países Bajos", "NL"},
                                                       {"Corea del Norte", "KP"},
                                                       {"Emirati Arabi Uniti", "AE"},
                                                       {"Paesi Bassi", "NL"},
                                                       {"Verenigde Arabische Emiraten", "AE"},
                                                       {"Zjednoczone Emiraty Arabskie", "AE"},
                                                       {"Rosja", "RU"},
                                                       {"Birleşik Arap Emirlikleri", "AE"},
                                                       {"BİRLEŞİK ARAP EMİRLİKLERİ", "AE"},
                                                       {"Çin", "CN"},
                                                       {"Объединенные Арабские Эмираты", "AE"},
                                                       {"КИТАЙ", "CN"},
                                                       {"アラブ首長国連邦", "AE"},
                                                       {"아랍에미리트", "AE"},
                                                       {"الصين", "CN"},
                                                       {"Казахстан", "KZ"},
                                                       {"Қазақстан", "KZ"},
                                                       {"Malajzia", "MY"},
                                                       {"สิงคโปร์", "SG"},
                                                       {"Trung Quốc", "CN"}};
  for (const auto& [written, expected] : cases) EXPECT_EQ(code(written), expected) << written;
}

// What the data say of a name holds; the table may say it again, and nothing else.
TEST(PlaceNames, OtherLanguagesAgreeWithTheData) {
  std::string_view before;
  for (std::size_t i = 0; i < other_names(); before = other_name(i++)) {
    EXPECT_LT(before, other_name(i));
    const Country found = shipped_places().find(other_name(i));
    EXPECT_TRUE(!found.known() || found.code() == code_of_other_name(i)) << other_name(i);
  }
  EXPECT_GT(other_names(), 5000U);
}

TEST(PlaceNames, NoShortWordIsRead) {
  EXPECT_EQ(code("Cin"), "") << "a city's code, though China is Çin in Turkish";
  EXPECT_EQ(code("ÇİN"), "CN");
  EXPECT_EQ(code("Nga"), "NG") << "a code, though Russia is Nga in Vietnamese";
  EXPECT_EQ(code("VS"), "");
  EXPECT_EQ(code("Kongo"), "") << "one of two countries by the language";
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
