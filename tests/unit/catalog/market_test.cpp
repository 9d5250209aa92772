// Prices and rates of exchange as dated tables: what counts on which day, and what a mistake in them says.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "catalog/catalog_files.h"

namespace tidewaiter::catalog {
namespace {

using testing::HasSubstr;

std::vector<const Listing*> listings(std::string_view text) {
  return shipped_catalog().listings(shipped_catalog().identify(text));
}

// The shipped catalogue with one more file.
Result<Catalog> with(std::string_view text) {
  std::vector<SourceText> files = catalog_files();
  files.push_back({"more.toml", std::string(text)});
  return Catalog::load(files);
}

TEST(Rates, CountOnTheirDaysOnly) {
  const Rates& rates = shipped_catalog().rates();
  EXPECT_EQ(rates.usd("USD", Date(1999, 1, 1)), 1);
  EXPECT_NEAR(*rates.usd("EUR", Date(2024, 1, 1)), 1.082, .001);
  EXPECT_NEAR(*rates.usd("EUR", Date(2024, 12, 31)), 1.082, .001);
  EXPECT_FALSE(rates.usd("EUR", Date(2026, 1, 1)));
  EXPECT_FALSE(rates.usd("EUR", Date(2021, 12, 31)));
  EXPECT_FALSE(rates.usd("XXX", Date(2024, 1, 1)));
}

TEST(Rates, OfAMonthComeBeforeThoseOfItsYear) {
  const Rates& rates = shipped_catalog().rates();
  EXPECT_NEAR(*rates.usd("CNY", Date(2025, 7, 31)), 1 / 7.157, 1e-9);
  EXPECT_NEAR(*rates.usd("CNY", Date(2025, 8, 1)), 1 / 7.19, 1e-9);
}

TEST(Rates, KnowOtherNamesOfACurrencyInAnyCase) {
  const Rates& rates = shipped_catalog().rates();
  EXPECT_EQ(rates.usd("rmb", Date(2024, 5, 1)), rates.usd("CNY", Date(2024, 5, 1)));
  EXPECT_EQ(rates.usd("us$", Date(2024, 5, 1)), 1);
  EXPECT_TRUE(rates.usd("€", Date(2024, 5, 1)));
}

TEST(Listings, AreOfTheThingAndOfItsNumberOfChips) {
  ASSERT_EQ(listings("server with 8x NVIDIA B200").size(), 1U);
  EXPECT_TRUE(listings("server with 4x NVIDIA B200").empty());
  EXPECT_TRUE(listings("NVIDIA B200").empty());
  EXPECT_EQ(listings("DGX B300").size(), 2U);
}

TEST(Listings, AreInDollarsOfTheirOwnDay) {
  const Listing& listing = *listings("server with 8x NVIDIA B200").front();
  EXPECT_TRUE(listing.grey);
  EXPECT_EQ(listing.days.from, Date(2025, 7, 1));
  EXPECT_EQ(listing.days.to, Date(2025, 7, 31));
  EXPECT_NEAR(listing.high_usd, 489'000, 100);
  EXPECT_THAT(listing.text, HasSubstr("3,000,000 to 3,500,000 CNY in CN, 2025-07"));
  EXPECT_THAT(listing.text, HasSubstr("confidence S"));
}

TEST(Listings, OfUnknownThingsCurrenciesAndDaysAreMistakes) {
  const auto message = [](std::string_view text) {
    const auto catalog = with(text);
    return catalog ? std::string("no error") : to_string(catalog.error());
  };
  constexpr std::string_view kRest = "place = \"US\"\nlow = 1\nhigh = 2\nsource = \"U\"\n";
  const auto listing = [&](std::string_view keys) { return message(fmt::format("[[listing]]\n{}\n{}", keys, kRest)); };
  EXPECT_EQ(listing("item = \"L4\"\ndate = \"2024-05\"\ncurrency = \"EUR\""), "no error");
  EXPECT_THAT(listing("item = \"L5\"\ndate = \"2024-05\"\ncurrency = \"EUR\""), HasSubstr("no item or system 'L5'"));
  EXPECT_THAT(listing("item = \"L4\"\ndate = \"2026-05\"\ncurrency = \"EUR\""),
              HasSubstr("no rate of 'EUR' in 2026-05"));
  EXPECT_THAT(listing("item = \"L4\"\ncurrency = \"EUR\""), HasSubstr("the month or year in which it was made"));
  EXPECT_THAT(message("[[rates]]\nfrom = \"2024\"\nto = \"2023\"\nsource = \"U\"\nunits_per_usd = { EUR = 1 }\n"),
              HasSubstr("rates need from, to and units_per_usd"));
  EXPECT_THAT(message("[[rates]]\nfrom = \"2024\"\nto = \"2024\"\nsource = \"U\"\nunits_per_usd = { EUR = 0 }\n"),
              HasSubstr("'EUR' needs a rate above 0"));
}

TEST(GaveAway, NamesWhatIsOfAccelerators) {
  const Catalog& catalog = shipped_catalog();
  EXPECT_EQ(catalog.gave_away("847330", 25'000, std::nullopt), "heading 8473, 25,000 USD a piece");
  EXPECT_EQ(catalog.gave_away("", 1'999, 39.9), "");
  EXPECT_THAT(catalog.gave_away("", std::nullopt, 110), HasSubstr("110 kg a piece, as "));
  EXPECT_EQ(catalog.gave_away("950300", 12, 500'000), "500,000 kg a piece");
}

}  // namespace
}  // namespace tidewaiter::catalog
