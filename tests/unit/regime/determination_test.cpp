// Which rule wins, what stays open, and what the day and the footing change. The rules here are invented.
#include <gmock/gmock.h>

#include "regime/regime.h"
#include "rules/shipment.h"

namespace tidewaiter {
namespace {

using rules::Basis;
using rules::Shipment;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string law(std::string_view id, std::string_view when, std::string_view result, std::string_view more = "",
                std::string_view kind = "licence") {
  const std::string window = more.find("text =") == std::string_view::npos ? "text = {}" : "";
  return fmt::format(R"(
[[rule]]
id = "{}"
revision = 1
title = "A test"
kind = "{}"
row = "{}"
authority = "none"
source = "test"
confidence = "U"
when = "{}"
result = {{ {} }}
explain = "{{item.name}}"
{}
{}
)",
                     id, kind, id, when, result, window, more);
}

// The words of contracts.md with the rules that fired, and what is missing.
struct Outcome {
  std::string determination;
  std::string policy;
  std::vector<std::string> fired;
  std::vector<std::string> missing;
  std::vector<std::string> rows;
};

Regime regime(const std::string& text) {
  const std::vector<SourceText> texts{{"law.toml", text}};
  auto loaded = Regime::load(texts, shipped_places());
  if (!loaded) throw std::runtime_error(to_string(loaded.error()));
  return std::move(*loaded);
}

Outcome determine(const std::string& text, const Shipment& shipment, Basis basis = Basis::practice) {
  const Regime law = regime(text);
  const auto line = law.determine(shipment.facts, basis);
  if (!line) return {std::string(to_string(line.error().code)), {}, {}, {}, {}};
  Outcome outcome{
      std::string(to_string(line->determination)), std::string(to_string(line->policy)), {}, line->missing, line->rows};
  for (const std::uint32_t rule : line->fired) outcome.fired.push_back(law.rule(rule).id);
  return outcome;
}

const std::string kFree = law("free", "true", "determination = 'no_licence'");
const std::string kException = law("exception", "true", "determination = 'exception'");
const std::string kNotify = law("notify", "true", "determination = 'notify'");
const std::string kLicence = law("licence", "true", "determination = 'licence_required'");
const std::string kApproval = law("approval", "true", "determination = 'licence_required', policy = 'approval'");
const std::string kCase = law("case", "true", "determination = 'licence_required', policy = 'case_by_case'");
const std::string kUnread = law("unread", "true", "determination = 'licence_required', policy = 'unknown'");
const std::string kDenial = law("denial", "true", "determination = 'licence_required', policy = 'denial'");
const std::string kProhibited = law("prohibited", "true", "determination = 'prohibited'", "", "prohibition");

TEST(Determination, TheMostRestrictiveWins) {
  const std::vector<std::string> ladder{kFree, kException, kNotify, kLicence,   kApproval,
                                        kCase, kUnread,    kDenial, kProhibited};
  const std::vector<std::string> ids{"free", "exception", "notify", "licence",   "approval",
                                     "case", "unread",    "denial", "prohibited"};
  for (std::size_t low = 0; low < ladder.size(); ++low) {
    for (std::size_t high = low + 1; high < ladder.size(); ++high) {
      EXPECT_THAT(determine(ladder[low] + ladder[high], Shipment()).fired, ElementsAre(ids[high], ids[low]));
      EXPECT_THAT(determine(ladder[high] + ladder[low], Shipment()).fired, ElementsAre(ids[high], ids[low]));
    }
  }
  const Outcome denial = determine(kFree + kDenial + kApproval, Shipment());
  EXPECT_EQ(denial.determination, "licence_required");
  EXPECT_EQ(denial.policy, "denial");
  EXPECT_THAT(denial.fired, ElementsAre("denial", "approval", "free"));
}

TEST(Determination, APolicyThatNobodyCouldReadStaysEmptyUnlessAnotherGivesDenial) {
  EXPECT_EQ(determine(kUnread + kCase, Shipment()).policy, "");
  EXPECT_EQ(determine(kUnread + kDenial, Shipment()).policy, "denial");
}

const std::string kHeadquarters = law("headquarters", "any(receiving.headquarters in group('D:5', 'MO'))",
                                      "determination = 'licence_required', policy = 'denial'");

TEST(Determination, UnknownOnlyWhereItCouldRaiseTheResult) {
  const Outcome open = determine(kFree + kHeadquarters, Shipment());
  EXPECT_EQ(open.determination, "undetermined");
  EXPECT_THAT(open.fired, ElementsAre("free"));
  EXPECT_THAT(open.missing, ElementsAre("consignee.headquarters"));
  EXPECT_THAT(open.rows, ElementsAre("headquarters"));

  const Outcome decided = determine(kProhibited + kHeadquarters, Shipment());
  EXPECT_EQ(decided.determination, "prohibited");
  EXPECT_THAT(decided.missing, IsEmpty());
  EXPECT_EQ(determine(kDenial + kHeadquarters, Shipment()).policy, "denial");
}

TEST(Determination, AKnownLicenceWithAnUnknownPolicy) {
  const Outcome outcome = determine(kApproval + kHeadquarters, Shipment());
  EXPECT_EQ(outcome.determination, "licence_required");
  EXPECT_EQ(outcome.policy, "");
  EXPECT_THAT(outcome.missing, ElementsAre("consignee.headquarters"));
}

TEST(Determination, WhatSettlesIt) {
  Shipment shipment;
  shipment.party(Role::consignee)[PartyFact::headquarters] = Country("AE");
  EXPECT_EQ(determine(kFree + kHeadquarters, shipment).determination, "no_licence");
  shipment.party(Role::consignee)[PartyFact::headquarters] = Country("HK");
  EXPECT_EQ(determine(kFree + kHeadquarters, shipment).policy, "denial");
}

TEST(Determination, RowsThatAreNotBuiltLeaveItOpenUpToTheirWorst) {
  const std::string open =
      law("5", "item.datacenter", "determination = 'undetermined', could_be = 'licence_required', policy = 'denial'",
          "", "open");
  Outcome outcome = determine(kFree + open, Shipment());
  EXPECT_EQ(outcome.determination, "undetermined");
  EXPECT_THAT(outcome.rows, ElementsAre("5"));
  EXPECT_THAT(outcome.fired, ElementsAre("5", "free"));
  EXPECT_EQ(determine(kDenial + open, Shipment()).determination, "licence_required");
  EXPECT_EQ(determine(kDenial + open, Shipment()).policy, "denial");
  EXPECT_EQ(determine(kApproval + open, Shipment()).policy, "");
  EXPECT_EQ(determine(kProhibited + open, Shipment()).determination, "prohibited");
  const Regime only = regime(open);
  const auto line = only.determine(Shipment().facts, Basis::practice);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->could_be, Determination::licence_required);
  EXPECT_EQ(line->could_be_policy, Policy::denial);
  EXPECT_EQ(line->reason, "could become licence_required: row 5");
}

