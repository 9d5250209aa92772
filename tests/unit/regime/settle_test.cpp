// What would settle a line: against every country, not only one of each region; and the cases that a reader expects.
#include "regime/settle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "regime/shipped.h"

namespace tidewaiter {
namespace {

using Sets = std::vector<std::vector<std::string>>;

// A data-centre item of .a, whose consignee says nothing of its headquarters.
Facts open_line(Date day, const char* destination) {
  static const std::vector<std::string_view> kNothing;
  Facts facts;
  facts.as_of = day;
  facts[LineFact::date] = day;
  facts[LineFact::movement] = std::string_view("export");
  facts[LineFact::export_country] = Country("US");
  facts[LineFact::destination] = Country(destination);
  facts[LineFact::item_name] = std::string_view("Example chip");
  facts[LineFact::item_state] = std::string_view("identified");
  facts[LineFact::item_kind] = std::string_view("chip");
  facts[LineFact::item_datacenter] = true;
  facts[LineFact::item_in_a] = true;
  facts[LineFact::item_in_b] = false;
  facts[LineFact::item_in_c] = false;
  facts[LineFact::item_in_2022] = true;
  facts[LineFact::item_tpp] = 15832.0;
  facts[LineFact::item_memory_bandwidth] = 3350.0;
  facts[LineFact::item_link] = 900.0;
  facts[LineFact::item_made_for_china] = false;
  facts[LineFact::item_prc_designed] = false;
  facts[LineFact::item_on_ccl] = true;
  facts[LineFact::item_tags] = Texts(kNothing);
  facts[LineFact::item_paragraphs] = Texts(kNothing);
  PartyFacts& exporter = facts.parties.emplace_back();
  exporter.role = Role::exporter;
  exporter[PartyFact::name] = std::string_view("Northwind Servers Inc");
  PartyFacts& consignee = facts.parties.emplace_back();
  consignee.role = Role::consignee;
  consignee[PartyFact::name] = std::string_view("Example Compute");
  consignee[PartyFact::country] = Country(destination);
  return facts;
}

TEST(Settle, NamesTheHeadquartersAndTheCountriesThatRelease) {
  const Facts facts = open_line(Date(2025, 3, 1), "SG");
  const Settlement found = settle(shipped_law(), shipped_places(), facts, rules::Basis::practice);
  EXPECT_EQ(found.sets, (Sets{{"consignee.headquarters"}}));
  ASSERT_EQ(found.releases.size(), 1U);
  EXPECT_FALSE(found.releases.front().values.empty());
  // Not only one country of each region: every country makes it known.
  for (const Country country : shipped_places().countries()) {
    Facts stated = facts;
    stated.parties[1][PartyFact::headquarters] = country;
    const auto result = shipped_law().determine(stated, rules::Basis::practice);
    ASSERT_TRUE(result);
    EXPECT_NE(result->determination, Determination::undetermined) << country.code();
    const bool releases = result->determination == Determination::no_licence;
    const bool restricted = shipped_places().counts_as(country) == Country("MO") ||
                            shipped_places().in_group(country, "D:5", facts.as_of) == Truth::yes;
    EXPECT_EQ(releases, !restricted) << country.code();
  }
}

TEST(Settle, AsksForTwoFactsWhereOneIsNotEnough) {
  Facts facts = open_line(Date(2025, 3, 1), "SG");
  PartyFacts& end_user = facts.parties.emplace_back();
  end_user.role = Role::end_user;
  end_user[PartyFact::name] = std::string_view("Second Compute");
  end_user[PartyFact::country] = Country("SG");
  const Settlement found = settle(shipped_law(), shipped_places(), facts, rules::Basis::practice);
  EXPECT_EQ(found.sets, (Sets{{"consignee.headquarters", "end_user.headquarters"}}));
  EXPECT_TRUE(found.releases.empty());  // no single fact releases it
}

TEST(Settle, SettlesAnOpenPolicyToo) {
  const Facts facts = open_line(Date(2025, 3, 1), "SA");  // a licence either way: approval or denial
  const auto now = shipped_law().determine(facts, rules::Basis::practice);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->determination, Determination::licence_required);
  EXPECT_EQ(now->policy, Policy::unknown);
  const Settlement found = settle(shipped_law(), shipped_places(), facts, rules::Basis::practice);
  EXPECT_EQ(found.sets, (Sets{{"consignee.headquarters"}}));
}

TEST(Settle, AsksWhoShipsWhereALetterBindsItsAddresseeOnly) {
  Facts facts = open_line(Date(2022, 9, 1), "CN");
  static const std::vector<std::string_view> kTags{"letter-2022"};
  facts[LineFact::item_tags] = Texts(kTags);
  facts.parties.erase(facts.parties.begin());  // nobody names the exporter
  const Settlement found = settle(shipped_law(), shipped_places(), facts, rules::Basis::practice);
  EXPECT_EQ(found.sets, (Sets{{"exporter.addressee"}}));
  ASSERT_EQ(found.releases.size(), 1U);
  EXPECT_NE(std::ranges::find(found.releases.front().values, "anything else"), found.releases.front().values.end());
}

TEST(Settle, AsksForTheOwnership) {
  Facts facts = open_line(Date(2025, 10, 15), "SG");
  facts.parties[1][PartyFact::headquarters] = Country("SG");
  OwnerFacts& owner = facts.owners.emplace_back();
  owner.role = Role::consignee;
  owner[OwnerFact::list] = std::string_view("EL");
  owner[OwnerFact::review_policy] = std::string_view("Presumption of denial");
  owner[OwnerFact::blocked_half] = false;
  const Settlement found = settle(shipped_law(), shipped_places(), facts, rules::Basis::practice);
  EXPECT_EQ(found.sets, (Sets{{"consignee.ownership"}}));
  ASSERT_EQ(found.releases.size(), 1U);
  EXPECT_EQ(found.releases.front().values, (std::vector<std::string>{"less than one half"}));
}

TEST(Settle, SaysNothingOfALineThatIsKnown) {
  Facts facts = open_line(Date(2025, 3, 1), "SG");
  facts.parties[1][PartyFact::headquarters] = Country("SG");
  const Settlement found = settle(shipped_law(), shipped_places(), facts, rules::Basis::practice);
  EXPECT_TRUE(found.sets.empty());
  EXPECT_FALSE(found.truncated);
}

}  // namespace
}  // namespace tidewaiter
