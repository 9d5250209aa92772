// When a party is at an address that a list names. Addresses are invented.
#include "engine/address_entries.h"

#include <gtest/gtest.h>

namespace tidewaiter {
namespace {

constexpr const char* kListed =
    "Room 1605, Heron Commercial Center, 2-16 Fa Lan Street, Mong Example, Kowloon, Hong Kong";

TEST(ListedAddress, FitsInAnyOrderAndSpelling) {
  EXPECT_EQ(fit_address("RM 1605, HERON COMMERCIAL CENTRE, 2-16 FALAN ST., MONG EXAMPLE, HK", kListed),
            AddressFit::whole);
  EXPECT_EQ(fit_address("2-16 Fa Lan Street, Heron Commercial Center Room 1605, Kowloon (P.O. Box 77)", kListed),
            AddressFit::whole);
  EXPECT_EQ(fit_address("12F, Example Tower 7 Quay Road, Unit 5", "Unit 5, 12/F Example Tower, 7 Quay Rd"),
            AddressFit::whole);
}

TEST(ListedAddress, AnotherUnitOfTheHouseIsAnotherAddress) {
  EXPECT_EQ(fit_address("Room 1606, Heron Commercial Center, 2-16 Fa Lan Street, Kowloon", kListed), AddressFit::none);
  EXPECT_EQ(fit_address("Room 1605A, Heron Commercial Center, 2-16 Fa Lan Street, Kowloon", kListed), AddressFit::none);
  EXPECT_EQ(
      fit_address("Room 1318-20, 13F, Teal Plaza, 610 Wader Road", "Room 1318-19, 13F, Teal Plaza, 610 Wader Road"),
      AddressFit::none);
}

TEST(ListedAddress, AHouseWithoutAUnitLeavesADoubt) {
  EXPECT_EQ(fit_address("Heron Commercial Center, 2-16 Fa Lan Street, Kowloon", kListed), AddressFit::building);
}

TEST(ListedAddress, NumbersAloneAreNoAddress) {
  EXPECT_EQ(fit_address("Room 1605, Sandpiper Tower, 2-16 Curlew Road, Singapore", kListed), AddressFit::none);
  EXPECT_EQ(fit_address("", kListed), AddressFit::none);
  EXPECT_EQ(fit_address("Kowloon, Hong Kong", kListed), AddressFit::none);
}

}  // namespace
}  // namespace tidewaiter