TEST(Determination, NoRuleAtAllIsAnErrorNeverNoLicence) {
  const Regime law_of_nothing = regime(law("other", "destination = 'CN'", "determination = 'no_licence'"));
  const auto line = law_of_nothing.determine(Shipment().facts, Basis::practice);
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().code, ErrorCode::internal);
  EXPECT_THAT(line.error().message, HasSubstr("\"Example X1\" on 2025-03-01"));
}

TEST(Determination, OnlyUnknownRulesLeaveItUndetermined) {
  const Outcome outcome = determine(law("a", "item.pd > 1", "determination = 'no_licence'"), Shipment());
  EXPECT_EQ(outcome.determination, "undetermined");
  EXPECT_THAT(outcome.missing, ElementsAre("item.pd"));
}

TEST(Determination, WindowsAreClosedAndTextIsNotPractice) {
  const std::string text = kFree + law("window", "true", "determination = 'prohibited'",
                                       "text = { from = 2025-03-01, to = 2025-03-31 }\n"
                                       "enforced = { from = 2025-03-10, to = 2025-03-20 }");
  const auto on = [&](Date day, Basis basis) {
    Shipment shipment;
    shipment.facts.as_of = day;
    return determine(text, shipment, basis).determination;
  };
  EXPECT_EQ(on(Date(2025, 2, 28), Basis::text), "no_licence");
  EXPECT_EQ(on(Date(2025, 3, 1), Basis::text), "prohibited");
  EXPECT_EQ(on(Date(2025, 3, 31), Basis::text), "prohibited");
  EXPECT_EQ(on(Date(2025, 4, 1), Basis::text), "no_licence");
  EXPECT_EQ(on(Date(2025, 3, 9), Basis::practice), "no_licence");
  EXPECT_EQ(on(Date(2025, 3, 10), Basis::practice), "prohibited");
  EXPECT_EQ(on(Date(2025, 3, 20), Basis::practice), "prohibited");
  EXPECT_EQ(on(Date(2025, 3, 21), Basis::practice), "no_licence");

  const Regime law_of_march = regime(text);
  for (const Date day : {Date(2025, 3, 1), Date(2025, 3, 10), Date(2025, 3, 21), Date(2025, 4, 1), Date(2026, 3, 26)}) {
    EXPECT_THAT(law_of_march.day_axis(), testing::Contains(day)) << day.to_string();
    EXPECT_EQ(law_of_march.interval(day), law_of_march.interval(day + -1) + 1) << day.to_string();
  }
  EXPECT_EQ(law_of_march.interval(Date(2025, 3, 11)), law_of_march.interval(Date(2025, 3, 10)));
}

