#include "report/missing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sample_decisions.h"

namespace tidewaiter::report {
namespace {

using testing::ElementsAre;

TEST(Missing, IsSaidInWordsOneTextAPartyOrThing) {
  EXPECT_THAT(
      describe_missing(samples::hold(), {"end_user.headquarters", "item.tpp", "end_user.ultimate_parent_country",
                                         "item.in_a", "item.datacenter", "line.unit_value", "destination"}),
      ElementsAre("headquarters and ultimate parent country of the end user (Blue Dune Compute LLC)",
                  "classification of the item (TPP and whether it is made for data centres)", "unit value of the line",
                  "destination"));
  EXPECT_THAT(describe_missing(samples::hold(), {"item.in_a", "item.in_b"}), ElementsAre("classification of the item"));
}

TEST(Missing, SaysWhereToStateIt) {
  EXPECT_THAT(settle_missing(samples::hold(), {"end_user.headquarters", "end_user.registered_on"}),
              ElementsAre("state headquarters_country and registered_on of Blue Dune Compute LLC in the party table"));
  EXPECT_THAT(settle_missing(samples::hold(), {"line.unit_value", "shipment.authorisation", "destination"}),
              ElementsAre("state unit_value in the shipment", "state authorisation in the shipment",
                          "state destination_country in the shipment"));
  EXPECT_THAT(settle_missing(samples::hold(), {"item.tpp"}),
              ElementsAre("say what the item is: its part number in sku, or its figures to classify --specs (TPP)"));
  EXPECT_THAT(
      settle_missing(samples::hold(), {"consignee.owners", "payer.country"}),
      ElementsAre("find out the owners of Gulf Star Trading FZE", "state country of the payer in the party table"));
}

}  // namespace
}  // namespace tidewaiter::report
