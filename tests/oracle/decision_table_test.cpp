// The transcription itself, on a handful of lines whose answer the papers give in words.
#include "oracle/decision_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tidewaiter::oracle {
namespace {

using testing::Contains;

PartyFacts party(Role role, std::string_view code, std::string_view headquarters) {
  PartyFacts facts{.role = role, .values = {}};
  facts[PartyFact::name] =
      role == Role::exporter ? std::string_view("NVIDIA Corporation") : std::string_view("Harbour Lane");
  facts[PartyFact::country] = Country(code);
  if (!headquarters.empty()) facts[PartyFact::headquarters] = Country(headquarters);
  return facts;
}

// A data-centre accelerator of 3A090.a, exported from the US by its maker.
Facts accelerator(Date day, std::string_view destination, std::string_view headquarters) {
  Facts facts{.as_of = day, .line = {}, .parties = {}, .hits = {}, .owners = {}};
  facts[LineFact::date] = day;
  facts[LineFact::movement] = std::string_view("export");
  facts[LineFact::export_country] = Country("US");
  facts[LineFact::destination] = Country(destination);
  facts[LineFact::end_use] = Texts{};
  facts[LineFact::item_state] = std::string_view("identified");
  facts[LineFact::item_name] = std::string_view("H200");
  facts[LineFact::item_datacenter] = true;
  facts[LineFact::item_tpp] = 15832.0;
  facts[LineFact::item_memory_bandwidth] = 4800.0;
  facts[LineFact::item_on_ccl] = true;
  facts[LineFact::item_in_a] = true;
  facts[LineFact::item_in_b] = false;
  facts[LineFact::item_in_c] = false;
  facts[LineFact::item_in_2022] = true;
  facts[LineFact::item_prc_designed] = false;
  facts[LineFact::item_made_for_china] = false;
  facts.parties = {party(Role::exporter, "US", "US"), party(Role::consignee, destination, headquarters)};
  return facts;
}

TEST(DecisionTable, DataCentreItemToChinaIsDeniedUntilTheCaseByCaseRule) {
  const auto before = decide(accelerator(Date(2026, 1, 14), "CN", "CN"), Footing::enforced);
  EXPECT_EQ(before.determination, Determination::licence_required);
  EXPECT_EQ(before.policy, Policy::denial);
  EXPECT_THAT(before.rows, Contains("row 6"));
  const auto after = decide(accelerator(Date(2026, 1, 15), "CN", "CN"), Footing::enforced);
  EXPECT_EQ(after.policy, Policy::case_by_case);
}

TEST(DecisionTable, HeadquartersDecideBetweenRows7And9) {
  EXPECT_EQ(decide(accelerator(Date(2025, 6, 1), "MY", "MY"), Footing::enforced).determination,
            Determination::no_licence);
  EXPECT_EQ(decide(accelerator(Date(2025, 6, 1), "MY", ""), Footing::enforced).determination,
            Determination::undetermined);
  const auto chinese = decide(accelerator(Date(2025, 6, 1), "MY", "CN"), Footing::enforced);
  EXPECT_EQ(chinese.determination, Determination::licence_required);
  EXPECT_EQ(chinese.policy, Policy::denial);
  EXPECT_EQ(decide(accelerator(Date(2025, 6, 1), "MY", "MY"), Footing::books).determination,
            Determination::licence_required);
}

TEST(DecisionTable, FirstVersionReachesChinaAlone) {
  EXPECT_THAT(decide(accelerator(Date(2023, 6, 1), "VN", "VN"), Footing::enforced).rows, Contains("row 9a"));
  EXPECT_THAT(decide(accelerator(Date(2022, 10, 21), "HK", "HK"), Footing::enforced).rows, Contains("row 6"));
  EXPECT_EQ(decide(accelerator(Date(2022, 10, 20), "HK", "HK"), Footing::enforced).determination,
            Determination::no_licence);
}

TEST(DecisionTable, LetterOfOctober2023BringsTheNewRuleForwardForItsAddressee) {
  auto facts = accelerator(Date(2023, 10, 23), "VN", "VN");
  EXPECT_EQ(decide(facts, Footing::enforced).policy, Policy::approval);
  facts.parties[0][PartyFact::name] = std::string_view("Dockside Trading");
  EXPECT_EQ(decide(facts, Footing::enforced).determination, Determination::no_licence);
}

TEST(DecisionTable, SaleInsideTheUsIsNoExport) {
  const auto answer = decide(accelerator(Date(2025, 6, 1), "US", "CN"), Footing::enforced);
  EXPECT_EQ(answer.determination, Determination::no_licence);
  EXPECT_THAT(answer.rows, Contains("row 0"));
}

}  // namespace
}  // namespace tidewaiter::oracle
