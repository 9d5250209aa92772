#include "judge/results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "judge/small_world.h"

namespace tidewaiter::judge {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
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
  static std::vector<std::string> notes_of(const Results& results) {
    std::vector<std::string> said;
    for (const ScoreNote& note : results.notes) said.push_back(in_words(note));
    return said;
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
  EXPECT_THAT(notes_of(*results),
              ElementsAre("mine: shipments that it does not name, which come last: 6 of 10",
                          "mine: parties that it does not name, which come last: 5 of 8",
                          "mine: alerts that were taken back, which count for nothing: 1 of 3",
                          "mine: shipments in alerts that ended before them, flagged on their own day: 1 of 4"));
}

TEST_F(ResultsTest, DropsTheShipmentsThatTheLastRevisionOfAnAlertNoLongerNames) {
  const auto results = read(
      "alert_id,revision,state,last,score,shipment_ids\n"
      "A1,1,final,2023-03-04,2,S03|S04\nA1,2,final,2023-05-22,2,S04|S07\n"
      "A2,1,final,2023-04-02,1,S02\nA2,2,retracted,,,\nA2,3,final,2023-06-01,1,S02\n");
  ASSERT_TRUE(results) << to_string(results.error());
  EXPECT_EQ(results->flagged_on[world_.shipment("S03")], kNever);
  EXPECT_EQ(results->flagged_on[world_.shipment("S04")], Date(2023, 3, 4).days_since_1970());
  EXPECT_EQ(results->flagged_on[world_.shipment("S07")], Date(2023, 5, 22).days_since_1970());
  EXPECT_EQ(results->flagged_on[world_.shipment("S02")], Date(2023, 6, 1).days_since_1970()) << "taken back before";
  EXPECT_EQ(level(*results, "S03"), level(*results, "S01"));
}

TEST_F(ResultsTest, CountsAlertsWithoutAShipmentAndSaysWhenNoPartyIsNamed) {
  const auto about_parties =
      read("alert_id,last,score,parties,shipment_ids\nA1,2023-03-04,2,P4,\nA2,2023-03-04,1,,S04\n");
  ASSERT_TRUE(about_parties) << to_string(about_parties.error());
  EXPECT_EQ(about_parties->flags, 2U);
  EXPECT_TRUE(about_parties->names_parties);
  EXPECT_THAT(notes_of(*about_parties),
              Contains("mine: alerts without a shipment, which have to be read and find none: 1 of 2"));
  const auto about_none = read("alert_id,last,score,shipment_ids\nA2,2023-03-04,1,S04\n");
  ASSERT_TRUE(about_none) << to_string(about_none.error());
  EXPECT_FALSE(about_none->names_parties);
  EXPECT_THAT(notes_of(*about_none),
              Contains("mine: parties that it does not name, so that their order is not judged: 8 of 8"));
}

TEST_F(ResultsTest, CountsWhatOfBalancesIsNotOfTheWorldsEnd) {
  const auto results = read(
      "holder,kind,period,book,missing,low,high\n"
      "P3,H100 SXM5,2023-08,32,0,0,1\nP3,H100 SXM5,2023-09,32,0,0,1\nP2,H100 SXM5,2023-08,64,0,0,1\n");
  ASSERT_TRUE(results) << to_string(results.error());
  EXPECT_THAT(
      notes_of(*results),
      ElementsAre("mine: balances of a period before the world's last day, beside the truth of that day: 1 of 2",
                  "mine: rows of earlier periods of a holder and kind, which do not count: 1 of 3"));
}

TEST_F(ResultsTest, TakesNoRiskForNoughtAndSaysSo) {
  const auto results = read("shipment_id,risk\nS01,0.5\nS02,\nS03,-1\n");
  ASSERT_TRUE(results) << to_string(results.error());
  EXPECT_LT(level(*results, "S02"), level(*results, "S03"));
  EXPECT_THAT(notes_of(*results), Contains("mine: decisions whose risk is empty, taken as 0: 1 of 3"));
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
      {"alert_id,last,score,event_ids\nA,2023-01-01,1,E77\n", ErrorCode::bad_value, "results.csv:2", "1 of 1 events"},
      {"alert_id,last,score,shipment_ids,parties\nA,2023-01-01,1,S01,P77\n", ErrorCode::bad_value, "results.csv:2",
       "P77"},
      {"alert_id,last,score,shipment_ids\nA,,1,S01\n", ErrorCode::bad_value, "results.csv:2", "last is empty"},
      {"holder,kind,book,missing,low\nP1,H100,1,0,0\n", ErrorCode::missing_column, "results.csv", "high"},
      {"holder,kind,book,missing,low,high\nP1,H100,1,0,2,1\n", ErrorCode::bad_value, "results.csv:2",
       "low: 2 is above missing, 0"},
      {"holder,kind,book,missing,low,high\nP1,H100,1,0,0,1\nP2,H100,-5,0,0,0\n", ErrorCode::bad_value, "results.csv:3",
       "high: 0 is above book, -5"},
      {"holder,kind,book,missing,low,high\nP1,H100,5,-1,-2,1\n", ErrorCode::bad_value, "results.csv:2",
       "low: -2 is below 0"},
      {"holder,kind,book,missing,low,high\nP1,H100,5,4,1,3\n", ErrorCode::bad_value, "results.csv:2",
       "missing: 4 is above high, 3"},
      {"holder,kind,book,missing,low,high\nP1,H100,5,6,1,7\n", ErrorCode::bad_value, "results.csv:2",
       "high: 7 is above book, 5"},
      {"holder,kind,book,missing,low,high\nP1,H100,5,1,1,nan\n", ErrorCode::bad_value, "results.csv:2", "no number"},
      {"holder,kind,period,book,missing,low,high\nP1,H100,2023-Q3,5,1,1,2\n", ErrorCode::bad_value, "results.csv:2",
       "no year, month or day"},
      {"holder,kind,period,book,missing,low,high\nP1,H100,2023-05,5,1,1,2\nP2,H100,2023,5,1,1,2\n",
       ErrorCode::bad_value, "results.csv:3", "not written like"},
      {"holder,kind,period,book,missing,low,high\nP1,H100,2024-01,5,1,1,2\n", ErrorCode::bad_value, "results.csv:2",
       "begins after the world's last day, 2023-09-30"},
      {"alert_id,last,score,shipment_ids\nA,2030-05-01,1,S01\n", ErrorCode::bad_value, "results.csv:2",
       "last: 2030-05-01 is outside the world's days, 2023-01-01 to 2023-09-30"},
      {"alert_id,last,score,shipment_ids\nA,2022-12-31,1,S01\n", ErrorCode::bad_value, "results.csv:2", "outside"},
      {"alert_id,first,last,score,shipment_ids\nA,2023-05-02,2023-05-01,1,S01\n", ErrorCode::bad_value, "results.csv:2",
       "first: 2023-05-02 is after last"},
      {"alert_id,state,last,score,shipment_ids\nA,closed,2023-05-01,1,S01\n", ErrorCode::bad_value, "results.csv:2",
       "\"closed\" is no state"},
      {"alert_id,last,score,shipment_ids,event_ids,parties\nA,2023-05-01,1,,,\n", ErrorCode::bad_value, "results.csv:2",
       "names no shipment, no event and no party"},
      {"alert_id,revision,state,last,score,shipment_ids\nA,1,final,2023-05-01,1,S77\nA,2,retracted,,,\n",
       ErrorCode::bad_value, "results.csv:2", "S77"},
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
