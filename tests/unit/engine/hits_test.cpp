// What stands beside a name: addresses, numbers, and when a hit is certain.
#include "engine/hits.h"

#include <gtest/gtest.h>

namespace tidewaiter {
namespace {

TEST(Hits, AddressesAgreeByStreetAndTownOrByPostcode) {
  const auto agrees = [](std::string_view a, std::string_view b) {
    return compare_addresses(a, b).agreement == Agreement::agrees;
  };
  EXPECT_TRUE(agrees("17 Castle Road, Zenda", "Room 5, No. 17 Castle Road, Zenda District, Strelsau"));
  EXPECT_TRUE(agrees("Zenda 519049", "No. 3 Tower Street, Zenda 519049, Ruritania"));
  EXPECT_FALSE(agrees("18 Castle Road, Strelsau", "17 Tower Street, Zenda"));
  EXPECT_FALSE(agrees("519049", "No. 3 Tower Street, Zenda 519049"));
  EXPECT_EQ(compare_addresses("17 Castle Road, Zenda", "17 Castle Road, Zenda").common, "17 castle road zenda");
  EXPECT_EQ(compare_addresses("", "17 Castle Road").agreement, Agreement::not_compared);
}

TEST(Hits, EvidenceDecidesHowSureAHitIs) {
  HitEvidence none;
  EXPECT_TRUE(is_certain(9'200, none));
  EXPECT_FALSE(is_certain(8'000, none));
  HitEvidence address;
  address.address = Agreement::agrees;
  EXPECT_TRUE(is_certain(8'000, address));
  EXPECT_FALSE(is_certain(7'900, address));
  HitEvidence number;
  number.registration = Agreement::differs;
  EXPECT_FALSE(is_certain(kFullScore, number));
}

TEST(Hits, AnotherCountryLeavesOnlyTheName) {
  HitEvidence evidence;
  EXPECT_FALSE(is_only_the_name(evidence));
  evidence.country = Agreement::differs;
  EXPECT_TRUE(is_only_the_name(evidence));
  evidence.address = Agreement::agrees;
  EXPECT_FALSE(is_only_the_name(evidence));
}

}  // namespace
}  // namespace tidewaiter
