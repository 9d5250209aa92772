// What conditions mean, line by line: docs/rule-language.md.
#include <gmock/gmock.h>

#include "rules/shipment.h"

namespace tidewaiter::rules {
namespace {

using testing::ElementsAre;

Truth truth(std::string_view condition) { return ask(condition, Shipment()).truth; }

TEST(Conditions, Hold) {
  for (const std::string_view condition : {
           "true",
           "not false",
           "destination = 'AE'",
           "'AE' = destination",
           "destination != 'CN'",
           "destination in {'AE', 'SG'}",
           "destination not in {'CN'}",
           "not destination in {'CN'}",
           "item.tpp >= 4800",
           "item.tpp >= 4_800 TPP and item.tpp < 20000.5",
           "4800 < item.tpp",
           "item.tpp in {1, 15832}",
           "line.unit_value * line.quantity >= 2000 USD",
           "line.unit_value / 2 = 12500 USD",
           "line.unit_value * 512 = line.unit_value * line.quantity",
           "line.quantity / line.quantity = 1",
           "-line.quantity < 0",
           "1 + 2 * 3 = 7",
           "10 - 4 - 3 = 3",
           "line.quantity - 12 = 500 pieces",
           "shipment.date = 2025-03-01",
           "shipment.date - consignee.registered_on = 9 days",
           "consignee.registered_on >= shipment.date - 2 weeks",
           "shipment.date in {2025-03-01, 2025-03-02}",
           "(shipment.date - consignee.registered_on) / 3 = 3 days",
           "2 * 5 days = 10 days",
           "item.datacenter",
           "item.datacenter = true",
           "item.datacenter != false",
           "item.state = 'identified'",
           "item.state in {'cover', 'identified'}",
           "item.name matches '^Example'",
           "item.name matches 'X[0-9]$'",
           "item.name matches '(?i)example x\\d'",
           "item.name not matches 'Y'",
           "consignee.name != end_user.name",
           "consignee.country = destination",
           "known(consignee.registered_on)",
           "not known(consignee.headquarters)",
           "known(end_user) and not known(forwarder)",
           "not known(forwarder.name)",
           "known(item.paragraphs)",
           "# a comment\n true # another",
       }) {
    EXPECT_EQ(truth(condition), Truth::yes) << condition;
    EXPECT_EQ(truth(fmt::format("not ({}\n)", condition)), Truth::no) << condition;
  }
}

TEST(Conditions, AndBindsTighterThanOr) {
  EXPECT_EQ(truth("true or true and false"), Truth::yes);
  EXPECT_EQ(truth("(true or true) and false"), Truth::no);
  EXPECT_EQ(truth("not false and false"), Truth::no);
}

TEST(Conditions, QuantifiersInBothForms) {
  for (const std::string_view condition : {
           "any(receiving.headquarters in group('KZ'))",
           "any(receiving where party.headquarters in group('KZ'))",
           "any(item.paragraphs matches '^[34]A090[.]a')",
           "any(item.paragraphs where it matches '^[34]A090[.]a')",
           "any(item.paragraphs = '4A090.a')",
           "any(item.paragraphs in {'5A992', '4A090.a'})",
           "none(item.paragraphs matches '[.]b$')",
           "all(item.paragraphs matches '^.A090')",
           "all(item.paragraphs where it matches '^4' : it = '4A090.a')",
           "all(item.paragraphs : it matches 'a')",
           "any(transit_countries = 'SG')",
           "any(transit_countries in group('A:6'))",
           "count(parties) = 3",
           "count(receiving) = 2",
           "count(receiving where party.role = 'reseller') = 1",
           "count(receiving.country = 'KZ') = 1",
           "count(item.paragraphs) + count(item.tags) = 2",
           "any(receiving.part = 'end_user' and receiving.role = 'university')",
           "any(parties where party.part = 'exporter' and party.country = export_country)",
           "sum(parties.data_centre_mw where party.part = 'end_user') = 4 MW",
           "any(parties)",
           "none(hits)",
           "all(hits : hit.list = 'EL')",
           "count(hits) = 0",
           "sum(receiving.employees where false) = 0",
           "any(receiving where party.country = 'KZ' and any(item.paragraphs matches '^4'))",
       }) {
    EXPECT_EQ(truth(condition), Truth::yes) << condition;
  }
}

TEST(Conditions, HitsAndWhomTheyHit) {
  Shipment shipment;
  shipment.hit(Role::consignee, "UVL");
  HitFacts& hit = shipment.hit(Role::end_user, "EL");
  hit[HitFact::in_force] = true;
  hit[HitFact::requirement] = std::string_view("For all items subject to the EAR");
  EXPECT_EQ(ask("any(hits.list = 'EL' and hits.in_force)", shipment).truth, Truth::yes);
  EXPECT_EQ(ask("any(hits where hit.list = 'EL' and hit.part = 'end_user')", shipment).truth, Truth::yes);
  EXPECT_EQ(ask("any(hits where hit.list = 'EL' and hit.part = 'consignee')", shipment).truth, Truth::no);
  EXPECT_EQ(ask("any(hits where hit.requirement matches '(?i)^(for )?all items')", shipment).truth, Truth::yes);
  EXPECT_EQ(ask("any(hits where any(receiving where party.part = hit.part and party.country = 'KZ'))", shipment).truth,
            Truth::yes);
  // The unverified list's entry does not say whether it is in force.
  const Answer answer = ask("all(hits : hit.in_force)", shipment);
  EXPECT_EQ(answer.truth, Truth::unknown);
  EXPECT_THAT(answer.missing, ElementsAre("consignee.hits.in_force"));
}

TEST(Conditions, GroupsAreThoseOfTheDay) {
  Shipment shipment;
  shipment.facts[LineFact::destination] = Country("HK");
  EXPECT_EQ(ask("destination in group('D:5')", shipment).truth, Truth::yes);
  EXPECT_EQ(ask("destination in group('CN')", shipment).truth, Truth::yes)
      << "a code in group() covers its territories";
  EXPECT_EQ(ask("destination = 'CN'", shipment).truth, Truth::no) << "a code alone does not";
  shipment.facts[LineFact::destination] = Country("MO");
  EXPECT_EQ(ask("destination in group('D:5')", shipment).truth, Truth::no);
  EXPECT_EQ(ask("destination in group('D:5', 'MO')", shipment).truth, Truth::yes);
  // The UAE moved to A:5 in 2026.
  shipment.facts[LineFact::destination] = Country("AE");
  EXPECT_EQ(ask("destination in group('A:5')", shipment).truth, Truth::no);
  shipment.facts.as_of = Date(2026, 7, 23);
  EXPECT_EQ(ask("destination in group('A:5')", shipment).truth, Truth::yes);
}

TEST(ThreeValues, MissingFieldsMakeUnknownAndAreNamed) {
  Shipment shipment;
  Answer answer = ask("any(receiving.headquarters in group('D:5', 'MO'))", shipment);
  EXPECT_EQ(answer.truth, Truth::unknown);
  EXPECT_THAT(answer.missing, ElementsAre("consignee.headquarters"));

  answer = ask("item.pd >= 5.92 and consignee.headquarters = 'CN'", shipment);
  EXPECT_EQ(answer.truth, Truth::unknown);
  EXPECT_THAT(answer.missing, ElementsAre("item.pd", "consignee.headquarters"));

  answer = ask("forwarder.name = consignee.name", shipment);
  EXPECT_EQ(answer.truth, Truth::unknown);
  EXPECT_THAT(answer.missing, ElementsAre("forwarder.name"));
}

TEST(ThreeValues, WhatDoesNotMatterIsNotMissing) {
  const Shipment shipment;
  EXPECT_EQ(ask("item.pd > 1 and false", shipment).truth, Truth::no);
  EXPECT_EQ(ask("false and item.pd > 1", shipment).truth, Truth::no);
  EXPECT_EQ(ask("item.pd > 1 or true", shipment).truth, Truth::yes);
  // Here the density decides nothing, only the headquarters does.
  const Answer answer = ask("(item.pd > 1 and destination = 'CN') or consignee.headquarters = 'CN'", shipment);
  EXPECT_EQ(answer.truth, Truth::unknown);
  EXPECT_THAT(answer.missing, ElementsAre("consignee.headquarters"));
  EXPECT_THAT(ask("not item.pd > 1", shipment).missing, ElementsAre("item.pd"));
}

TEST(ThreeValues, EmptyAndMissingCollections) {
  Shipment shipment;
  for (const bool missing : {false, true}) {
    if (missing) shipment.facts[LineFact::item_tags] = Unknown{};
    const auto expect = [&](std::string_view condition, Truth empty) {
      EXPECT_EQ(ask(condition, shipment).truth, missing ? Truth::unknown : empty) << condition << missing;
    };
    expect("any(item.tags = 'letter-2022')", Truth::no);
    expect("none(item.tags = 'letter-2022')", Truth::yes);
    expect("all(item.tags = 'letter-2022')", Truth::yes);
    expect("count(item.tags) = 0", Truth::yes);
    EXPECT_EQ(ask("count(item.tags) >= 0", shipment).truth, Truth::yes);
    EXPECT_EQ(ask("known(item.tags)", shipment).truth, missing ? Truth::no : Truth::yes);
  }
  EXPECT_THAT(ask("any(item.tags = 'letter-2022')", shipment).missing, ElementsAre("item.tags"));
}

TEST(ThreeValues, CountsKnowTheirBounds) {
  // One reseller, one university, and an exporter of unknown business.
  const Shipment shipment;
  EXPECT_EQ(ask("count(parties.role = 'reseller') >= 1", shipment).truth, Truth::yes);
  EXPECT_EQ(ask("count(parties.role = 'reseller') >= 3", shipment).truth, Truth::no);
  EXPECT_EQ(ask("count(parties.role = 'reseller') < 3", shipment).truth, Truth::yes);
  const Answer answer = ask("count(parties.role = 'reseller') >= 2", shipment, "{count(parties.role = 'reseller')}");
  EXPECT_EQ(answer.truth, Truth::unknown);
  EXPECT_THAT(answer.missing, ElementsAre("exporter.role"));
  EXPECT_EQ(answer.explanation, "1 to 2");
}

TEST(ThreeValues, SumsOverMissingValuesAreDecidedByTheirKnownPart) {
  const Shipment shipment;  // only the end user's megawatts are known
  EXPECT_EQ(ask("sum(receiving.data_centre_mw) >= 3 MW", shipment).truth, Truth::yes);
  EXPECT_EQ(ask("sum(receiving.data_centre_mw) < 3 MW", shipment).truth, Truth::no);
  const Answer answer = ask("sum(receiving.data_centre_mw) >= 5 MW", shipment);
  EXPECT_EQ(answer.truth, Truth::unknown);
  EXPECT_THAT(answer.missing, ElementsAre("consignee.data_centre_mw"));
}

// A line of two ordinary pieces beside the 512 accelerators, and one of which nobody said what it is.
struct ThreeLines : Shipment {
  ThreeLines() {
    tables[0] = facts.line;
    tables[1] = facts.line;
    tables[1][static_cast<std::size_t>(LineFact::item_name)] = std::string_view("Example fan");
    tables[1][static_cast<std::size_t>(LineFact::item_controlled)] = false;
    tables[1][static_cast<std::size_t>(LineFact::quantity)] = 2.0;
    tables[2] = facts.line;
    tables[2][static_cast<std::size_t>(LineFact::item_controlled)] = Unknown{};
    tables[2][static_cast<std::size_t>(LineFact::quantity)] = 30.0;
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i] = tables[i];
    facts.lines = lines;
  }
  std::array<decltype(Facts::line), 3> tables;
  std::array<std::span<const FactValue>, 3> lines;
};

TEST(Conditions, LinesOfTheShipment) {
  const ThreeLines shipment;
  const auto truth_of_three = [&](std::string_view condition) { return ask(condition, shipment).truth; };
  EXPECT_EQ(truth_of_three("count(lines) = 3"), Truth::yes);
  EXPECT_EQ(truth_of_three("any(lines.item.name matches 'fan')"), Truth::yes);
  EXPECT_EQ(truth_of_three("any(lines where each.item.name = item.name and each.line.quantity = 30)"), Truth::yes);
  EXPECT_EQ(truth_of_three("none(lines where each.item.name = 'Example bracket')"), Truth::yes);
  EXPECT_EQ(truth_of_three("sum(lines.line.quantity) = 544 pieces"), Truth::yes);
  EXPECT_EQ(truth_of_three("sum(lines.line.quantity where each.item.controlled) >= 512 pieces"), Truth::yes);
  EXPECT_EQ(truth_of_three("sum(lines.line.quantity where each.item.controlled) > 542 pieces"), Truth::no);
  const Answer open = ask("sum(lines.line.quantity where each.item.controlled) > 520 pieces", shipment);
  EXPECT_EQ(open.truth, Truth::unknown);
  EXPECT_THAT(open.missing, ElementsAre("lines.item.controlled"));
  EXPECT_EQ(ask("any(lines.line.quantity = 2)", shipment, "{each.item.name}").explanation, "Example fan");
  EXPECT_EQ(truth_of_three("any(lines where each.line.quantity = 2 and any(parties where party.country = 'KZ'))"),
            Truth::yes);
}

TEST(Conditions, ALineAloneIsTheOnlyOneOfItsShipment) {
  const Shipment shipment;
  EXPECT_EQ(ask("count(lines) = 1 and sum(lines.line.quantity) = 512 pieces", shipment).truth, Truth::yes);
}

TEST(ThreeValues, ArithmeticThatHasNoResultIsUnknown) {
  Shipment shipment;
  shipment.facts[LineFact::quantity] = 0.0;
  EXPECT_EQ(ask("line.net_mass_kg / line.quantity > 1 kg", shipment).truth, Truth::unknown);
  EXPECT_EQ(ask("line.unit_value / line.quantity > 1 USD", shipment).truth, Truth::unknown);
  shipment.facts[LineFact::quantity] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(ask("line.quantity > 1", shipment).truth, Truth::unknown);
}

TEST(Explain, ShowsValues) {
  Shipment shipment;
  const auto say = [&](std::string_view condition, std::string_view sentence) {
    return ask(condition, shipment, sentence).explanation;
  };
  EXPECT_EQ(say("true", "{item.name} (TPP {item.tpp}) to {destination}"), "Example X1 (TPP 15,832) to AE");
  EXPECT_EQ(say("true",
                "registered {shipment.date - consignee.registered_on} before shipment, on "
                "{consignee.registered_on}"),
            "registered 9 days before shipment, on 2025-02-20");
  EXPECT_EQ(say("true", "{item.pd}, {forwarder.name}, {item.datacenter}, {known(forwarder)}"),
            "unknown, unknown, yes, no");
  EXPECT_EQ(say("true", "{item.paragraphs}; {item.tags}; {{braces}}"), "3A090.a.1, 4A090.a; none; {braces}");
  EXPECT_EQ(say("true", "{line.unit_value * line.quantity} USD, {item.tpp / 3}"), "12,800,000 USD, 5,277.33");
  EXPECT_EQ(say("true", "{sum(receiving.data_centre_mw)} MW"), "at least 4 MW");
}

TEST(Explain, SpeaksOfTheElementThatSatisfiedTheQuantifier) {
  Shipment shipment;
  const auto say = [&](std::string_view condition, std::string_view sentence) {
    return ask(condition, shipment, sentence).explanation;
  };
  EXPECT_EQ(say("any(receiving.country = 'KZ')", "{party.name}, {party.part}"), "Steppe University, end_user");
  EXPECT_EQ(say("any(receiving.country = 'CN') or any(receiving.country = 'AE')", "{party.name}"),
            "Gulf Star Trading FZE");
  EXPECT_EQ(say("count(parties where party.country = 'AE') >= 1", "{party.name}"), "Gulf Star Trading FZE");
  EXPECT_EQ(say("any(item.paragraphs matches '^4')", "{it}"), "4A090.a");
  EXPECT_EQ(say("any(transit_countries in group('D:1'))", "via {it}"), "via KZ");
  EXPECT_EQ(say("none(receiving.country = 'CN')", "{party.name}"), "unknown");
  shipment.hit(Role::end_user, "EL")[HitFact::entry_name] = std::string_view("Steppe Institute");
  EXPECT_EQ(say("any(hits where hit.list = 'EL')", "{hit.name}, {hit.part}"), "Steppe Institute, end_user");
  // An inner quantifier's find does not outlive the outer element that fails.
  EXPECT_EQ(say("any(hits where any(parties where party.part = 'exporter') and hit.list = 'SDN') or "
                "any(parties where party.part = 'consignee')",
                "{party.name}"),
            "Gulf Star Trading FZE");
}

TEST(Patterns, PlainOnesAgreeWithTheLibrary) {
  const std::vector<std::string> patterns{"^[34]A090[.]a", "^3A090[.]b$", "^", "^$", "^[a-c]x", "^5A992[.]c"};
  const std::vector<std::string> texts{"",        "3A090.a.1", "4A090.a", "3A090.b", "3A090.b.1", "x3A090.a",
                                       "3A090xa", "bx",        "dx",      "5A992.c", "3A09",      "3A090.\xC3\xA4"};
  for (const std::string& pattern : patterns) {
    const auto plain = Pattern::compile(pattern);
    const auto library = Pattern::compile("(?:" + pattern + ")");
    ASSERT_TRUE(plain && library) << pattern;
    EXPECT_TRUE(plain->is_plain()) << pattern;
    EXPECT_FALSE(library->is_plain()) << pattern;
    for (const std::string& text : texts)
      EXPECT_EQ(plain->matches(text), library->matches(text)) << pattern << " " << text;
  }
}

TEST(Patterns, TimeIsLinearInTheText) {
  const auto pattern = Pattern::compile("(a*)*(a*)*b");
  ASSERT_TRUE(pattern);
  EXPECT_FALSE(pattern->matches(std::string(100'000, 'a')));
}

}  // namespace
}  // namespace tidewaiter::rules