TEST(Determination, ConditionsOfTheResultThatStands) {
  const std::string text = law("a", "true", "determination = 'notify', conditions = ['25 days', 'form']") +
                           law("b", "true", "determination = 'notify', conditions = ['form', 'copy']") +
                           law("c", "true", "determination = 'exception', conditions = ['none of these']");
  const Regime rules = regime(text);
  const auto line = rules.determine(Shipment().facts, Basis::practice);
  ASSERT_TRUE(line);
  EXPECT_THAT(line->conditions, ElementsAre("25 days", "form", "copy"));
  ASSERT_TRUE(line->deciding);
  EXPECT_EQ(rules.rule(*line->deciding).id, "a") << "the first of equals decides";
  EXPECT_EQ(rules.explain(*line->deciding, Shipment().facts), "Example X1");
}

TEST(RedFlags, FireOrBecomeQuestions) {
  const std::string text =
      rules::flag_text("consignee.registered_on >= shipment.date - 90 days", "{consignee.name} is young", "TW-F01") +
      rules::flag_text("consignee.employees < 5", "few people", "TW-F02") +
      rules::flag_text("destination = 'CN'", "no", "TW-F03") + kFree;
  const std::vector<SourceText> texts{{"law.toml", text},
                                      rules::weights_text("TW-F01 = 0.5\nTW-F02 = 0.3\nTW-F03 = 1")};
  const auto loaded = Regime::load(texts, shipped_places());
  ASSERT_TRUE(loaded) << to_string(loaded.error());
  Flags flags;
  const Shipment shipment;
  loaded->flags(shipment.facts, Basis::practice, flags);
  ASSERT_EQ(flags.findings.size(), 1);
  EXPECT_EQ(loaded->rule(flags.findings[0].rule).id, "TW-F01");
  EXPECT_EQ(flags.findings[0].weight, 0.5);
  EXPECT_EQ(flags.findings[0].level, Level::info);
  EXPECT_EQ(loaded->explain(flags.findings[0].rule, shipment.facts), "Gulf Star Trading FZE is young");
  ASSERT_EQ(flags.questions.size(), 1);
  EXPECT_EQ(loaded->rule(flags.questions[0].rule).id, "TW-F02");
  EXPECT_THAT(loaded->missing_paths(flags.evaluation.missing_of(flags.questions[0])),
              ElementsAre("consignee.employees"));
  EXPECT_EQ(loaded->list_rules().size(), 4);
}

TEST(Order, UndeterminedRanksAsTheWorstThatItCouldBecome) {
  const Ruling prohibited{Determination::prohibited, Policy::none_stated, {}};
  const Ruling denial{Determination::licence_required, Policy::denial, {}};
  const Ruling free{Determination::no_licence, Policy::none_stated, {}};
  const Ruling open_to_denial{Determination::undetermined, Policy::denial, Determination::licence_required};
  EXPECT_TRUE(more_restrictive(prohibited, open_to_denial));
  EXPECT_TRUE(more_restrictive(open_to_denial, denial));
  EXPECT_TRUE(more_restrictive(open_to_denial, free));
  EXPECT_FALSE(more_restrictive(denial, denial));
}

}  // namespace
}  // namespace tidewaiter
