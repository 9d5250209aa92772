#include "judge/results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "judge/small_world.h"

namespace tidewaiter::judge {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class ResultsTest : public ::testing::Test {
 protected:
  Result<Results> read(const std::string& text, const std::string& file = "results.csv") const {
    copy_.write(file, text);
    return read_results(world_, "mine", copy_.folder() / file);
  }
  std::uint32_t level(const Results& results, const char* shipment) const {
    return results.shipment_levels[world_.shipment(shipment)];
  }
  WorldCopy copy_;
  World world_ = *read_world(copy_.folder());
};

TEST_F(ResultsTest, OrdersDecisionsByDispositionThenRiskThenChips) {
  const auto results = read(
      "shipment_id,disposition,risk,count,tpp\n"
      "S01,release,0.9,64,15824\nS02,hold,0.2,16,15824\nS03,hold,0.4,32,15824\nS04,hold,0.4,4,15824\nS05,stop,0,1,1\n");
  ASSERT_TRUE(results) << to_string(results.error());
  EXPECT_EQ(results->form, ResultForm::decisions);
  EXPECT_LT(level(*results, "S05"), level(*results, "S03"));
  EXPECT_LT(level(*results, "S03"), level(*results, "S04"));
  EXPECT_LT(level(*results, "S04"), level(*results, "S02"));
  EXPECT_LT(level(*results, "S02"), level(*results, "S01"));
  EXPECT_LT(level(*results, "S01"), level(*results, "S06"));  // which it does not name
  EXPECT_EQ(level(*results, "S06"), level(*results, "S07"));
  EXPECT_EQ(results->flags, 4U);
  EXPECT_EQ(results->named, 5U);
  EXPECT_EQ(results->flagged_on[world_.shipment("S05")], Date(2023, 3, 9).days_since_1970());
  EXPECT_EQ(results->flagged_on[world_.shipment("S01")], kNever);
  // a party by the best of its shipments
  EXPECT_EQ(results->party_levels[world_.party("P5")], 0U);
  EXPECT_LT(results->party_levels[world_.party("P4")], results->party_levels[world_.party("P3")]);
}

TEST_F(ResultsTest, TakesARiskAlone) {
  const auto results = read("Shipment ID,risk\nS01,0.5\nS02,0.7\n");
  ASSERT_TRUE(results) << to_string(results.error());
  EXPECT_FALSE(results->has_flags);
  EXPECT_LT(level(*results, "S02"), level(*results, "S01"));
}

TEST_F(ResultsTest, ReadsObjectsALine) {
  const auto results = read(
      "{\"shipment_id\":\"S03\",\"disposition\":\"hold\",\"risk\":0.4,\"lines\":[{\"line_no\":\"1\"}]}\n"
      "{\"shipment_id\":\"S04\",\"disposition\":\"release\",\"risk\":0,\"lines\":[{\"line_no\":\"1\"}]}\n",
      "r.ndjson");
  ASSERT_TRUE(results) << to_string(results.error());
  EXPECT_EQ(results->flags, 1U);
}

TEST_F(ResultsTest, TakesTheLastRevisionOfAnAlertAndTheFirstDayOfEachShipment) {
  const auto results = read(
      "alert_id,revision,state,pattern,parties,last,score,event_ids,shipment_ids\n"
      "A1,1,provisional,relay,P4,2023-03-04,2.5,E03|E04,\n"
      "A1,2,final,relay,P4|P7,2023-05-22,3.5,E03|E04|E06,S04\n"
      "A2,1,provisional,burst,P5,2023-07-01,9,,S08\n"
      "A2,2,retracted,burst,P5,2023-07-02,9,,S08\n"
      "A3,1,final,chain,P2,2023-01-01,1,,S09\n");
  ASSERT_TRUE(results) << to_string(results.error());
  EXPECT_EQ(results->form, ResultForm::alerts);
  EXPECT_EQ(results->flags, 2U);  // A2 was taken back
  EXPECT_EQ(results->flagged_on[world_.shipment("S03")], Date(2023, 3, 4).days_since_1970());
  EXPECT_EQ(results->flagged_on[world_.shipment("S04")], Date(2023, 5, 22).days_since_1970());
  EXPECT_EQ(results->flagged_on[world_.shipment("S08")], kNever);
  EXPECT_EQ(results->flagged_on[world_.shipment("S09")], Date(2023, 7, 7).days_since_1970());  // not before it left
  EXPECT_EQ(level(*results, "S03"), 0U);
  EXPECT_EQ(level(*results, "S07"), 0U);  // by event E06
  EXPECT_EQ(level(*results, "S09"), 1U);
  EXPECT_EQ(level(*results, "S01"), 2U);
  EXPECT_EQ(results->party_levels[world_.party("P7")], 0U);
  EXPECT_EQ(results->party_levels[world_.party("P5")], 2U);
}

TEST_F(ResultsTest, AddsUpTheSitesOfTheLastPeriod) {
  const auto results = read(
      "holder,site,kind,period,book,shown,unverified,missing,sigma,low,high\n"
      "P3,a,H100 SXM5,2023-05,10,10,0,0,0,0,0\nP3,a,H100 SXM5,2023-06,16,10,4,2,1,0,4\n"
      "P3,b,H100 SXM5,2023-06,16,16,0,0,0,0,1\n");
  ASSERT_TRUE(results) << to_string(results.error());
  ASSERT_THAT(results->balances, SizeIs(1));
  EXPECT_EQ(results->balances[0].book, 32);
  EXPECT_EQ(results->balances[0].missing, 2);
  EXPECT_EQ(results->balances[0].high, 5);
}

struct Refused {
  const char* text;
  ErrorCode code;
  const char* where;
  const char* message;
};

TEST_F(ResultsTest, RefusesWhatItCannotJudge) {
  const Refused cases[] = {
      {"", ErrorCode::empty_file, "results.csv", ""},
      {"shipment_id,risk\n", ErrorCode::empty_file, "results.csv", "no row"},
      {"shipment,risk\nS01,1\n", ErrorCode::missing_column, "results.csv", "neither"},
      {"shipment_id,colour\nS01,red\n", ErrorCode::missing_column, "results.csv", "neither"},
      {"shipment_id,risk,scheme_id\nS01,1,X1\n", ErrorCode::bad_value, "results.csv", "scheme_id is one of the truth"},
      {"shipment_id,risk,Scheme\nS01,1,\n", ErrorCode::bad_value, "results.csv", "truth"},
      {"shipment_id,risk,Chips Diverted\nS01,1,2\n", ErrorCode::bad_value, "results.csv", "truth"},
      {"holder,kind,book,missing,low,high,final_holder\nP1,H100,1,0,0,0,P2\n", ErrorCode::bad_value, "results.csv",
       "truth"},
      {"alert_id,last,score,shipment_ids,part\nA,2023-01-01,1,S01,x\n", ErrorCode::bad_value, "results.csv", "truth"},
      {"shipment_id,risk\nS01,1\nS77,1\n", ErrorCode::bad_value, "results.csv:3", "S77"},
      {"shipment_id,risk\nS01,1\nS01,1\n", ErrorCode::bad_value, "results.csv:3", "twice"},
      {"shipment_id,disposition\nS01,maybe\n", ErrorCode::bad_value, "results.csv:2", "maybe"},
      {"shipment_id,risk\nS01,high\n", ErrorCode::bad_value, "results.csv:2", "no number"},
      {"alert_id,last,score\nA,2023-01-01,1\n", ErrorCode::missing_column, "results.csv", "shipment_ids"},
      {"alert_id,last,score,event_ids\nA,2023-01-01,1,E77\n", ErrorCode::bad_value, "results.csv", "1 of 1 events"},
      {"alert_id,last,score,shipment_ids,parties\nA,2023-01-01,1,S01,P77\n", ErrorCode::bad_value, "results.csv:2",
       "P77"},
      {"alert_id,last,score,shipment_ids\nA,,1,S01\n", ErrorCode::bad_value, "results.csv:2", "last is empty"},
      {"holder,kind,book,missing,low\nP1,H100,1,0,0\n", ErrorCode::missing_column, "results.csv", "high"},
      {"holder,kind,book,missing,low,high\nP1,H100,1,0,2,1\n", ErrorCode::bad_value, "results.csv:2", "above"},
  };
  for (const Refused& refused : cases) {
    const auto results = read(refused.text);
    ASSERT_FALSE(results) << refused.text;
    EXPECT_EQ(results.error().code, refused.code) << to_string(results.error());
    EXPECT_THAT(results.error().where, EndsWith(refused.where));
    EXPECT_THAT(results.error().message, HasSubstr(refused.message));
  }
}

TEST_F(ResultsTest, WhoFindsNothingHasNoAlerts) {
  const auto results = read("alert_id,revision,state,last,score,shipment_ids\n");
  ASSERT_TRUE(results) << to_string(results.error());
  EXPECT_EQ(results->flags, 0U);
  EXPECT_EQ(results->named, 0U);
}

}  // namespace
}  // namespace tidewaiter::judge
