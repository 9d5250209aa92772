// An invented shipment line as facts, and one-condition rule sets over it.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

#include "places/shipped.h"
#include "rules/rule_set.h"

namespace tidewaiter::rules {

// 512 accelerators from the US to a new reseller in the UAE whose headquarters nobody stated; the end user is a
// university in Kazakhstan.
struct Shipment {
  Facts facts;
  std::vector<std::string_view> paragraphs{"3A090.a.1", "4A090.a"};
  std::vector<std::string_view> transit{"SG", "KZ"};
  std::vector<std::string_view> nothing;

  Shipment() {
    facts.as_of = Date(2025, 3, 1);
    facts[LineFact::date] = Date(2025, 3, 1);
    facts[LineFact::movement] = std::string_view("export");
    facts[LineFact::export_country] = Country("US");
    facts[LineFact::destination] = Country("AE");
    facts[LineFact::transit] = Texts(transit);
    facts[LineFact::quantity] = 512.0;
    facts[LineFact::unit_value] = 25'000.0;
    facts[LineFact::mass_per_piece] = 1.5;
    facts[LineFact::item_name] = std::string_view("Example X1");
    facts[LineFact::item_state] = std::string_view("identified");
    facts[LineFact::item_datacenter] = true;
    facts[LineFact::item_tpp] = 15'832.0;
    facts[LineFact::item_paragraphs] = Texts(paragraphs);
    facts[LineFact::item_tags] = Texts(nothing);
    facts[LineFact::item_controlled] = true;
    PartyFacts& exporter = party(Role::exporter);
    exporter[PartyFact::name] = std::string_view("Northwind Systems Inc");
    exporter[PartyFact::country] = Country("US");
    PartyFacts& consignee = party(Role::consignee);
    consignee[PartyFact::name] = std::string_view("Gulf Star Trading FZE");
    consignee[PartyFact::country] = Country("AE");
    consignee[PartyFact::party_role] = std::string_view("reseller");
    consignee[PartyFact::registered_on] = Date(2025, 2, 20);
    PartyFacts& end_user = party(Role::end_user);
    end_user[PartyFact::name] = std::string_view("Steppe University");
    end_user[PartyFact::country] = Country("KZ");
    end_user[PartyFact::headquarters] = Country("KZ");
    end_user[PartyFact::party_role] = std::string_view("university");
    end_user[PartyFact::data_centre_mw] = 4.0;
  }
  Shipment(const Shipment&) = delete;
  Shipment& operator=(const Shipment&) = delete;

  PartyFacts& party(Role role) {
    for (PartyFacts& party : facts.parties) {
      if (party.role == role) return party;
    }
    facts.parties.emplace_back().role = role;
    return facts.parties.back();
  }
  HitFacts& hit(Role role, std::string_view list) {
    HitFacts& hit = facts.hits.emplace_back();
    hit.role = role;
    hit[HitFact::list] = list;
    return hit;
  }
};

// A rule file with one plausibility rule, which needs least.
inline std::string flag_text(std::string_view condition, std::string_view explain = "nothing to say",
                             std::string_view id = "TW-P01") {
  std::string quoted(condition);
  for (std::size_t at = 0; (at = quoted.find('\\', at)) != std::string::npos; at += 2) quoted.insert(at, 1, '\\');
  return fmt::format(R"(
[[rule]]
id = "{}"
revision = 1
title = "A test"
kind = "plausibility"
authority = "none"
source = "test"
confidence = "U"
level = "info"
when = """
{}"""
explain = "{}"
false_positives = "always"
)",
                     id, quoted, explain);
}
inline SourceText weights_text(std::string_view ids = "TW-P01 = 0.1") {
  return {"weights.toml", fmt::format("source = \"test\"\nconfidence = \"U\"\n[weights]\n{}\n", ids)};
}

inline std::expected<RuleSet, Errors> load(std::string_view text, std::string_view weights = "TW-P01 = 0.1") {
  const std::vector<SourceText> texts{{"rules.toml", std::string(text)}, weights_text(weights)};
  return RuleSet::load(texts, shipment_vocabulary(), shipped_places());
}

struct Answer {
  Truth truth = Truth::no;
  std::vector<std::string> missing;
  std::string explanation;
};

// Asks one condition about a shipment; a condition that does not load fails the test.
inline Answer ask(std::string_view condition, const Shipment& shipment, std::string_view explain = "nothing to say") {
  const auto set = load(flag_text(condition, explain));
  if (!set) {
    ADD_FAILURE() << condition << "\n" << to_string(combined(set.error()));
    return {};
  }
  Evaluation evaluation;
  set->evaluate(Subject::of(shipment.facts), kFlags, Basis::practice, evaluation);
  Answer answer;
  if (evaluation.outcomes.empty()) return answer;
  answer.truth = evaluation.outcomes.front().truth;
  for (const MissingField field : evaluation.missing_of(evaluation.outcomes.front())) {
    answer.missing.push_back(path_of(set->vocabulary(), field));
  }
  answer.explanation = set->explain(0, Subject::of(shipment.facts));
  return answer;
}

}  // namespace tidewaiter::rules
